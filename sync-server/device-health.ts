import type { Logger } from 'pino'
import type { CenterId, DeviceId, DurationMs, InstantMs } from '@/lib/domain/ids'
import type { DeviceHealth } from '@/lib/protocol/console'
import { type DeviceReport, encodeReports } from '@/lib/protocol/sync-messages'
import type { Clock } from '@/lib/replica/ports'
import { type Database, isDatabaseAway } from '@/lib/server/database'

/** A connection, as the book of health sees it. A device has one for each day that it still sends. */
export type HealthPeer = {
  readonly device: DeviceId
  readonly center: CenterId
  /** A person's console: it is told, and is none of the devices. */
  readonly isConsole: boolean
  readonly lastHeardAt: InstantMs
  send(message: Uint8Array): void
}

export type DeviceHealthPorts = {
  readonly database: Pick<Database, 'sql'>
  readonly clock: Clock
  readonly log: Logger
}

/** Consoles are told once a second at most, however much changes. */
const TELL_MS: DurationMs = 1_000
/** What is due is written this often, and each device is due once a minute. */
const WRITE_MS: DurationMs = 10_000
const WRITE_EACH_MS: DurationMs = 60_000
/** A clock that drifts by less is no news. */
const OFFSET_NEWS_MS: DurationMs = 1_000
/** Who was not heard for so long is kept by his row alone. */
const FORGET_MS: DurationMs = 48 * 60 * 60_000

/** A device that this run of the server has heard. */
type Known = {
  readonly peers: Set<HealthPeer>
  connectedSince: InstantMs
  heardAt: InstantMs
  clockOffsetMs: number | null
  health: DeviceHealth | null
  healthAt: InstantMs | null
  writtenAt: InstantMs | null
}

type CenterBook = {
  readonly devices: Map<DeviceId, Known>
  readonly consoles: Set<HealthPeer>
  timer: NodeJS.Timeout | null
}

/**
 * How the devices of each center are: what they say of themselves, and what their connections tell. In memory, told to the
 * consoles of the center, and written to Postgres beside the commits; while Postgres is away that is left out (SPEC DEV-13).
 */
export class DeviceHealths {
  readonly #centers = new Map<CenterId, CenterBook>()
  readonly #timer: NodeJS.Timeout
  #isWriting = false

  constructor(private readonly ports: DeviceHealthPorts) {
    this.#timer = setInterval(() => void this.write(), WRITE_MS)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    for (const { timer } of this.#centers.values()) if (timer) clearTimeout(timer)
  }

  arrived(peer: HealthPeer): void {
    const book = this.#bookOf(peer.center)
    if (peer.isConsole) {
      book.consoles.add(peer)
      return peer.send(encodeReports(reportsOf(book)))
    }
    const known = this.#knownOf(peer)
    if (known.peers.size === 0) known.connectedSince = this.ports.clock.now()
    known.peers.add(peer)
    this.#changed(book)
  }

  /** May be said more than once of the same connection. */
  left(peer: HealthPeer): void {
    const book = this.#centers.get(peer.center)
    if (!book || book.consoles.delete(peer)) return
    const known = book.devices.get(peer.device)
    if (!known?.peers.delete(peer)) return
    known.heardAt = Math.max(known.heardAt, peer.lastHeardAt)
    this.#changed(book)
  }

  told(peer: HealthPeer, health: DeviceHealth): void {
    if (peer.isConsole) return
    const known = this.#knownOf(peer)
    known.health = health
    known.healthAt = this.ports.clock.now()
    this.#changed(this.#bookOf(peer.center))
  }

  /** @param clientTimeMs what its clock shows now */
  measured(peer: HealthPeer, clientTimeMs: InstantMs): void {
    if (peer.isConsole) return
    const known = this.#knownOf(peer)
    const offset = this.ports.clock.now() - clientTimeMs
    if (known.clockOffsetMs !== null && Math.abs(offset - known.clockOffsetMs) < OFFSET_NEWS_MS) return
    known.clockOffsetMs = offset
    this.#changed(this.#bookOf(peer.center))
  }

  /** Writes what is due, once at a time. Never rejects: what cannot be written is left out, and the next minute brings more. */
  async write(): Promise<void> {
    if (this.#isWriting) return
    this.#forget()
    const due = this.#due()
    if (due.length === 0) return
    this.#isWriting = true
    try {
      await this.ports.database.sql`
        update devices d set health = v.health, health_at = to_timestamp(v.at / 1000.0)
        from jsonb_to_recordset(${JSON.stringify(due)}::text::jsonb) as v(id text, center integer, at float8, health jsonb)
        where d.id = v.id and d.center_id = v.center`
    } catch (fault) {
      if (!isDatabaseAway(fault)) this.ports.log.error({ err: fault }, 'device health not written')
    } finally {
      this.#isWriting = false
    }
  }

  #due() {
    const now = this.ports.clock.now()
    return [...this.#centers].flatMap(([center, { devices }]) =>
      [...devices].flatMap(([id, known]) => {
        const { health, healthAt: at, writtenAt } = known
        if (at === null || (writtenAt !== null && (at <= writtenAt || now - writtenAt < WRITE_EACH_MS))) return []
        known.writtenAt = now
        return [{ id, center, at, health }]
      }),
    )
  }

  #forget(): void {
    const now = this.ports.clock.now()
    for (const { devices } of this.#centers.values())
      for (const [device, { peers, heardAt }] of devices)
        if (peers.size === 0 && now - heardAt > FORGET_MS) devices.delete(device)
  }

  #changed(book: CenterBook): void {
    if (book.consoles.size === 0 || book.timer) return
    book.timer = setTimeout(() => {
      book.timer = null
      const frame = encodeReports(reportsOf(book))
      for (const peer of book.consoles) peer.send(frame)
    }, TELL_MS)
    book.timer.unref()
  }

  #bookOf(center: CenterId): CenterBook {
    const book = this.#centers.get(center) ?? { devices: new Map(), consoles: new Set(), timer: null }
    this.#centers.set(center, book)
    return book
  }

  #knownOf({ center, device }: HealthPeer): Known {
    const { devices } = this.#bookOf(center)
    const now = this.ports.clock.now()
    const known = devices.get(device) ?? unknownAt(now)
    known.heardAt = now
    devices.set(device, known)
    return known
  }
}

function unknownAt(now: InstantMs): Known {
  const nothing = { clockOffsetMs: null, health: null, healthAt: null, writtenAt: null }
  return { peers: new Set(), connectedSince: now, heardAt: now, ...nothing }
}

function reportsOf({ devices }: CenterBook): DeviceReport[] {
  return [...devices].map(([device, { peers, connectedSince, heardAt, clockOffsetMs, health, healthAt }]) => ({
    device,
    connectedSince: peers.size > 0 ? connectedSince : null,
    heardAt: Math.max(heardAt, ...[...peers].map(peer => peer.lastHeardAt)),
    clockOffsetMs,
    health,
    healthAt,
  }))
}
