import { Agent, type Catalogue, Center, Message, Service, Station } from '@/lib/domain/catalogue'
import type { CenterId, Surface } from '@/lib/domain/ids'
import { CATALOGUE_ROWS, type CatalogueCollection, type CatalogueQuery } from '@/lib/protocol/rest'
import type { Database } from './database'
import type { TransactionSql } from './postgres-client'

/** More rows than a center has of anything. */
const EVERYTHING: Cursor = { since: -1, limit: 10_000 }

export async function readCenter(sql: TransactionSql, id: CenterId): Promise<Center> {
  const [row] = await QUERIES.centers(sql, id, EVERYTHING)
  return Center.parse(row)
}

/** What a device of the center would know, once it has pulled everything. */
export async function readCatalogue(sql: TransactionSql, id: CenterId): Promise<Catalogue> {
  const center = await readCenter(sql, id)
  const services = await QUERIES.services(sql, id, EVERYTHING)
  const stations = await QUERIES.stations(sql, id, EVERYTHING)
  const agents = await QUERIES.agents(sql, id, EVERYTHING)
  const messages = await QUERIES.messages(sql, id, EVERYTHING)
  return {
    center,
    services: services.map(row => Service.parse(row)),
    stations: stations.map(row => Station.parse(row)),
    agents: agents.map(row => Agent.parse(row)),
    messages: messages.map(row => Message.parse(row)),
  }
}

type Page = { readonly rows: readonly unknown[]; readonly checkpoint: number }
type Cursor = Pick<CatalogueQuery, 'since' | 'limit' | 'measured'> & {
  /** Of the device that asks; missing for the server itself. */
  readonly surface?: Surface
}

/**
 * What changed in one collection of a center after a revision, oldest change first. Revisions follow the order of
 * commits, so a reader that asks for what comes after the last one it has never misses a row.
 */
export async function readCataloguePage(
  database: Database,
  center: CenterId,
  collection: CatalogueCollection,
  cursor: Cursor,
): Promise<Page> {
  const found = await QUERIES[collection](database.sql, center, cursor)
  const rows = found.map(row => CATALOGUE_ROWS[collection].parse(row))
  return { rows, checkpoint: rows.at(-1)?.revision ?? cursor.since }
}

type Query = (sql: Database['sql'], center: CenterId, cursor: Cursor) => Promise<readonly object[]>

const QUERIES: Record<CatalogueCollection, Query> = {
  centers: async (sql, center, { since, measured, surface }) => {
    const rows = await sql`
      select id, code, name_fr as "nameFr", name_en as "nameEn", time_zone as "timeZone",
        to_char(opens_at, 'HH24:MI') as "opensAt", to_char(closes_at, 'HH24:MI') as "closesAt",
        weekly_hours as "weeklyHours", holidays, daily_quota as "dailyQuota",
        to_char(last_ticket_at, 'HH24:MI') as "lastTicketAt", thresholds, is_active as active, queue_rules as "queueRules",
        measured_days as "measuredDays", kiosk_pin as "kioskPin", catalogue_head as revision
      from centers where id = ${center} and catalogue_head > ${since}`
    return rows.map(({ measuredDays, kioskPin, ...row }) => ({
      ...row,
      ...(measured !== 'apart' && { measuredDays }),
      // Six digits are soon tried by whoever holds their hash: it goes nowhere but where it is needed.
      ...(surface === 'kiosk' && { kioskPin }),
    }))
  },
  services: (sql, center, { since, limit }) => sql`
    select id, code, name_fr as "nameFr", name_en as "nameEn", letter, priority_level as priority,
      estimated_duration as "durationMinutes", description_fr as "descriptionFr", description_en as "descriptionEn",
      required_documents as documents, steps, is_active as active, revision
    from service_types where center_id = ${center} and revision > ${since} order by revision limit ${limit}`,
  stations: (sql, center, { since, limit }) => sql`
    select id, station_number as number, name, location, supported_services as services, is_active as active, revision
    from stations where center_id = ${center} and revision > ${since} order by revision limit ${limit}`,
  agents: (sql, center, { since, limit }) => sql`
    select id, employee_id as "employeeId", first_name as "firstName", last_name as "lastName", role,
      specializations as services, usual_station_id as "usualStation", is_active as active, revision
    from agents where center_id = ${center} and revision > ${since} order by revision limit ${limit}`,
  messages: (sql, center, { since, limit }) => sql`
    select id, kind, text_fr as "textFr", text_en as "textEn", (extract(epoch from starts_at) * 1000)::bigint as "startsAt",
      (extract(epoch from ends_at) * 1000)::bigint as "endsAt", is_active as active, revision
    from messages where center_id = ${center} and revision > ${since} order by revision limit ${limit}`,
  // Twelve digits of the digest are 48 bits: another content with the same ones is not to be feared in a lifetime.
  measured: (sql, center, { since }) => sql`
    select id, measured_days as "measuredDays", revision from (
      select id, measured_days, ('x' || left(md5(measured_days::text), 12))::bit(48)::bigint as revision
      from centers where id = ${center}) measured
    where revision <> ${since}`,
}
