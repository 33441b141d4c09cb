import type { CenterId, InstantMs } from '@/lib/domain/ids'
import type { StationFields } from '@/lib/protocol/console'
import { StationRow } from '@/lib/protocol/console-rows'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'
import type { EditRefusal, Kind, Reader } from './editing'
import { hasLiveTickets, isStationOpen } from './in-use'
import { foreignServices } from './services'

/** By the number on the sign. */
export function listStations(database: Database, center: CenterId): Promise<StationRow[]> {
  return readStations(database.sql, center)
}

export function stationKind(now: InstantMs): Kind<StationFields, StationRow> {
  return {
    name: 'station',
    list: readStations,
    refusalOf: async (sql, center, fields, before) =>
      (await foreignServices(sql, center, fields.services)) ??
      (before?.active && !fields.active ? await neededToday(sql, center, now, before.id) : null),
    insert: insertStation,
    update: updateStation,
  }
}

async function neededToday(
  sql: TransactionSql,
  center: CenterId,
  now: InstantMs,
  station: number,
): Promise<EditRefusal | null> {
  const today = { center, now }
  const isNeeded = (await isStationOpen(sql, today, station)) || (await hasLiveTickets(sql, today, { station }))
  return isNeeded ? { code: 'still_in_use', field: 'active' } : null
}

async function readStations(sql: Reader, center: CenterId, id?: number): Promise<StationRow[]> {
  const rows = await sql`
    select id, station_number as number, name, location, supported_services as services, is_active as active, revision
    from stations where center_id = ${center} and (${id ?? null}::integer is null or id = ${id ?? null})
    order by length(station_number), station_number`
  return rows.map(row => StationRow.parse(row))
}

async function insertStation(sql: TransactionSql, center: CenterId, fields: StationFields): Promise<number> {
  const [row] = await sql<[{ id: number }]>`
    insert into stations (center_id, station_number, name, location, supported_services, is_active)
    values (${center}, ${fields.number}, ${fields.name}, ${fields.location}, ${fields.services}::integer[],
      ${fields.active})
    returning id`
  return row.id
}

async function updateStation(sql: TransactionSql, { id }: StationRow, fields: StationFields): Promise<void> {
  await sql`
    update stations set station_number = ${fields.number}, name = ${fields.name}, location = ${fields.location},
      supported_services = ${fields.services}::integer[], is_active = ${fields.active}
    where id = ${id}`
}
