import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import type WebSocket from 'ws'
import type { CenterId, DeviceId, DurationMs, InstantMs, Surface } from '@/lib/domain/ids'
import type { DeviceHealth } from '@/lib/protocol/console'
import type { TokenClaims } from '@/lib/protocol/rest'
import {
  BEAT_INTERVAL_MS,
  CLOSE,
  type ClientBeat,
  decoderOf,
  encodeHello,
  FRAME_BYTES_MAX,
  FRAME_BYTES_MAX_BEFORE_SYNC,
  MESSAGE_BEAT,
  MESSAGE_STATUS,
  MESSAGE_SYNC,
  MESSAGE_TOKEN,
  readClientBeat,
  readStatus,
  readToken,
} from '@/lib/protocol/sync-messages'
import { OLDEST_CLIENT_VERSION, PROTOCOL_VERSION } from '@/lib/protocol/version'
import type { Clock } from '@/lib/replica/ports'
import { Budget } from './budget'
import type { DeviceHealths } from './device-health'
import type { Peer } from './peer'
import type { Room } from './room'
import { readSyncFrame, wireFrame } from './sync-frames'

export type ConnectionPorts = {
  readonly clock: Clock
  readonly log: Logger
  /** The claims of a token that is ours and has not expired; null otherwise. */
  readonly verify: (token: string) => Promise<TokenClaims | null>
  /** Nobody asks how devices are where there is none. */
  readonly healths?: Pick<DeviceHealths, 'arrived' | 'left' | 'told' | 'measured'>
}

/** More than this unread by the other side, and it is sent away: it comes back and is brought up to date at once. */
export const UNSENT_BYTES_MAX = 4 * 1024 * 1024
/** A live client answers every beat; three missed answers mean that nobody is there. */
const SILENCE_MS_MAX: DurationMs = 30_000
/** Frames of one peer that may wait for the room. While they do, nothing more is read from it; the others are. */
export const WAITING_FRAMES_MAX = 64
const WAITING_BYTES_MAX = FRAME_BYTES_MAX
/** For all that is not an update. An honest client asks once, and answers a beat every ten seconds. */
const BUDGET_MAX = 200
const BUDGET_PER_SECOND = 20
/** What a question costs, or a token: work that does not shrink with the frame. */
const COST_OF_WORK = 10
const COST_OF_FRAME = 1

/** One authenticated socket of a device in one room. Whatever it sends harms this connection and no other. */
export class Connection implements Peer {
  readonly device: DeviceId
  readonly center: CenterId
  readonly surface: Surface
  readonly isConsole: boolean
  #expiry: NodeJS.Timeout
  readonly #watch: NodeJS.Timeout
  readonly #budget: Budget
  #lastHeard: InstantMs
  #hasSynced = false
  #isClosed = false
  #lastMeasured = 0
  #waitingFrames = 0
  #waitingBytes = 0
  /** What had been read from the socket already when it was paused, and how much of that has gone on to the room. */
  #held: Uint8Array[] | null = null
  #heldDone = 0

  constructor(
    private readonly socket: WebSocket,
    /** What the frames travel on. */
    private readonly transport: Duplex,
    private readonly room: Room,
    private readonly ports: ConnectionPorts,
    claims: TokenClaims,
  ) {
    this.device = claims.device
    this.center = claims.center
    this.surface = claims.surface
    this.isConsole = claims.console === true
    this.#lastHeard = ports.clock.now()
    this.#budget = new Budget(BUDGET_MAX, BUDGET_PER_SECOND, this.#lastHeard)
    this.#expiry = this.#endAt(claims.exp)
    this.#watch = setInterval(() => this.#checkSilence(), SILENCE_MS_MAX / 3)

    socket.on('message', data => this.#receive(bytesOf(data)))
    socket.on('close', () => this.#end())
    socket.on('error', fault => ports.log.debug({ device: this.device, err: fault }, 'socket error'))
  }

  get lastHeardAt(): InstantMs {
    return this.#lastHeard
  }

  async start(): Promise<void> {
    const { room } = this
    this.send(
      encodeHello({
        incarnation: room.incarnation,
        protocolVersion: PROTOCOL_VERSION,
        oldestClientVersion: OLDEST_CLIENT_VERSION,
        frameBytesMax: FRAME_BYTES_MAX,
        beat: room.beat,
      }),
    )
    this.ports.healths?.arrived(this)
    await room.join(this)
  }

  send(message: Uint8Array): void {
    this.relay(wireFrame(message))
  }

  /** Past `ws`, which would build the frame anew for each: without compression it queues nothing, so the order is kept. */
  relay(frames: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return
    if (this.socket.bufferedAmount > UNSENT_BYTES_MAX) return this.close(CLOSE.slowConsumer, 'too slow')
    this.transport.write(frames)
  }

  /** From here on nothing that it sends is taken, whenever it may hang up. */
  close(code: number, reason: string): void {
    this.#isClosed = true
    this.#held = null
    this.#leave()
    this.socket.close(code, reason)
    this.socket.resume()
  }

  done(): void {
    this.#waitingFrames -= 1
    if (this.#waitingFrames > 0) return
    this.#waitingBytes = 0
    if (this.#held) this.#goOn(this.#held)
  }

  #receive(frame: Uint8Array): void {
    if (this.#isClosed) return
    if (this.#held) this.#held.push(frame)
    else this.#handle(frame)
  }

  /** What one read brought comes in one go, also after `pause`; it goes on to the room in the same measure. */
  #goOn(held: Uint8Array[]): void {
    while (!this.#isClosed && !this.#isFull) {
      const frame = held[this.#heldDone]
      if (!frame) break
      this.#heldDone += 1
      this.#handle(frame)
    }
    if (this.#isClosed || this.#heldDone < held.length) return
    this.#held = null
    this.socket.resume()
  }

  get #isFull(): boolean {
    return this.#waitingFrames >= WAITING_FRAMES_MAX || this.#waitingBytes >= WAITING_BYTES_MAX
  }

  /** Counts a frame that will wait for its turn; `done` takes it off. */
  #queue(bytes: number): void {
    this.#waitingFrames += 1
    this.#waitingBytes += bytes
    if (this.#held || !this.#isFull) return
    this.#held = []
    this.#heldDone = 0
    this.socket.pause()
  }

  #handle(frame: Uint8Array): void {
    this.#lastHeard = this.ports.clock.now()
    try {
      this.#read(frame)
    } catch {
      // reason: lib0 throws on malformed bytes; they are the sender's violation, not our fault
      this.#violation('malformed frame')
    }
  }

  #read(frame: Uint8Array): void {
    if (!this.#hasSynced && frame.length > FRAME_BYTES_MAX_BEFORE_SYNC)
      return this.#violation('large frame before the first sync')
    const { type, decoder } = decoderOf(frame)
    if (type === MESSAGE_SYNC) {
      const { kind, bytes } = readSyncFrame(decoder)
      if (kind === 'asks' && !this.#spend(COST_OF_WORK)) return
      this.#queue(frame.length)
      if (kind === 'brings') return this.room.brings(this, bytes)
      this.#hasSynced = true
      return this.room.asks(this, bytes)
    }
    if (!this.#spend(type === MESSAGE_TOKEN || type === MESSAGE_STATUS ? COST_OF_WORK : COST_OF_FRAME)) return
    if (type === MESSAGE_BEAT) return this.#measureClock(readClientBeat(decoder))
    if (type === MESSAGE_STATUS) return this.#hearStatus(readStatus(decoder))
    if (type === MESSAGE_TOKEN) {
      this.#refresh(readToken(decoder)).catch(fault => this.ports.log.error({ err: fault }, 'token not checked'))
    }
    // Anything else comes from a newer program, or is y-websocket's awareness, which Guichet does not use.
  }

  /** No violation: a program that asks too much is broken, and may be in order again when it comes back. */
  #spend(cost: number): boolean {
    if (this.#isClosed) return false
    if (this.#budget.spend(cost, this.#lastHeard)) return true
    this.ports.log.warn({ device: this.device }, 'asks too much')
    this.close(CLOSE.overload, 'too many frames')
    return false
  }

  /** Once an interval at most: each measurement may become an event, and a flood of them must not. */
  #measureClock(beat: ClientBeat): void {
    const now = this.ports.clock.now()
    if (now - this.#lastMeasured < BEAT_INTERVAL_MS / 2) return
    this.#lastMeasured = now
    this.room.measureClock(this, beat)
    this.ports.healths?.measured(this, beat.clientTimeMs)
  }

  #hearStatus(health: DeviceHealth | null): void {
    if (health) this.ports.healths?.told(this, health)
  }

  async #refresh(token: string): Promise<void> {
    const claims = await this.ports.verify(token)
    if (this.#isClosed) return
    if (!claims || !this.#isOurs(claims)) return this.close(CLOSE.token, 'token')
    clearTimeout(this.#expiry)
    this.#expiry = this.#endAt(claims.exp)
  }

  /** Each of a console's tokens has a name of its own, and all of one center let read the same. */
  #isOurs({ device, console, center }: TokenClaims): boolean {
    return this.isConsole ? console === true && center === this.center : device === this.device
  }

  #endAt(expSeconds: number): NodeJS.Timeout {
    return setTimeout(() => this.close(CLOSE.token, 'session over'), expSeconds * 1000 - this.ports.clock.now())
  }

  /** Who is not being read from cannot be heard. */
  #checkSilence(): void {
    if (this.#held) this.#lastHeard = this.ports.clock.now()
    if (this.ports.clock.now() - this.#lastHeard > SILENCE_MS_MAX) this.socket.terminate()
  }

  #violation(reason: string): void {
    this.ports.log.warn({ device: this.device, reason }, 'violation')
    this.close(CLOSE.violation, reason)
  }

  #end(): void {
    this.#isClosed = true
    this.#held = null
    clearTimeout(this.#expiry)
    clearInterval(this.#watch)
    this.#leave()
  }

  #leave(): void {
    this.room.leave(this)
    this.ports.healths?.left(this)
  }
}

function bytesOf(data: WebSocket.RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return Array.isArray(data) ? Buffer.concat(data) : data
}
