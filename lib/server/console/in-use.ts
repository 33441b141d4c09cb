import type { CenterId, InstantMs } from '@/lib/domain/ids'
import type { TransactionSql } from '@/lib/server/postgres-client'

/** What the queue of today still needs cannot be retired. As the server knows it: devices that are cut off may know more. */
export type Today = { readonly center: CenterId; readonly now: InstantMs }

/** Whether somebody waits for a service, or is at a station, or at the center at all. */
export async function hasLiveTickets(
  sql: TransactionSql,
  { center, now }: Today,
  of: { readonly service?: number; readonly station?: number } = {},
): Promise<boolean> {
  const rows = await sql`
    select 1 from queue_entries e join centers c on c.id = e.center_id
    where e.center_id = ${center} and e.service_day = (${new Date(now)}::timestamptz at time zone c.time_zone)::date
      and e.status in ('waiting', 'called', 'in_progress', 'parked')
      and (${of.service ?? null}::integer is null or e.service_type_id = ${of.service ?? null})
      and (${of.station ?? null}::integer is null or e.assigned_station_id = ${of.station ?? null}) limit 1`
  return rows.length > 0
}

/** Whether tickets that a closed day left to the next one wait for a service. */
export async function hasCarriedTickets(sql: TransactionSql, { center }: Today, service: number): Promise<boolean> {
  const rows = await sql`
    select 1 from carried_tickets where center_id = ${center} and to_day is null and service_type_id = ${service} limit 1`
  return rows.length > 0
}

/** By the last that was said of it today. */
export async function isStationOpen(sql: TransactionSql, { center, now }: Today, station: number): Promise<boolean> {
  const [last] = await sql<{ type: string }[]>`
    select e.type from queue_event e join centers c on c.id = e.center_id
    where e.center_id = ${center} and e.service_day = (${new Date(now)}::timestamptz at time zone c.time_zone)::date
      and e.type in ('station.opened.v1', 'station.closed.v1') and (e.payload->>'station')::integer = ${station}
    order by e.h_ms desc, e.h_counter desc limit 1`
  return last?.type === 'station.opened.v1'
}
