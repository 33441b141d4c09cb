import type { DeviceId, DurationMs } from '@/lib/domain/ids'
import type { Database } from './database'

/** A revoked device is sent away within five seconds: twice this, and a second to spare. */
export const REVOCATION_POLL_MS: DurationMs = 2_000
/** Asked for again each time: what was revoked in a transaction that took long shows up with a time gone by. */
const LOOK_BACK_MS: DurationMs = 10 * 60_000

export type RevocationPorts = {
  readonly database: Database
  /** Called once for each device that is newly known to be revoked, also for those of long ago at the first answer. */
  readonly onRevoked: (device: DeviceId) => void
  /** The database stopped answering, or does again (null): once for each outage. */
  readonly onOutage: (fault: unknown) => void
  /** For durations: may not be set back. */
  readonly monotonicMs?: () => number
}

/**
 * The devices that nothing is accepted from any more, learnt by asking the database every two seconds.
 *
 * It forgets none: an id is never given to another device, and a session that was prolonged while the database was away
 * has no end that could be reckoned with. While the database is away, what was known stays.
 */
export class Revocations {
  readonly #revoked = new Set<DeviceId>()
  #askedAt: number | null = null
  #isAway = false
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(private readonly ports: RevocationPorts) {}

  /** False until the database has answered once: before that nobody can be told from a revoked device. */
  get isKnown(): boolean {
    return this.#askedAt !== null
  }

  has(device: DeviceId): boolean {
    return this.#revoked.has(device)
  }

  /** Resolves after the first answer, or the first fault. Goes on asking until `stop`. */
  async start(): Promise<void> {
    await this.#ask()
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.start(), REVOCATION_POLL_MS)
    this.#timer.unref()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  /** Never rejects. */
  async #ask(): Promise<void> {
    const now = (this.ports.monotonicMs ?? (() => performance.now()))()
    try {
      const devices = await this.#read(now)
      this.#askedAt = now
      if (this.#isAway) this.ports.onOutage(null)
      this.#isAway = false
      for (const device of devices) {
        if (this.#revoked.has(device)) continue
        this.#revoked.add(device)
        this.ports.onRevoked(device)
      }
    } catch (fault) {
      if (!this.#isAway) this.ports.onOutage(fault)
      this.#isAway = true
    }
  }

  /** Reckoned by the database's clock alone, which is the one that `revoked_at` was written by. */
  async #read(now: number): Promise<DeviceId[]> {
    const { sql } = this.ports.database
    const seconds = this.#askedAt === null ? null : (now - this.#askedAt + LOOK_BACK_MS) / 1000
    const rows =
      seconds === null
        ? await sql<{ id: DeviceId }[]>`select id from devices where revoked_at is not null`
        : await sql<{ id: DeviceId }[]>`
            select id from devices where revoked_at > now() - make_interval(secs => ${seconds})`
    return rows.map(row => row.id)
  }
}
