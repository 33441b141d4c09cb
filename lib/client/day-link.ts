import type { Decoder } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type { CenterId, DurationMs, InstantMs, ServiceDay } from '@/lib/domain/ids'
import type { DeviceHealth } from '@/lib/protocol/console'
import {
  type AbsentDevice,
  CLOSE,
  type DeviceReport,
  encodeClientBeat,
  encodeStatus,
  encodeToken,
  type Hello,
  MESSAGE_ACK,
  MESSAGE_BEAT,
  MESSAGE_HELLO,
  MESSAGE_REPORTS,
  readAbsent,
  readAck,
  readHello,
  readReports,
  readServerBeat,
  type ServerBeat,
} from '@/lib/protocol/sync-messages'
import { PROTOCOL_VERSION, SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import type { DayDocument } from '@/lib/replica/day-document'
import type { Clock, Random } from '@/lib/replica/ports'
import { HealthTeller } from './device-health-own'
import type { OnFault } from './fault-log'
import type { Watched } from './observed'
import type { SyncSession, SyncTicket, TicketRefusal } from './sync-session'

/** Why a link has given up, until somebody does something about it. Of these, `device_unknown` alone goes on asking. */
export type LinkHalt = 'revoked' | 'device_unknown' | 'store_lost' | 'day_sealed' | 'client_too_old' | 'violation'

export type DayLinkPorts = {
  readonly session: Pick<SyncSession, 'requestTicket'>
  readonly clock: Clock
  readonly random: Random
  readonly WebSocket: typeof WebSocket
  readonly onFault: OnFault
  /** Told of every day, also an earlier one; null when its link goes on, or is no longer needed. */
  readonly onHalt?: (day: ServiceDay, halt: LinkHalt | null) => void
  /** How this device is, where it says so. */
  readonly health?: Watched<DeviceHealth | null>
  /** For a console: how the devices of the center are. */
  readonly onReports?: (reports: readonly DeviceReport[]) => void
  /** What the server's clock shows now. */
  readonly onServerTime?: (now: InstantMs) => void
}

/** Who listens to what the server says of this day. */
export type DayListener = {
  hello(hello: Hello): void
  beat(beat: ServerBeat): void
  /** Who is not with the server now, by its last beat. */
  absent(devices: readonly AbsentDevice[], serverTimeMs: InstantMs): void
  acknowledged(clocks: ReadonlyMap<number, number>): void
  /** `isLive`, `isDurable` or `halt` may be another. */
  changed(): void
}

const HALTS: ReadonlyMap<number, LinkHalt> = new Map([
  [CLOSE.revoked, 'revoked'],
  [CLOSE.daySealed, 'day_sealed'],
  [CLOSE.clientTooOld, 'client_too_old'],
  [CLOSE.violation, 'violation'],
])

const FIRST_RETRY_MS: DurationMs = 400
/** Reached at the seventh attempt. */
const RETRY_MS_MAX: DurationMs = 30_000
const SLOWEST_ATTEMPT = 7
const OPEN_MS_MAX: DurationMs = 10_000
/** A session gets its next token when this much of it is over; when that fails, again after a tenth of it. */
const REFRESH_AT = 0.8
const REFRESH_AGAIN_AFTER = 0.1

/**
 * The connection of one day's document: opened, lost and opened again until it is stopped.
 *
 * y-websocket carries the document. Its own reconnecting is switched off: it keeps the old token, which would be
 * refused for ever, and it has no jitter, so that a whole country's devices would come back in the same 200 ms.
 */
export class DayLink {
  readonly #provider: WebsocketProvider
  readonly #teller: HealthTeller | null
  #asking = false
  #attempt = 0
  /** How many attempts the last connection took. */
  #attemptsBefore = 0
  #stopped = false
  #gaveUp = false
  #live = false
  #durable = false
  #halt: LinkHalt | null = null
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #openTimer: ReturnType<typeof setTimeout> | undefined
  #refreshTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly document: DayDocument,
    private readonly place: { readonly center: CenterId; readonly boot: number },
    private readonly ports: DayLinkPorts,
    private readonly listener: DayListener,
  ) {
    this.#provider = silentProvider(document, place.center, ports.WebSocket)
    this.#provider.on('connection-close', event => this.#closed(event?.code))
    this.#provider.on('sync', synced => synced && this.#synced())
    const { health, onReports } = ports
    this.#teller = health ? new HealthTeller(health, told => this.#send(encodeStatus(told))) : null
    if (onReports) this.#hear(MESSAGE_REPORTS, decoder => onReports(readReports(decoder)))
    this.#hear(MESSAGE_HELLO, decoder => this.#greeted(readHello(decoder)))
    this.#hear(MESSAGE_ACK, decoder => listener.acknowledged(readAck(decoder).clocks))
    this.#hear(MESSAGE_BEAT, decoder => {
      const beat = readServerBeat(decoder)
      this.#beaten(beat)
      this.#tellTime()
      listener.absent(readAbsent(decoder), beat.serverTimeMs)
    })
  }

  /** Both sides hold the same. */
  get isLive(): boolean {
    return this.#live
  }

  /** The server reaches its database: what it receives, it will acknowledge. */
  get isDurable(): boolean {
    return this.#durable
  }

  get halt(): LinkHalt | null {
    return this.#halt
  }

  /** Connects at once, unless it is connected, about to be, or has given up. */
  connectNow(): void {
    clearTimeout(this.#retryTimer)
    void this.#connect()
  }

  stop(): void {
    this.#stopped = true
    this.#clearTimers()
    this.#provider.destroy()
    if (this.#halt) this.ports.onHalt?.(this.document.day, null)
  }

  /** Never rejects: what fails is tried again later. */
  async #connect(): Promise<void> {
    if (this.#stopped || this.#asking || this.#gaveUp || this.#provider.ws !== null) return
    this.#asking = true
    try {
      const ticket = await this.ports.session.requestTicket(this.place.boot)
      if (this.#stopped) return
      if (ticket.ok) this.#open(ticket.value)
      else this.#refused(ticket.refusal)
    } catch (fault) {
      this.ports.onFault('connect', fault)
      this.#connectLater()
    } finally {
      this.#asking = false
    }
  }

  #open({ wsUrl, token, lifeMs }: SyncTicket): void {
    this.#setHalt(null)
    this.#provider.serverUrl = wsUrl.replace(/\/+$/, '')
    this.#provider.protocols = [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]
    this.#provider.connect()
    this.#openTimer = setTimeout(() => !this.#provider.wsconnected && this.#provider.disconnect(), OPEN_MS_MAX)
    this.#refreshLater(lifeMs, lifeMs * REFRESH_AT)
  }

  /** A device that is not known here may be known again when a backup has been restored: said at once, asked rarely. */
  #refused(refusal: TicketRefusal): void {
    const end = endOf(refusal.code)
    if (end) return this.#giveUp(end)
    if (refusal.code === 'device_unknown') {
      this.#attempt = SLOWEST_ATTEMPT
      this.#setHalt('device_unknown')
    }
    this.#connectLater(pauseOf(refusal))
  }

  #synced(): void {
    this.#attemptsBefore = this.#attempt
    this.#attempt = 0
    this.#live = true
    this.#teller?.start()
    this.listener.changed()
  }

  /** @param code undefined when this side hung up: nothing was heard for too long. */
  #closed(code: number | undefined): void {
    // The provider would otherwise reconnect by itself after its own time-out, with the old token.
    this.#provider.shouldConnect = false
    if (this.#stopped) return
    this.#clearTimers()
    this.#live = false
    this.#durable = false
    // It could sync and not bring what it has: an attempt that came to nothing, and the next one waits longer.
    if (code === CLOSE.overload) this.#attempt = Math.max(this.#attempt, this.#attemptsBefore)
    const halt = code === undefined ? undefined : HALTS.get(code)
    if (halt) this.#giveUp(halt)
    else this.#connectLater()
    this.listener.changed()
  }

  #connectLater(pauseMs: DurationMs = 0): void {
    if (this.#gaveUp) return
    const delayMs = pauseMs + this.ports.random.int(Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** this.#attempt))
    this.#attempt++
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => void this.#connect(), delayMs)
  }

  #giveUp(halt: LinkHalt): void {
    this.#gaveUp = true
    this.#clearTimers()
    this.#setHalt(halt)
  }

  /** Not for a connection that is closing: the provider would close it a second time, and so on for ever. */
  #hangUp(halt: LinkHalt): void {
    this.#giveUp(halt)
    this.#provider.disconnect()
  }

  #setHalt(halt: LinkHalt | null): void {
    if (this.#halt === halt) return
    this.#halt = halt
    this.ports.onHalt?.(this.document.day, halt)
    this.listener.changed()
  }

  #refreshLater(lifeMs: DurationMs, delayMs: DurationMs): void {
    clearTimeout(this.#refreshTimer)
    this.#refreshTimer = setTimeout(() => void this.#refresh(lifeMs), delayMs)
  }

  /** Never rejects. If no token comes in time, the server hangs up, and the next connection brings one. */
  async #refresh(lifeMs: DurationMs): Promise<void> {
    try {
      const ticket = await this.ports.session.requestTicket(this.place.boot)
      if (this.#stopped || this.#gaveUp || this.#provider.ws === null) return
      if (ticket.ok) {
        this.#send(encodeToken(ticket.value.token))
        return this.#refreshLater(ticket.value.lifeMs, ticket.value.lifeMs * REFRESH_AT)
      }
      const end = endOf(ticket.refusal.code)
      if (end) return this.#hangUp(end)
      this.#refreshLater(lifeMs, Math.max(lifeMs * REFRESH_AGAIN_AFTER, pauseOf(ticket.refusal)))
    } catch (fault) {
      this.ports.onFault('refresh token', fault)
    }
  }

  #greeted(hello: Hello): void {
    if (hello.oldestClientVersion > PROTOCOL_VERSION) return this.#hangUp('client_too_old')
    this.listener.hello(hello)
    this.#beaten(hello.beat)
    this.#tellTime()
  }

  #beaten(beat: ServerBeat): void {
    this.listener.beat(beat)
    this.ports.onServerTime?.(beat.serverTimeMs)
    if (this.#durable === beat.durable) return
    this.#durable = beat.durable
    this.listener.changed()
  }

  /** By it the server measures how wrong this device's clock is. */
  #tellTime(): void {
    this.#send(encodeClientBeat({ clientTimeMs: this.ports.clock.now(), boot: this.place.boot }))
  }

  #hear(type: number, handle: (decoder: Decoder) => void): void {
    this.#provider.messageHandlers[type] = (_encoder, decoder) => {
      try {
        handle(decoder)
      } catch (fault) {
        this.ports.onFault(`message ${type}`, fault)
      }
    }
  }

  #send(frame: Uint8Array): void {
    const socket = this.#provider.ws
    if (socket?.readyState === this.ports.WebSocket.OPEN) socket.send(new Uint8Array(frame))
  }

  #clearTimers(): void {
    this.#teller?.stop()
    for (const timer of [this.#retryTimer, this.#openTimer, this.#refreshTimer]) clearTimeout(timer)
  }
}

/** A refusal that no later attempt changes. */
function endOf(code: TicketRefusal['code']): LinkHalt | null {
  if (code === 'device_revoked') return 'revoked'
  return code === 'store_lost' ? code : null
}

/** How long the server asks to be left alone. */
function pauseOf(refusal: TicketRefusal): DurationMs {
  return refusal.code === 'unreachable' ? (refusal.retryAfterMs ?? 0) : 0
}

/** A provider that sends the document and nothing else: no awareness, no channel to other tabs. */
function silentProvider(document: DayDocument, center: CenterId, socket: typeof WebSocket): WebsocketProvider {
  const provider = new WebsocketProvider('', `${center}/${document.day}`, document.doc, {
    connect: false,
    disableBc: true,
    shouldReconnect: () => false,
    WebSocketPolyfill: socket,
  })
  // Destroyed, it has no state to send and no timer. Hanging up would still send "I am gone", from this very method.
  provider.awareness.destroy()
  provider.disconnectBc = () => undefined
  return provider
}
