import type { DurationMs, ServiceDay } from '@/lib/domain/ids'
import { FRAME_BYTES_MAX } from '@/lib/protocol/sync-messages'
import type { Chance } from './chance'
import type { Life } from './disk'

/** How a device reaches the server. A `dark` way swallows what is sent and tells nobody; a cut one is closed on both sides. */
export type Way = 'open' | 'dark' | 'dark up' | 'dark down'

type Parcel =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  /** The other side's program is gone, its machine is not. */
  | { readonly kind: 'reset' }

export type Direction = 'up' | 'down'

/** What one side of a connection does with what arrives. */
type End = { take(parcel: Parcel): void }

/** One direction of a connection: in order, each parcel with a delay of its own, nothing while the way is dark. */
class Lane {
  #lastAt = 0
  #held: Parcel[] = []
  #unread = 0

  constructor(
    private readonly isDark: () => boolean,
    private readonly chance: Chance,
    private readonly to: End,
  ) {}

  /** Bytes that the other side has not read. */
  get unread(): number {
    return this.#unread
  }

  send(parcel: Parcel): void {
    if (parcel.kind === 'frame') this.#unread += parcel.bytes.length
    const at = Math.max(Date.now() + this.chance.between(1, 60), this.#lastAt)
    this.#lastAt = at
    setTimeout(() => this.#arrive(parcel), at - Date.now())
  }

  /** The way is open again: the transport sends again what was not confirmed. */
  release(): void {
    if (this.isDark()) return
    for (const parcel of this.#held.splice(0)) this.#deliver(parcel)
  }

  #arrive(parcel: Parcel): void {
    if (this.isDark() || this.#held.length > 0) this.#held.push(parcel)
    else this.#deliver(parcel)
  }

  #deliver(parcel: Parcel): void {
    if (parcel.kind === 'frame') this.#unread -= parcel.bytes.length
    this.to.take(parcel)
  }
}

/** Told of every frame as its sender hands it over. */
export type Tap = {
  sent(direction: Direction, bytes: Uint8Array): void
  /** The server has hung up, and said why. */
  closed(wire: Wire): void
}

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const ABNORMAL = 1006
/** As long as the gateway lets `ws` wait for the answer to its close frame. */
const CLOSE_MS_MAX: DurationMs = 5_000
/** What `ws` says of a frame above its limit. */
const TOO_BIG = 1009
/** Less than a slow commit takes. */
const WINDOW_MS: DurationMs = 100

/** The device's side: as much of a browser's WebSocket as y-websocket uses. */
export class DeviceSocket {
  static readonly OPEN = OPEN
  readonly OPEN = OPEN
  binaryType = 'arraybuffer'
  readyState = CONNECTING
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: ((event: object) => void) | null = null
  wire: Wire | null = null

  send(bytes: Uint8Array): void {
    if (this.readyState === OPEN) this.wire?.fromDevice({ kind: 'frame', bytes: bytes.slice() })
  }

  close(): void {
    if (this.readyState >= CLOSING) return
    this.readyState = CLOSED
    this.wire?.fromDevice({ kind: 'close', code: 1005, reason: '' })
  }

  take(parcel: Parcel): void {
    if (this.readyState === CLOSED) return
    if (parcel.kind === 'frame') {
      const data = parcel.bytes.slice().buffer
      this.onmessage?.({ data })
    } else {
      this.readyState = CLOSED
      if (parcel.kind === 'close') this.wire?.fromDevice({ kind: 'close', code: parcel.code, reason: '' })
      const code = parcel.kind === 'close' ? parcel.code : ABNORMAL
      this.onclose?.({ code, reason: parcel.kind === 'close' ? parcel.reason : '' })
    }
  }

  opened(): void {
    if (this.readyState !== CONNECTING) return
    this.readyState = OPEN
    this.onopen?.()
  }

  failed(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.onerror?.({})
    this.onclose?.({ code: ABNORMAL, reason: '' })
  }
}

type ServerListener = { message: (data: Uint8Array) => void; close: () => void; error: (fault: unknown) => void }

/** The server's side: as much of `ws` as `Connection` uses. */
export class ServerSocket {
  readonly OPEN = OPEN
  readyState = OPEN
  wire: Wire | null = null
  readonly #listeners: { [Name in keyof ServerListener]: ServerListener[Name][] } = {
    message: [],
    close: [],
    error: [],
  }
  #paused: Parcel[] | null = null
  #closeTimer: ReturnType<typeof setTimeout> | undefined

  /** Frames that the server took off it within WINDOW_MS, at most. */
  takenMax = 0
  #windowSince = 0
  #taken = 0

  get bufferedAmount(): number {
    return this.wire?.unreadByDevice ?? 0
  }

  get destroyed(): boolean {
    return this.readyState === CLOSED
  }

  once(name: 'close', listener: () => void): this {
    return this.on(name, listener)
  }

  on<Name extends keyof ServerListener>(name: Name, listener: ServerListener[Name]): this {
    this.#listeners[name].push(listener)
    return this
  }

  pause(): void {
    this.#paused ??= []
  }

  resume(): void {
    const waiting = this.#paused ?? []
    this.#paused = null
    for (const parcel of waiting) this.take(parcel)
  }

  /** What a connection writes past `ws`: frames as they stand on the wire, one after another. */
  write(frames: Buffer): void {
    for (let at = 0; at < frames.length && this.readyState === OPEN; ) {
      const { start, length } = headOf(frames, at)
      this.wire?.fromServer({ kind: 'frame', bytes: Uint8Array.from(frames.subarray(start, start + length)) })
      at = start + length
    }
  }

  close(code: number, reason: string): void {
    if (this.readyState >= CLOSING) return
    this.readyState = CLOSING
    this.wire?.fromServer({ kind: 'close', code, reason })
    this.#closeTimer = setTimeout(() => this.ended(), CLOSE_MS_MAX)
  }

  terminate(): void {
    if (this.readyState === CLOSED) return
    this.wire?.fromServer({ kind: 'reset' })
    this.ended()
  }

  take(parcel: Parcel): void {
    if (this.readyState === CLOSED) return
    if (this.#paused) this.#paused.push(parcel)
    else if (parcel.kind === 'frame') this.#hear(parcel.bytes)
    else this.ended()
  }

  #hear(bytes: Uint8Array): void {
    if (bytes.length > FRAME_BYTES_MAX) return this.close(TOO_BIG, 'too big')
    this.#count()
    for (const hear of this.#listeners.message) hear(bytes)
  }

  #count(): void {
    const now = Date.now()
    if (now - this.#windowSince >= WINDOW_MS) {
      this.#windowSince = now
      this.#taken = 0
    }
    this.#taken += 1
    this.takenMax = Math.max(this.takenMax, this.#taken)
  }

  /** The socket is no more, for whatever reason: told once. */
  ended(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    clearTimeout(this.#closeTimer)
    for (const hear of this.#listeners.close) hear()
  }
}

/** RFC 6455, 5.2: where the content of the frame begins, and how long it is. */
function headOf(frames: Buffer, at: number): { readonly start: number; readonly length: number } {
  const short = frames[at + 1] ?? 0
  if (short === 126) return { start: at + 4, length: frames.readUInt16BE(at + 2) }
  if (short === 127) return { start: at + 10, length: Number(frames.readBigUInt64BE(at + 2)) }
  return { start: at + 2, length: short }
}

/** A connection between a device and a run of the server. */
export class Wire {
  readonly #up: Lane
  readonly #down: Lane
  #cut = false
  /** The close code that the server has sent; 0 before. */
  closedWith = 0

  constructor(
    readonly device: DeviceSocket,
    readonly server: ServerSocket,
    readonly day: ServiceDay,
    private readonly lives: { readonly device: Life; readonly server: Life },
    way: () => Way,
    chance: Chance,
    private readonly tap: Tap,
  ) {
    this.#up = new Lane(() => way() === 'dark' || way() === 'dark up', chance, {
      take: parcel => this.#toServer(parcel),
    })
    this.#down = new Lane(() => way() === 'dark' || way() === 'dark down', chance, {
      take: parcel => this.#toDevice(parcel),
    })
    device.wire = this
    server.wire = this
  }

  get unreadByDevice(): number {
    return this.#down.unread
  }

  get isOpen(): boolean {
    return this.device.readyState === OPEN && this.server.readyState === OPEN && !this.#cut
  }

  fromDevice(parcel: Parcel): void {
    if (this.#cut || !this.lives.device.alive) return
    if (parcel.kind === 'frame') this.tap.sent('up', parcel.bytes)
    this.#up.send(parcel)
  }

  fromServer(parcel: Parcel): void {
    if (this.#cut || !this.lives.server.alive) return
    if (parcel.kind === 'frame') this.tap.sent('down', parcel.bytes)
    if (parcel.kind === 'close') {
      this.closedWith = parcel.code
      this.tap.closed(this)
    }
    // Its sender may have died of the tap: then the frame never left.
    if (this.lives.server.alive) this.#down.send(parcel)
  }

  /** Somebody on the way sends once more what he has seen. */
  replay(direction: Direction, bytes: Uint8Array): void {
    if (this.isOpen) (direction === 'up' ? this.#up : this.#down).send({ kind: 'frame', bytes })
  }

  release(): void {
    this.#up.release()
    this.#down.release()
  }

  /** Both sides are told that it is over. */
  cut(): void {
    this.#cut = true
    setTimeout(() => {
      if (this.lives.device.alive) this.device.take({ kind: 'reset' })
      this.server.ended()
    }, 1)
  }

  /** One side is gone. `tells`: its machine answers for it, so that the other side learns of it. */
  died(side: 'device' | 'server', tells: boolean): void {
    if (side === 'server') {
      this.server.ended()
      if (tells) this.#down.send({ kind: 'reset' })
    } else {
      this.device.readyState = CLOSED
      if (tells) this.#up.send({ kind: 'reset' })
    }
  }

  #toServer(parcel: Parcel): void {
    if (this.#cut || !this.lives.server.alive) return
    this.server.take(parcel)
  }

  #toDevice(parcel: Parcel): void {
    if (this.#cut || !this.lives.device.alive) return
    this.device.take(parcel)
  }
}
