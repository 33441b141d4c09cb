import type { Logger } from 'pino'
import { type Catalogue, type Center, MeasuredDay } from '@/lib/domain/catalogue'
import { DAYS_KEPT } from '@/lib/domain/engine/learnt-times'
import { CenterId, type InstantMs, ServiceDay } from '@/lib/domain/ids'
import { measuredDay } from '@/lib/domain/measured-day'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { compareText } from '@/lib/domain/stamp'
import { readCatalogue, readCenter } from './catalogue'
import type { Database } from './database'
import { readEvents } from './projection'
import type { DayOfCenter } from './queue-rows'

/** A tablet that was offline may bring events of days that were measured before: so many are measured again each time. */
const DAYS_MEASURED_AGAIN = 2

export type MeasurerPorts = {
  readonly database: Database
  readonly clock: { readonly now: () => InstantMs }
  readonly log: Pick<Logger, 'error'>
}

/**
 * Measures what centers have lived through, beside the work of the sync server: one center after another, each at the
 * start of the program and when the first device comes to a new day. It holds nobody up, and what it could not measure
 * is tried again the next time.
 */
export class DayMeasurer {
  readonly #askedFor = new Map<CenterId, ServiceDay>()
  #work: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(private readonly ports: MeasurerPorts) {}

  /** All centers. Resolves when they are measured, and never rejects. */
  async start(): Promise<void> {
    const { database, clock, log } = this.ports
    try {
      const centers = await database.sql<{ id: number; zone: string }[]>`
        select id, time_zone as zone from centers order by id`
      for (const { id, zone } of centers)
        this.dayOpened({ center: CenterId.parse(id), day: serviceDayOf(clock.now(), zone) })
    } catch (fault) {
      log.error({ err: fault }, 'centers not measured')
    }
    await this.settled()
  }

  /** Called for each opening, also of days that were open before. */
  dayOpened({ center, day }: DayOfCenter): void {
    const last = this.#askedFor.get(center)
    if (this.#stopped || (last && last >= day)) return
    this.#askedFor.set(center, day)
    this.#work = this.#work.then(() => this.#measure(center))
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    return this.#work
  }

  stop(): void {
    this.#stopped = true
  }

  async #measure(center: CenterId): Promise<void> {
    if (this.#stopped) return
    const { database, clock, log } = this.ports
    try {
      await measureDays(database, center, clock.now(), (day, fault) =>
        log.error({ center, day, err: fault }, 'day not measured'),
      )
    } catch (fault) {
      log.error({ center, err: fault }, 'center not measured')
      this.#askedFor.delete(center)
    }
  }
}

/** What is known of a day now; null when nobody came. */
type Measurements = ReadonlyMap<ServiceDay, MeasuredDay | null>

/**
 * Stores what the last fifteen days before today tell that is not yet stored. Again with the same events it changes nothing.
 *
 * @param onFault for a day whose events are damaged; the others are measured all the same
 */
export async function measureDays(
  database: Database,
  id: CenterId,
  now: InstantMs,
  onFault: (day: ServiceDay, fault: unknown) => void,
): Promise<void> {
  const catalogue = await database.begin(sql => readCatalogue(sql, id))
  const measured = new Map<ServiceDay, MeasuredDay | null>()
  for (const day of await daysToMeasure(database, catalogue.center, now)) {
    try {
      measured.set(day, await measure(database, catalogue, day))
    } catch (fault) {
      onFault(day, fault)
    }
  }
  await keep(database, id, measured)
}

async function daysToMeasure(
  database: Database,
  { id, timeZone, measuredDays = [] }: Center,
  now: InstantMs,
): Promise<ServiceDay[]> {
  const today = serviceDayOf(now, timeZone)
  const rows = await database.sql<{ day: string }[]>`
    select service_day as day from sync_doc
    where center_id = ${id} and service_day < ${today} and service_day >= ${addDays(today, -DAYS_KEPT)} order by day desc`
  const settled = new Set(measuredDays.slice(DAYS_MEASURED_AGAIN).map(({ day }) => day))
  return rows.map(({ day }) => ServiceDay.parse(day)).filter(day => !settled.has(day))
}

async function measure(database: Database, catalogue: Catalogue, day: ServiceDay): Promise<MeasuredDay | null> {
  const events = await readEvents(database.sql, { center: catalogue.center.id, day })
  const measured = measuredDay(events, catalogue, day)
  return measured && MeasuredDay.parse(measured)
}

/** Under the lock of the center's row, so that of two servers neither loses what the other has measured. */
async function keep(database: Database, id: CenterId, measured: Measurements): Promise<void> {
  if (measured.size === 0) return
  await database.begin(async sql => {
    await sql`select 1 from centers where id = ${id} for update`
    const { measuredDays = [] } = await readCenter(sql, id)
    const others = measuredDays.filter(({ day }) => !measured.has(day))
    const fresh = [...measured.values()].filter(day => day !== null)
    const newestFirst = [...others, ...fresh].sort((a, b) => compareText(b.day, a.day)).slice(0, DAYS_KEPT)
    const days = JSON.stringify(newestFirst)
    await sql`
      update centers set measured_days = ${days}::text::jsonb
      where id = ${id} and measured_days <> ${days}::text::jsonb`
  })
}
