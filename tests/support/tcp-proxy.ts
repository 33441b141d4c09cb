import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A network between a client and a server that the test can break. */
export type TcpProxy = {
  /** `target`'s URL with the proxy's host and port in it. */
  readonly url: string
  /** Ends all open connections: in order (`fin`) or rudely (`reset`). @returns how many there were */
  cut(how: 'fin' | 'reset'): number
  /** From now on the open connections carry nothing and say nothing. New ones work. @returns how many there were */
  stall(): number
  close(): Promise<void>
}

/** @param target a URL with host and port, e.g. of a database */
export async function openTcpProxy(target: string): Promise<TcpProxy> {
  const server = new URL(target)
  const pairs = new Set<readonly [Socket, Socket]>()

  const listener = createServer(client => {
    const upstream = connect(Number(server.port), server.hostname)
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.pipe(upstream)
    upstream.pipe(client)
    for (const [socket, other] of [pair, [upstream, client] as const]) {
      socket.on('error', () => other.destroy()) // a cut connection is what we are here for
      socket.on('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')

  const url = new URL(target)
  const address = listener.address()
  url.port = String(typeof address === 'object' ? address?.port : undefined)

  return {
    url: url.href,
    cut(how) {
      const open = [...pairs]
      for (const [client] of open) how === 'fin' ? client.end() : client.resetAndDestroy()
      return open.length
    },
    stall() {
      const open = [...pairs]
      for (const [client, upstream] of open) {
        client.unpipe(upstream)
        upstream.unpipe(client)
        for (const socket of [client, upstream]) socket.resume() // what arrives is thrown away
      }
      return open.length
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
