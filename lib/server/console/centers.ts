import { createHash } from 'node:crypto'
import { centerRefusal } from '@/lib/domain/catalogue-rules'
import type { CenterId } from '@/lib/domain/ids'
import { may, type RightsHolder } from '@/lib/domain/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { CenterFields } from '@/lib/protocol/console'
import { CenterRow } from '@/lib/protocol/console-rows'
import { writeAudit } from '@/lib/server/audit'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { auditChange, type EditPorts, type EditRefusal, lockCenter, type Reader, refusingWhatIsTaken } from './editing'
import { hasLiveTickets } from './in-use'

/** The centers that a person manages, or follows in reports, by code. */
export async function listCenters(database: Database, person: RightsHolder): Promise<CenterRow[]> {
  const rows = await readCenters(database.sql, person.center)
  return rows.filter(({ id }) => may(person, 'agent_management', id))
}

/** Null when there is none. */
export async function findCenter(database: Database, id: CenterId): Promise<CenterRow | null> {
  const [row] = await readCenters(database.sql, id)
  return row ?? null
}

type Edited = Promise<Result<CenterRow, EditRefusal>>

export function createCenter({ database, person }: EditPorts, fields: CenterFields): Edited {
  return refusingWhatIsTaken(async () => {
    const refusal = refusalOf(fields)
    if (refusal) return refuse(refusal)
    return await database.begin(async (sql): Edited => {
      const row = await oneCenter(sql, await insertCenter(sql, fields))
      const subject = { kind: 'center', id: row.id } as const
      await writeAudit(sql, { person, center: row.id, action: 'center.created', subject, before: null, after: fields })
      return ok(row)
    })
  })
}

export function editCenter(
  { database, person, now }: EditPorts,
  id: CenterId,
  fields: CenterFields,
  revision: number,
): Edited {
  return refusingWhatIsTaken(() =>
    database.begin(async (sql): Edited => {
      if (!(await lockCenter(sql, id))) return refuse({ code: 'not_found' })
      const before = await oneCenter(sql, id)
      if (before.revision !== revision) return refuse({ code: 'changed_meanwhile' })
      const refusal = refusalOf(fields)
      if (refusal) return refuse(refusal)
      const isRetired = before.active && !fields.active
      if (isRetired && (await hasLiveTickets(sql, { center: id, now })))
        return refuse({ code: 'still_in_use', field: 'active' })
      await updateCenter(sql, id, fields)
      const row = await oneCenter(sql, id)
      await auditChange(sql, { person, center: id, subject: { kind: 'center', id } }, before, row)
      return ok(row)
    }),
  )
}

function refusalOf(fields: CenterFields): EditRefusal | null {
  const refusal = centerRefusal(fields)
  if (!refusal) return null
  return { code: refusal.code === 'day_unknown' ? 'invalid_request' : refusal.code, field: refusal.field }
}

async function readCenters(sql: Reader, id: CenterId | null): Promise<CenterRow[]> {
  const rows = await sql`
    select id, code, name_fr as "nameFr", name_en as "nameEn", time_zone as "timeZone",
      to_char(opens_at, 'HH24:MI') as "opensAt", to_char(closes_at, 'HH24:MI') as "closesAt",
      weekly_hours as "weeklyHours", holidays, daily_quota as "dailyQuota",
      to_char(last_ticket_at, 'HH24:MI') as "lastTicketAt", thresholds, is_active as active, queue_rules as "queueRules",
      kiosk_pin is not null as "hasKioskPin"
    from centers where ${id}::integer is null or id = ${id} order by code`
  return rows.map(({ queueRules, hasKioskPin, ...fields }) =>
    CenterRow.parse({ ...fields, queueRules, hasKioskPin, revision: revisionOf(fields) }),
  )
}

/**
 * Of its own fields: `catalogue_head` moves with each service and each measured day, and nobody would get to the end of a form.
 * A center that was changed and changed back is what was on the screen.
 */
function revisionOf(fields: object): number {
  return createHash('sha256').update(JSON.stringify(fields)).digest().readUIntBE(0, 6)
}

async function oneCenter(sql: TransactionSql, id: CenterId): Promise<CenterRow> {
  const [row] = await readCenters(sql, id)
  if (!row) throw new Error(`center ${id} is gone`)
  return row
}

async function insertCenter(sql: TransactionSql, fields: CenterFields): Promise<CenterId> {
  const [row] = await sql<[{ id: CenterId }]>`
    insert into centers (code, name_fr, name_en, time_zone, opens_at, closes_at, weekly_hours, holidays, daily_quota,
      last_ticket_at, thresholds, is_active)
    values (${fields.code}, ${fields.nameFr}, ${fields.nameEn}, ${fields.timeZone}, ${fields.opensAt}, ${fields.closesAt},
      ${jsonOf(fields.weeklyHours)}::text::jsonb, ${jsonOf(byDay(fields.holidays))}::text::jsonb, ${fields.dailyQuota},
      ${fields.lastTicketAt}, ${jsonOf(fields.thresholds)}::text::jsonb, ${fields.active})
    returning id`
  return row.id
}

async function updateCenter(sql: TransactionSql, id: CenterId, fields: CenterFields): Promise<void> {
  await sql`
    update centers set code = ${fields.code}, name_fr = ${fields.nameFr}, name_en = ${fields.nameEn},
      time_zone = ${fields.timeZone}, opens_at = ${fields.opensAt}, closes_at = ${fields.closesAt},
      weekly_hours = ${jsonOf(fields.weeklyHours)}::text::jsonb, holidays = ${jsonOf(byDay(fields.holidays))}::text::jsonb,
      daily_quota = ${fields.dailyQuota}, last_ticket_at = ${fields.lastTicketAt},
      thresholds = ${jsonOf(fields.thresholds)}::text::jsonb, is_active = ${fields.active}
    where id = ${id}`
}

/** Null stays a null of the column, not one of JSON. */
function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value)
}

function byDay(holidays: CenterFields['holidays']): CenterFields['holidays'] {
  return [...holidays].sort((a, b) => (a.day < b.day ? -1 : 1))
}
