import { WebSocket, WebSocketServer } from 'ws'
import { BEAT_INTERVAL_MS, encodeServerBeat } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL } from '@/lib/protocol/version'

/**
 * What the sync server is compared with: a program that forwards bytes to the others of a center, and keeps nothing,
 * checks nothing, acknowledges nothing. Nothing in Node that uses `ws` as it comes can do this for less.
 */
const rooms = new Map<string, Set<WebSocket>>()
/** It stores nothing and says so: a device whose server stores and never acknowledges begins a new session. */
const beat = () => encodeServerBeat({ serverTimeMs: Date.now(), durable: false })
const SYNC_STEP_1 = Buffer.from([0, 0])
/** "You lack nothing": an update without structs and without deletes. */
const NOTHING_NEW = Buffer.from([0, 1, 2, 0, 0])

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  handleProtocols: () => SYNC_SUBPROTOCOL,
})

server.on('listening', () => process.send?.(server.address()))
server.on('connection', (socket, request) => {
  const name = request.url ?? ''
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on('close', () => room.delete(socket))
  socket.on('message', (data: Buffer) => {
    if (data[0] !== 0) return
    if (data.subarray(0, 2).equals(SYNC_STEP_1)) return socket.send(NOTHING_NEW)
    for (const other of room) if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data)
  })
  socket.send(beat())
})

setInterval(() => {
  for (const room of rooms.values()) for (const socket of room) socket.send(beat())
}, BEAT_INTERVAL_MS)
process.on('disconnect', () => process.exit(0))
