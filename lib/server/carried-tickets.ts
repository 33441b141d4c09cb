import { Priority } from '@/lib/domain/catalogue'
import type { CarriedTicket, KeptOverNight } from '@/lib/domain/day-end'
import type { Queue } from '@/lib/domain/fold'
import { type CenterId, Language, type ServiceDay, ServiceId, TicketId, TicketNumber } from '@/lib/domain/ids'
import { numberOf } from '@/lib/domain/ticket-number'
import type { Database } from './database'
import type { DayOfCenter } from './queue-rows'

/** So long after it was closed, a ticket of a day is still taken over: no center is closed for longer between two days of work. */
const DAYS_KEPT = 14

/** The numbers that holders of this day's tickets were told. */
export async function readCarried({ sql }: Database, { center, day }: DayOfCenter): Promise<CarriedTicket[]> {
  const rows = await sql<{ ticket_id: string; to_number: string }[]>`
    select ticket_id, to_number from carried_tickets where center_id = ${center} and from_day = ${day}
    order by length(to_number), to_number`
  return rows.map(row => {
    const ticket = TicketId.parse(row.ticket_id)
    return { ticket, number: numberOf(ticket), toNumber: TicketNumber.parse(row.to_number) }
  })
}

/**
 * Keeps the numbers of tickets that a closed day carries over. Only of tickets whose closing is stored: what is here can
 * always be made again from the day's events, and a number that was told stays as it was.
 */
export async function keepCarried(
  { sql }: Database,
  { center, day }: DayOfCenter,
  queue: Queue,
  carried: readonly CarriedTicket[],
): Promise<void> {
  const rows = carried.flatMap(({ ticket: id, toNumber }) => {
    const ticket = queue.tickets.get(id)
    if (!ticket) return []
    const { service, priority, language, standing } = ticket
    return [{ ticket_id: id, to_number: toNumber, service, priority, language, vulnerable: standing.isVulnerable }]
  })
  await sql`
    insert into carried_tickets
      (center_id, from_day, ticket_id, to_number, service_type_id, priority_level, language, is_vulnerable)
    select ${center}, ${day}, ticket_id, to_number, service, priority, language, vulnerable
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as row (ticket_id text, to_number text, service integer, priority integer, language text, vulnerable boolean)
    on conflict do nothing`
}

/** Days that were closed with tickets to carry over whose numbers are not kept: the server died in between. */
export async function daysToNumber({ sql }: Database, center: CenterId, today: ServiceDay): Promise<ServiceDay[]> {
  const rows = await sql<{ day: ServiceDay }[]>`
    select distinct service_day as day from queue_event e
    where center_id = ${center} and service_day < ${today} and service_day >= ${today}::date - ${DAYS_KEPT}::integer
      and type = 'ticket.closed.v1' and payload ->> 'carried' = '1'
      and not exists (
        select from carried_tickets c
        where c.center_id = e.center_id and c.from_day = e.service_day and c.ticket_id = e.ticket_id
      )`
  return rows.map(({ day }) => day)
}

/**
 * The tickets that a center's queue of today takes over. They are taken for this day before they are in its queue, and here
 * again each time until the day is over: so whoever asks and dies leaves nothing behind, and nobody stands in two queues.
 * One that was taken for a day and never came into its queue, since nothing ran any more on that day, is taken anew.
 *
 * Who was served after all, as a tablet that was apart tells later, is not taken over. Of two with the same number, which only a device that was away for days can bring, the later waits for another day.
 */
export function takeOver(database: Database, center: CenterId, today: ServiceDay): Promise<KeptOverNight[]> {
  return database.begin(async sql => {
    await sql`
      with open as (
        select from_day, ticket_id, to_number from carried_tickets c
        where center_id = ${center} and from_day < ${today} and from_day >= ${today}::date - ${DAYS_KEPT}::integer
          and (to_day is null or to_day < ${today} and not exists (
            select from queue_entries q
            where q.center_id = c.center_id and q.service_day = c.to_day and q.ticket_id = c.to_number || '.server'
          ))
          and not exists (
            select from queue_entries q
            where q.center_id = c.center_id and q.service_day = c.from_day and q.ticket_id = c.ticket_id
              and q.status in ('in_progress', 'completed')
          )
      ),
      first as (select distinct on (to_number) * from open order by to_number, from_day, ticket_id)
      update carried_tickets c set to_day = ${today} from first
      where c.center_id = ${center} and c.from_day = first.from_day and c.ticket_id = first.ticket_id
        and not exists (
          select from carried_tickets taken
          where taken.center_id = ${center} and taken.to_day = ${today} and taken.to_number = c.to_number
        )`
    const rows = await sql`
      select ticket_id, to_number, service_type_id, priority_level, language, is_vulnerable from carried_tickets
      where center_id = ${center} and to_day = ${today} order by from_day, length(to_number), to_number`
    return rows.map(row => ({
      ticket: TicketId.parse(row.ticket_id),
      toNumber: TicketNumber.parse(row.to_number),
      service: ServiceId.parse(row.service_type_id),
      priority: Priority.parse(row.priority_level),
      language: Language.parse(row.language),
      isVulnerable: row.is_vulnerable === true,
    }))
  })
}
