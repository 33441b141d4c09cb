import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { DurationMs } from '@/lib/domain/ids'
import { BEAT_INTERVAL_MS, CLOSE, FRAME_BYTES_MAX } from '@/lib/protocol/sync-messages'
import { type Admission, type AdmissionPorts, admit, subprotocolFor } from './admission'
import { Callers, SocketCounts } from './callers'
import { Connection, type ConnectionPorts } from './connection'
import type { Rooms } from './rooms'

export type GatewayPorts = ConnectionPorts & AdmissionPorts & { readonly rooms: Pick<Rooms, 'enter' | 'beat'> }

/** A request line and its headers are one packet; a proxy that speaks for a slow line sends them at once. */
const HEADER_MS_MAX: DurationMs = 5_000
const OVERDUE_CHECK_MS: DurationMs = 1_000
/** Sockets on which nobody has asked for an upgrade yet. */
export const CALLERS_MAX = 1_000
/** From the request to the room: past it, those who would only wait are told to come back. */
export const UPGRADES_MAX = 1_000
/** A socket for each day that may be open, and some that are still being closed. */
export const SOCKETS_OF_DEVICE_MAX = 40
/** Who does not answer the end of a connection is cut off. */
const CLOSE_MS_MAX: DurationMs = 5_000
const RETRY_AFTER_SECONDS = 2

/** Opens sockets for those who may have one. Before the upgrade nothing is read but the request line and headers. */
export function createGateway(ports: GatewayPorts): Server {
  const server = createServer(
    {
      headersTimeout: HEADER_MS_MAX,
      requestTimeout: HEADER_MS_MAX,
      connectionsCheckingInterval: OVERDUE_CHECK_MS,
      keepAliveTimeout: OVERDUE_CHECK_MS,
    },
    (request, response) => tellHealth(request, response, ports),
  )
  const callers = new Callers(CALLERS_MAX)
  server.on('connection', socket => callers.add(socket))

  const door = new Door(ports)
  server.on('upgrade', (request, socket, head) => {
    callers.remove(socket)
    socket.on('error', ignore)
    door.open(request, socket, head).catch(fault => {
      ports.log.error({ err: fault }, 'upgrade failed')
      socket.destroy()
    })
  })
  beatWhileOpen(server, ports)
  return server
}

const SOCKET_OPTIONS = {
  noServer: true,
  clientTracking: false,
  maxPayload: FRAME_BYTES_MAX,
  perMessageDeflate: false,
  // Answered below: who only pings and reads nothing would be sent pongs without end.
  autoPong: false,
  closeTimeout: CLOSE_MS_MAX,
  handleProtocols: subprotocolFor,
}

/** Everything between a request for an upgrade and a connection in its room. */
class Door {
  readonly #counts = new SocketCounts(SOCKETS_OF_DEVICE_MAX)
  readonly #sockets = new WebSocketServer(SOCKET_OPTIONS)
  #underWay = 0

  constructor(private readonly ports: GatewayPorts) {}

  async open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.#underWay >= UPGRADES_MAX) return refuse(socket, 503)
    this.#underWay += 1
    try {
      const admission = await admit(request, this.ports)
      if (admission.kind === 'refused') return refuse(socket, admission.status)
      if (!this.#counts.take(admission.claims.device, socket)) return refuse(socket, 429)
      const webSocket = await this.#upgrade(request, socket, head)
      if (webSocket) await this.#letIn(webSocket, socket, admission)
    } finally {
      this.#underWay -= 1
    }
  }

  /** Null when the request was no proper one after all, or its sender has gone. */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<WebSocket | null> {
    return new Promise(resolve => {
      socket.once('close', () => resolve(null))
      this.#sockets.handleUpgrade(request, socket, head, webSocket => {
        // Without a listener, one malformed frame before the connection listens would end the process.
        webSocket.on('error', ignore)
        webSocket.on('ping', data => webSocket.bufferedAmount === 0 && webSocket.pong(data))
        resolve(webSocket)
      })
    })
  }

  async #letIn(
    webSocket: WebSocket,
    socket: Duplex,
    admission: Exclude<Admission, { readonly kind: 'refused' }>,
  ): Promise<void> {
    const { log, rooms, revocations } = this.ports
    const { claims } = admission
    if (admission.kind === 'sent_away') {
      log.info({ device: claims.device, reason: admission.reason }, 'sent away')
      return webSocket.close(admission.code, admission.reason)
    }
    webSocket.pause()
    try {
      const room = await rooms.enter(admission.key)
      // It may have been revoked while the document was loaded; from here to the room nothing waits.
      if (revocations.has(claims.device)) return webSocket.close(CLOSE.revoked, 'revoked')
      await new Connection(webSocket, socket, room, this.ports, claims).start()
    } catch (fault) {
      log.error({ err: fault }, 'room not opened')
      webSocket.close(CLOSE.restart, 'not ready')
    } finally {
      webSocket.resume()
    }
  }
}

const STATUS_TEXT = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const

/** Cut off once it is said: the other side may have no intention of closing. */
function refuse(socket: Duplex, status: keyof typeof STATUS_TEXT): void {
  const retry = status === 429 || status === 503 ? `Retry-After: ${RETRY_AFTER_SECONDS}\r\n` : ''
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_TEXT[status]}\r\nConnection: close\r\n${retry}Content-Length: 0\r\n\r\n`)
}

function tellHealth(request: IncomingMessage, response: ServerResponse, { clock }: GatewayPorts): void {
  const isAlive = request.url === '/health/live'
  response.writeHead(isAlive ? 200 : 404, { 'content-type': 'application/json', connection: 'close' })
  response.end(isAlive ? JSON.stringify({ status: 'alive', timestamp: new Date(clock.now()).toISOString() }) : '{}')
}

function beatWhileOpen(server: Server, { rooms, log }: GatewayPorts): void {
  const timer = setInterval(() => {
    rooms.beat().catch(fault => log.error({ err: fault }, 'beat failed'))
  }, BEAT_INTERVAL_MS)
  server.on('close', () => clearInterval(timer))
}

const ignore = () => undefined
