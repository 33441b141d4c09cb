import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** Told of what passes, before it does. What they leave out of `forward` does not get through. */
export type WireListener = {
  readonly asked: (bytes: Buffer, forward: (part: Buffer, sent?: () => void) => void) => void
  readonly answered: (bytes: Buffer, forward: (part: Buffer) => void) => void
}

/**
 * The wire between a program and its Postgres, with somebody on each connection of it.
 *
 * @returns `target`'s URL with the host and port of this end
 */
export async function openPostgresWire(target: string, listen: () => WireListener): Promise<string> {
  const server = new URL(target)
  const listener = createServer(client => {
    const upstream = connect(Number(server.port), server.hostname)
    const { asked, answered } = listen()
    client.on('data', bytes => asked(bytes, (part, sent) => upstream.write(part, sent)))
    upstream.on('data', bytes => answered(bytes, part => client.write(part)))
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy()) // reason: a connection that breaks is what the test wants to see
      socket.on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  listener.unref()
  const url = new URL(target)
  const address = listener.address()
  url.port = String(typeof address === 'object' ? address?.port : undefined)
  return url.href
}
