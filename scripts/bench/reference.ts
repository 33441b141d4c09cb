import type { AddressInfo } from 'node:net'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { BEAT_INTERVAL_MS, encodeServerBeat } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL } from '@/lib/protocol/version'

/**
 * What most who use Yjs run: the stock server, which keeps documents in memory, asks nobody who he is and acknowledges
 * nothing. It gets the `ws` that the sync server has, a newer one than it comes with. The beats are not its own: our
 * devices would hang up without them.
 */
const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  handleProtocols: () => SYNC_SUBPROTOCOL,
})
/** It stores nothing and says so: a device whose server stores and never acknowledges begins a new session. */
const beat = () => encodeServerBeat({ serverTimeMs: Date.now(), durable: false })

// reason: a server that listens on a port has an address with one
server.on('listening', () => process.send?.(server.address() as AddressInfo))
server.on('connection', (socket, request) => {
  setupWSConnection(socket, request)
  socket.send(beat())
})

setInterval(() => {
  for (const socket of server.clients) socket.send(beat())
}, BEAT_INTERVAL_MS)
process.on('disconnect', () => process.exit(0))
