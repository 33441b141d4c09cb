import type { TransactionSql } from 'postgres'
import {
  DEMONSTRATION_AGENTS,
  DEMONSTRATION_CENTER,
  DEMONSTRATION_SERVICES,
  DEMONSTRATION_STATIONS,
  type ServiceCode,
} from './demonstration'

/**
 * Puts the demonstration center with its services, stations and agents into an empty database. A center that is there already is left
 * as it is, with whatever was changed in it since.
 *
 * @param transaction all or nothing: `database.begin(seedDemonstration)`
 * @returns the center's id
 */
export async function seedDemonstration(transaction: TransactionSql): Promise<number> {
  const centerId = await insertCenter(transaction)
  if (centerId === undefined) return await existingCenterId(transaction)

  const serviceIds = await insertServices(transaction, centerId)
  await insertStations(transaction, centerId, serviceIds)
  await insertAgents(transaction, centerId, serviceIds)
  return centerId
}

/** @returns undefined when the center is there already */
async function insertCenter(sql: TransactionSql): Promise<number | undefined> {
  const { code, nameFr, nameEn, opensAt, closesAt } = DEMONSTRATION_CENTER
  const [row] = await sql<{ id: number }[]>`
    insert into centers (code, name_fr, name_en, opens_at, closes_at)
    values (${code}, ${nameFr}, ${nameEn}, ${opensAt}, ${closesAt})
    on conflict (code) do nothing returning id`
  return row?.id
}

async function existingCenterId(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select id from centers where code = ${DEMONSTRATION_CENTER.code}`
  if (!row) throw new Error(`center ${DEMONSTRATION_CENTER.code} was removed during the seed`)
  return row.id
}

async function insertServices(sql: TransactionSql, centerId: number): Promise<ReadonlyMap<ServiceCode, number>> {
  const ids = new Map<ServiceCode, number>()
  for (const service of DEMONSTRATION_SERVICES) {
    const [row] = await sql<{ id: number }[]>`
      insert into service_types (
        center_id, code, letter, name_fr, name_en, description_fr, description_en, priority_level, estimated_duration, required_documents)
      values (
        ${centerId}, ${service.code}, ${service.letter}, ${service.nameFr}, ${service.nameEn}, ${service.descriptionFr},
        ${service.descriptionEn}, ${service.priority}, ${service.durationMinutes}, ${sql.json(service.documents)})
      returning id`
    if (row) ids.set(service.code, row.id)
  }
  return ids
}

async function insertStations(sql: TransactionSql, centerId: number, serviceIds: ReadonlyMap<ServiceCode, number>) {
  for (const station of DEMONSTRATION_STATIONS) {
    await sql`
      insert into stations (center_id, station_number, name, supported_services)
      values (${centerId}, ${station.number}, ${station.name}, ${idsOf(station.services, serviceIds)}::integer[])`
  }
}

async function insertAgents(sql: TransactionSql, centerId: number, serviceIds: ReadonlyMap<ServiceCode, number>) {
  for (const agent of DEMONSTRATION_AGENTS) {
    await sql`
      insert into agents (center_id, employee_id, first_name, last_name, role, specializations)
      values (
        ${centerId}, ${agent.employeeId}, ${agent.firstName}, ${agent.lastName}, ${agent.role},
        ${idsOf(agent.specializations, serviceIds)}::integer[])`
  }
}

function idsOf(codes: readonly ServiceCode[], ids: ReadonlyMap<ServiceCode, number>): number[] {
  return codes.map(code => ids.get(code)).filter(id => id !== undefined)
}
