import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { messagesIn } from '@/tests/support/wire-messages'
import { wireFrame } from './sync-frames'

/** On both sides of where the length takes more bytes. */
const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536, 100_000]
const messageOf = (length: number) => Buffer.alloc(length, length % 251)
/** As text: comparing a hundred thousand elements one by one takes seconds. */
const textOf = (message: Uint8Array) => Buffer.from(message).toString('latin1')

test('[CODEC-5] frames that are built once and joined come apart as they were', () => {
  const messages = LENGTHS.map(messageOf)
  expect(messagesIn(Buffer.concat(messages.map(wireFrame))).map(textOf)).toEqual(messages.map(textOf))
})

test('[CODEC-5] a client reads what was written past the WebSocket library, in one write and between its own', async () => {
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, transport, head) => {
    sockets.handleUpgrade(request, transport, head, socket => {
      socket.send(Buffer.from('before'))
      transport.write(Buffer.concat(LENGTHS.map(messageOf).map(wireFrame)))
      socket.send(Buffer.from('after'))
      socket.close(4500, 'done')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // reason: a server that listens on a port has an address with one
    const { port } = server.address() as AddressInfo
    const client = new WebSocket(`ws://127.0.0.1:${port}`)
    const received: string[] = []
    client.on('message', (data: Buffer) => received.push(textOf(data)))
    const [code] = await once(client, 'close')
    expect(received).toEqual(['before', ...LENGTHS.map(messageOf).map(textOf), 'after'])
    expect(code).toBe(4500)
  } finally {
    server.close()
  }
})
