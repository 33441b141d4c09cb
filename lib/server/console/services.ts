import type { CenterId, InstantMs } from '@/lib/domain/ids'
import type { ServiceFields } from '@/lib/protocol/console'
import { ServiceRow } from '@/lib/protocol/console-rows'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'
import type { EditRefusal, Kind, Reader } from './editing'
import { hasCarriedTickets, hasLiveTickets } from './in-use'

/** What a center does for its citizens, the most urgent first. */
export function listServices(database: Database, center: CenterId): Promise<ServiceRow[]> {
  return readServices(database.sql, center)
}

export function serviceKind(now: InstantMs): Kind<ServiceFields, ServiceRow> {
  return {
    name: 'service',
    list: readServices,
    refusalOf: async (sql, center, { active }, before) =>
      before?.active && !active ? await neededNow(sql, center, now, before.id) : null,
    insert: insertService,
    update: updateService,
  }
}

async function neededNow(
  sql: TransactionSql,
  center: CenterId,
  now: InstantMs,
  service: number,
): Promise<EditRefusal | null> {
  const today = { center, now }
  const isNeeded = (await hasLiveTickets(sql, today, { service })) || (await hasCarriedTickets(sql, today, service))
  return isNeeded ? { code: 'still_in_use', field: 'active' } : null
}

async function readServices(sql: Reader, center: CenterId, id?: number): Promise<ServiceRow[]> {
  const rows = await sql`
    select id, code, name_fr as "nameFr", name_en as "nameEn", letter, priority_level as priority,
      estimated_duration as "durationMinutes", description_fr as "descriptionFr", description_en as "descriptionEn",
      required_documents as documents, steps, is_active as active, revision
    from service_types where center_id = ${center} and (${id ?? null}::integer is null or id = ${id ?? null})
    order by priority_level, letter`
  return rows.map(row => ServiceRow.parse(row))
}

async function insertService(sql: TransactionSql, center: CenterId, fields: ServiceFields): Promise<number> {
  const [row] = await sql<[{ id: number }]>`
    insert into service_types (center_id, code, letter, name_fr, name_en, description_fr, description_en,
      priority_level, estimated_duration, required_documents, steps, is_active)
    values (${center}, ${fields.code}, ${fields.letter}, ${fields.nameFr}, ${fields.nameEn}, ${fields.descriptionFr},
      ${fields.descriptionEn}, ${fields.priority}, ${fields.durationMinutes},
      ${JSON.stringify(fields.documents)}::text::jsonb, ${JSON.stringify(fields.steps)}::text::jsonb, ${fields.active})
    returning id`
  return row.id
}

async function updateService(sql: TransactionSql, { id }: ServiceRow, fields: ServiceFields): Promise<void> {
  await sql`
    update service_types set code = ${fields.code}, letter = ${fields.letter}, name_fr = ${fields.nameFr},
      name_en = ${fields.nameEn}, description_fr = ${fields.descriptionFr}, description_en = ${fields.descriptionEn},
      priority_level = ${fields.priority}, estimated_duration = ${fields.durationMinutes},
      required_documents = ${JSON.stringify(fields.documents)}::text::jsonb,
      steps = ${JSON.stringify(fields.steps)}::text::jsonb, is_active = ${fields.active}
    where id = ${id}`
}

/** A station or a person may be given services of its own center alone; also retired ones, which it had before. */
export async function foreignServices(
  sql: TransactionSql,
  center: CenterId,
  services: readonly number[],
): Promise<EditRefusal | null> {
  const rows = await sql`
    select 1 from service_types where center_id = ${center} and id = any(${[...services]}::integer[])`
  return rows.length === new Set(services).size ? null : { code: 'service_unknown', field: 'services' }
}
