import { z } from 'zod'
import { type CenterId, type DeviceId, PreEnrollmentCode } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { rowKey, type TicketPlace } from '@/lib/protocol/intake'
import { writeAudit } from '../audit'
import type { Database } from '../database'
import type { Keys } from '../keys'
import type { TransactionSql } from '../postgres-client'
import { readCenterKeys } from './center-keys'
import { openField } from './citizens'

export type VisitorRefusal =
  /** The ticket is not at a station of this device. */
  | { readonly code: 'not_allowed' }
  /** He had no code, or the kiosk has not brought it yet. */
  | { readonly code: 'not_found' }

type Ports = { readonly database: Database; readonly keys: Keys }
export type Tablet = { readonly device: DeviceId; readonly center: CenterId }

const Row = z.object({ id: z.string(), keyId: z.string(), code: z.instanceof(Uint8Array) })

/** Tells a tablet the code of the ticket that stands at its station now, and notes that it was told. */
export async function readVisitorCode(
  { database, keys }: Ports,
  tablet: Tablet,
  place: TicketPlace,
): Promise<Result<PreEnrollmentCode, VisitorRefusal>> {
  return await database.begin(async sql => {
    if (!(await isAtItsStation(sql, tablet, place))) return refuse({ code: 'not_allowed' })
    const { center, day, ticket } = place
    const [row] = await sql`
      select c.id, c.key_id as "keyId", c.pre_enrollment_code_enc as code
      from citizen_tickets t join citizens c on c.id = t.citizen_id
      where t.center_id = ${center} and t.service_day = ${day} and t.ticket_id = ${ticket}`
    if (!row) return refuse({ code: 'not_found' })
    const { id, keyId, code } = Row.parse(row)
    const key = (await readCenterKeys(sql, keys, center)).find(each => each.id === keyId)
    const opened = key && openField(key, id, 'pre_enrollment_code_enc', code)
    if (!opened) return refuse({ code: 'not_found' })
    await writeAudit(sql, {
      ...{ person: null, center, action: 'intake.read', subject: { kind: 'ticket', id: rowKey(place) } },
      ...{ before: null, after: { device: tablet.device } },
    })
    return ok(PreEnrollmentCode.parse(opened))
  })
}

/**
 * The ticket is called or served at a station that this device has called it to, and the device still holds that station.
 * An event without a right to it (`queue_alert`) counts for nothing, as in the queue.
 */
async function isAtItsStation(
  sql: TransactionSql,
  { device, center }: Tablet,
  { day, ticket }: TicketPlace,
): Promise<boolean> {
  const rows = await sql`
    select 1 from queue_entries q
    where q.center_id = ${center} and q.service_day = ${day} and q.ticket_id = ${ticket}
      and q.status in ('called', 'in_progress')
      and exists (
        select 1 from queue_event e
        where e.center_id = ${center} and e.service_day = ${day} and e.ticket_id = ${ticket} and e.device = ${device}
          and e.type = 'ticket.called.v1' and (e.payload->>'station')::integer = q.assigned_station_id
          and not exists (select 1 from queue_alert a where a.event_id = e.id))
      and ${device} = (
        select case e.type when 'station.opened.v1' then e.device end from queue_event e
        where e.center_id = ${center} and e.service_day = ${day}
          and e.type in ('station.opened.v1', 'station.closed.v1')
          and (e.payload->>'station')::integer = q.assigned_station_id
          and not exists (select 1 from queue_alert a where a.event_id = e.id)
        order by e.h_ms desc, e.h_counter desc, e.device desc limit 1)`
  return rows.length > 0
}
