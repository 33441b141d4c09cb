import type { AuditView } from '@/components/admin/audit/audit'
import type { AuditNames } from '@/components/admin/audit/audit-values'
import { type CenterId, type InstantMs, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { isInCalendar, serviceDayOf } from '@/lib/domain/service-day'
import { readCatalogue } from '@/lib/server/catalogue'
import { conflictsOfDay } from '@/lib/server/console/audit-conflicts'
import type { AuditPlace } from '@/lib/server/console/audit-lines'
import { readAuditQuery } from '@/lib/server/console/audit-query'
import { searchAudit, spanOf, ticketLife } from '@/lib/server/console/audit-search'
import type { Database } from '@/lib/server/database'
import { listDevices } from '@/lib/server/devices'

/** What the ids of the record are called, those of retired things too. */
export async function readAuditNames(database: Database, center: CenterId): Promise<AuditNames> {
  const [catalogue, devices] = await Promise.all([
    database.begin(sql => readCatalogue(sql, center)),
    listDevices(database, center),
  ])
  const { services, stations, agents } = catalogue
  return {
    services: new Map(services.map(({ id, nameFr, nameEn, steps }) => [id, { fr: nameFr, en: nameEn, steps }])),
    stations: new Map(stations.map(({ id, number }) => [id, number])),
    agents: new Map(
      agents.map(({ id, firstName, lastName, employeeId }) => [id, { name: `${firstName} ${lastName}`, employeeId }]),
    ),
    devices: new Map(devices.map(({ id, label }) => [id, label])),
  }
}

/** @param asked the parameters of the address */
export async function readAuditView(
  database: Database,
  place: AuditPlace,
  asked: readonly (readonly [string, string])[],
  now: InstantMs,
): Promise<AuditView> {
  const parameters = new Map(asked)
  const today = serviceDayOf(now, place.timeZone)
  const day = dayOf(parameters.get('day'))
  if (parameters.get('view') === 'conflicts') {
    const found = await conflictsOfDay(database, place, day ?? today)
    return { kind: 'conflicts', day: day ?? today, conflicts: found.ok ? found.value : null }
  }
  const ticket = TicketNumber.safeParse(parameters.get('ticket'))
  if (ticket.success && day) return await lifeView(database, place, ticket.data, day)

  const query = readAuditQuery(asked)
  if (!query) return { kind: 'search', query: {}, found: null }
  const page = await searchAudit(database.sql, place, query, now)
  return { kind: 'search', query, found: { page, ...spanOf(query, today) } }
}

async function lifeView(
  database: Database,
  place: AuditPlace,
  ticket: TicketNumber,
  day: ServiceDay,
): Promise<AuditView> {
  const [lines, conflicts] = await Promise.all([
    ticketLife(database.sql, place, { ticket, day }),
    conflictsOfDay(database, place, day),
  ])
  const lost = conflicts.ok ? conflicts.value.map(({ loser }) => loser.key) : []
  return { kind: 'life', ticket, day, lines, lost: lost.filter(key => lines.some(line => line.key === key)) }
}

function dayOf(text: string | undefined): ServiceDay | null {
  const day = ServiceDay.safeParse(text)
  return day.success && isInCalendar(day.data) ? day.data : null
}
