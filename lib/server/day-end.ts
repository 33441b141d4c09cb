import { CenterId, type DurationMs, type InstantMs, ServiceDay } from '@/lib/domain/ids'
import { addDays, instantAt, serviceDayOf } from '@/lib/domain/service-day'
import type { Database } from './database'
import type { DayOfCenter } from './queue-rows'

/** As long as a device may bring events of a day. */
const DAYS_BACK = 31
/**
 * After local midnight. A tablet whose clock is an hour off, or an agent who stays with the last citizen, must not find the
 * day closed under his hands; two hours after midnight no center has anybody in its hall.
 */
export const FORGOTTEN_AFTER_MS: DurationMs = 2 * 3_600_000

/** A day whose time is over, and how far its journal was then. */
export type OverdueDay = DayOfCenter & { readonly head: number }

/** The days of all centers that should be closed by now, whether they are or not; the earliest first. */
export async function overdueDays({ sql }: Database, now: InstantMs): Promise<OverdueDay[]> {
  const oldest = addDays(serviceDayOf(now, 'UTC'), -DAYS_BACK)
  const rows = await sql<{ center: number; day: string; head: number; zone: string }[]>`
    select d.center_id as center, d.service_day as day, d.head, c.time_zone as zone
    from sync_doc d join centers c on c.id = d.center_id
    where d.service_day >= ${oldest} and d.head > 0 order by d.service_day, d.center_id`
  return rows
    .map(({ center, day, head, zone }) => ({ center: CenterId.parse(center), day: ServiceDay.parse(day), head, zone }))
    .filter(({ day, zone }) => instantAt(addDays(day, 1), '00:00', zone) + FORGOTTEN_AFTER_MS <= now)
    .map(({ center, day, head }) => ({ center, day, head }))
}

/** Was a day left as it is when everybody went home: with tickets that live, or a reception that is open? */
export async function isLeftOpen({ sql }: Database, { center, day }: DayOfCenter): Promise<boolean> {
  const [row] = await sql<{ left: boolean }[]>`
    select exists (
      select from queue_entries where center_id = ${center} and service_day = ${day}
        and status in ('waiting', 'called', 'in_progress', 'parked')
    ) or coalesce((
      select type = 'reception.opened.v1' from queue_event
      where center_id = ${center} and service_day = ${day} and type in ('reception.opened.v1', 'reception.closed.v1')
      order by h_ms desc, h_counter desc limit 1
    ), false) as left`
  return row?.left === true
}
