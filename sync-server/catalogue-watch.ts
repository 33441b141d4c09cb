import type { Logger } from 'pino'
import type { CenterId, DurationMs } from '@/lib/domain/ids'
import { type Database, isDatabaseAway } from '@/lib/server/database'
import type { Rooms } from './rooms'

export type CatalogueWatchPorts = {
  readonly database: Pick<Database, 'sql'>
  readonly rooms: Pick<Rooms, 'opened'>
  readonly log: Logger
}

/** As often as revocations are asked for: one row of an index for each center that has a room open. */
const POLL_MS: DurationMs = 2_000

/** Who is new among a center's staff works at once, in rooms that are open already. */
export class CatalogueWatch {
  #timer: NodeJS.Timeout | undefined
  #heads = new Map<CenterId, number>()
  #stopped = false

  constructor(private readonly ports: CatalogueWatchPorts) {}

  /** Resolves after the first look. Goes on until `stop`, and never rejects. */
  async start(): Promise<void> {
    await this.#look().catch(fault => {
      if (!isDatabaseAway(fault)) this.ports.log.error({ err: fault }, 'catalogue not watched')
    })
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.start(), POLL_MS)
    this.#timer.unref()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  /** A center that is met first may have changed since its room read the tables, so its rooms read them again. */
  async #look(): Promise<void> {
    const rooms = await this.ports.rooms.opened()
    const centers = [...new Set(rooms.map(({ key }) => key.center))]
    if (centers.length === 0) return this.#heads.clear()
    const rows = await this.ports.database.sql<{ id: CenterId; head: number }[]>`
      select id, catalogue_head as head from centers where id = any (${centers}::integer[])`
    const heads = new Map(rows.map(({ id, head }) => [id, head]))
    const changed = rooms.filter(({ key }) => heads.get(key.center) !== this.#heads.get(key.center))
    await Promise.all(changed.map(room => room.refreshRoster()))
    this.#heads = heads
  }
}
