import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import { daysBetween, serviceDayOf } from '@/lib/domain/service-day'
import type { TokenClaims } from '@/lib/protocol/rest'
import { BEAT_INTERVAL_MS, CLOSE, FRAME_BYTES_MAX } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { mayStillConnect } from '@/lib/server/sync-token'
import { Connection, type ConnectionPorts } from './connection'
import type { DocumentKey } from './journal'
import type { Rooms } from './rooms'

export type GatewayPorts = ConnectionPorts & {
  readonly rooms: Rooms
  readonly allowedOrigins: readonly string[]
}

/** Days that may still be opened: a device that was away for a month brings its events; nobody writes into the future. */
const DAYS_BACK_MAX = 31
const DAYS_AHEAD_MAX = 1

type Refusal = 400 | 401 | 403 | 404

/** Opens sockets for those who may have one. Everything is checked before the upgrade, and nothing is parsed before it. */
export function createGateway(ports: GatewayPorts): Server {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    handleProtocols: () => SYNC_SUBPROTOCOL,
  })
  const server = createServer((request, response) => {
    const isAlive = request.url === '/health/live'
    response.writeHead(isAlive ? 200 : 404, { 'content-type': 'application/json' })
    response.end(
      isAlive ? JSON.stringify({ status: 'alive', timestamp: new Date(ports.clock.now()).toISOString() }) : '{}',
    )
  })
  server.on('upgrade', (request, socket, head) => {
    const ignore = () => undefined
    socket.on('error', ignore)
    authorise(request, ports)
      .then(answer => {
        if (typeof answer === 'number') return refuse(socket, answer)
        socket.off('error', ignore)
        sockets.handleUpgrade(request, socket, head, webSocket => {
          webSocket.pause()
          ports.rooms
            .enter(answer.key)
            .then(async room => {
              const connection = new Connection(webSocket, socket, room, ports, answer.claims)
              await connection.start()
              webSocket.resume()
            })
            .catch(fault => {
              ports.log.error({ err: fault }, 'room not opened')
              webSocket.resume()
              webSocket.close(CLOSE.restart, 'not ready')
            })
        })
      })
      .catch(fault => {
        ports.log.error({ err: fault }, 'upgrade failed')
        socket.destroy()
      })
  })
  beatWhileOpen(server, ports)
  return server
}

type Entry = { readonly key: DocumentKey; readonly claims: TokenClaims }

async function authorise(request: IncomingMessage, ports: GatewayPorts): Promise<Entry | Refusal> {
  const key = keyOf(request.url ?? '', ports.clock.now())
  if (!key) return 404
  if (!ports.allowedOrigins.includes(request.headers.origin ?? '')) return 403

  const token = tokenOf(request.headers['sec-websocket-protocol'] ?? '')
  const claims = token === null ? null : await ports.verify(token)
  if (!claims || !mayStillConnect(claims, ports.clock.now())) return 401
  return claims.center === key.center ? { key, claims } : 403
}

/** `/sync/<center>/<service day>` */
function keyOf(url: string, now: number): DocumentKey | null {
  const [, center, day] = /^\/sync\/(\d{1,9})\/(\d{4}-\d{2}-\d{2})$/.exec(url.split('?')[0] ?? '') ?? []
  const key = { center: CenterId.safeParse(Number(center)), day: ServiceDay.safeParse(day) }
  if (!key.center.success || !key.day.success) return null
  const age = daysBetween(key.day.data, serviceDayOf(now, 'UTC'))
  return age <= DAYS_BACK_MAX && age >= -DAYS_AHEAD_MAX ? { center: key.center.data, day: key.day.data } : null
}

/** The token travels beside the subprotocol, since a URL would end in the logs of every proxy on the way. */
function tokenOf(header: string): string | null {
  const offered = header.split(',').map(text => text.trim())
  const token = offered.find(text => text.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
  return offered.includes(SYNC_SUBPROTOCOL) && token ? token.slice(TOKEN_SUBPROTOCOL_PREFIX.length) : null
}

function refuse(socket: Duplex, status: Refusal): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function beatWhileOpen(server: Server, { rooms, log }: GatewayPorts): void {
  const timer = setInterval(() => {
    rooms.beat().catch(fault => log.error({ err: fault }, 'beat failed'))
  }, BEAT_INTERVAL_MS)
  server.on('close', () => clearInterval(timer))
}
