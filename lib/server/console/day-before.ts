import * as z from 'zod/mini'
import type { DayBefore } from '@/lib/domain/day-checklist'
import { type CenterId, ServiceDay } from '@/lib/domain/ids'
import type { Database } from '@/lib/server/database'

const LastDay = z.object({ day: ServiceDay, end: z.enum(['closed', 'forgotten', 'left_open']) })

/**
 * The last day on which anything happened, and how it ended: closed by a person or by itself, or still open, by hand or with
 * tickets that live. Null for a center that has had none.
 */
export async function dayBefore({ sql }: Database, center: CenterId, today: ServiceDay): Promise<DayBefore | null> {
  const [row] = await sql`
    with last as (
      select service_day from sync_doc where center_id = ${center} and service_day < ${today} and head > 0
      order by service_day desc limit 1
    ), said as (
      select type, payload ->> 'code' as code from queue_event
      where center_id = ${center} and service_day = (select service_day from last) and type like 'reception.%'
      order by h_ms desc, h_counter desc limit 1
    )
    select to_char(service_day, 'YYYY-MM-DD') as day,
      case
        when exists (
          select from queue_entries q where q.center_id = ${center} and q.service_day = last.service_day
            and q.status in ('waiting', 'called', 'in_progress', 'parked')
        ) or (select type from said) = 'reception.opened.v1' then 'left_open'
        when (select code from said) = 'forgotten' then 'forgotten'
        else 'closed'
      end as "end"
    from last`
  return row ? LastDay.parse(row) : null
}
