import type { InstantMs, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { addDays, daysBetween, serviceDayOf } from '@/lib/domain/service-day'
import type { AuditKind, AuditLine, AuditPage, AuditQuery } from '@/lib/protocol/console-audit'
import {
  type AuditPlace,
  type EntryColumns,
  type EventColumns,
  newestFirst,
  type PlacedLine,
  placedEntry,
  placedEvent,
} from './audit-lines'
import { withWayChanges } from './audit-ways'
import type { Reader } from './editing'

export const AUDIT_PAGE_LINES = 50
/** No visit has so many; a broken program could. */
const LIFE_LINES_MAX = 1_000
/** A span is read as a whole: a month of a large center is 100,000 events. */
const SPAN_DAYS_MAX = 31

/** The beginnings of the types of events, by what is looked for. Seals are the proof of a log and tell nobody anything. */
const EVENT_TYPES: Record<AuditKind, readonly string[]> = {
  tickets: ['ticket'],
  floor: ['station', 'staff', 'reception', 'service', 'kiosk', 'day', 'alert'],
  devices: ['device', 'clock'],
  changes: [],
}
const ALL_EVENT_TYPES = Object.values(EVENT_TYPES).flat()
/** The same of the console's entries; null: all. */
const ENTRY_SUBJECTS: Record<AuditKind, readonly string[] | null> = {
  tickets: ['ticket'],
  floor: [],
  devices: ['device'],
  changes: null,
}

type Span = { readonly from: ServiceDay; readonly to: ServiceDay }
type Search = AuditPlace & {
  readonly query: AuditQuery
  readonly span: Span
  /** Those whom `query.person` may mean; null when nobody is named. */
  readonly people: People | null
  readonly after: Cursor | null
  readonly limit: number
}
type People = { readonly agents: readonly number[]; readonly employeeIds: readonly string[]; readonly pattern: string }
type Cursor = { readonly micros: number; readonly source: 'q' | 'c'; readonly id: string }

/** What happened at a center, newest first, a page at a time: the queue's events and what people changed at the console. */
export async function searchAudit(
  sql: Reader,
  place: AuditPlace,
  query: AuditQuery,
  now: InstantMs,
): Promise<AuditPage> {
  const people = await peopleMeant(sql, place, query.person ?? '')
  const span = spanOf(query, serviceDayOf(now, place.timeZone))
  // One more than a page, to know whether there is another.
  const search = { ...place, query, people, span, after: cursorOf(query), limit: AUDIT_PAGE_LINES + 1 }
  const [events, entries] = await Promise.all([eventsOf(sql, search), entriesOf(sql, search)])
  const lines = [...events, ...entries].sort(newestFirst)
  const shown = lines.slice(0, AUDIT_PAGE_LINES)
  const last = lines.length > AUDIT_PAGE_LINES ? shown.at(-1) : undefined
  const told = await withWayChanges(
    sql,
    place.center,
    shown.map(({ line }) => line),
  )
  return { lines: told, next: last ? `${last.micros}:${last.line.key}` : null }
}

/** Of a span that is too long, the end. */
export function spanOf({ from, to }: Pick<AuditQuery, 'from' | 'to'>, today: ServiceDay): Span {
  const last = to ?? (from && from > today ? from : today)
  const first = from ?? to ?? today
  if (first > last) return { from: last, to: last }
  const days = daysBetween(first, last)
  return { from: days >= SPAN_DAYS_MAX ? addDays(last, 1 - SPAN_DAYS_MAX) : first, to: last }
}

function cursorOf({ after }: AuditQuery): Cursor | null {
  const [micros = '', source, id = ''] = after?.split(':') ?? []
  return source === 'q' || source === 'c' ? { micros: Number(micros), source, id } : null
}

/** By a part of an employee id or of a name, in whatever letters. */
async function peopleMeant(sql: Reader, { center }: AuditPlace, typed: string): Promise<People | null> {
  if (typed === '') return null
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await sql<{ id: number; employeeId: string }[]>`
    select id, employee_id as "employeeId" from agents where center_id = ${center}
      and (employee_id ilike ${pattern} or first_name || ' ' || last_name ilike ${pattern})`
  return { agents: rows.map(({ id }) => id), employeeIds: rows.map(({ employeeId }) => employeeId), pattern }
}

async function eventsOf(sql: Reader, { center, query, span, people, after, limit }: Search): Promise<PlacedLine[]> {
  const types = query.kind ? EVENT_TYPES[query.kind] : ALL_EVENT_TYPES
  if (types.length === 0) return []
  const ticket = query.ticket ? `${query.ticket}.` : null
  // Of the same microsecond an event comes first: after one, the events below it; after an entry, none.
  const [micros, id] = after ? [after.micros, after.source === 'q' ? after.id : ''] : [null, null]
  const rows = await sql<EventColumns[]>`
    select id, (extract(epoch from at) * 1000000)::bigint::text as micros, type, device, actor, ticket_id,
      service_day as day, payload
    from queue_event
    where center_id = ${center} and service_day between ${span.from}::date and ${span.to}::date
      and split_part(type, '.', 1) = any (${types}::text[])
      and (${ticket}::text is null or starts_with(ticket_id, ${ticket}))
      and (${query.device ?? null}::text is null or device = ${query.device ?? null}
        or payload ->> 'subject' = ${query.device ?? null} or payload ->> 'on' = ${query.device ?? null})
      and (${people === null} or actor = any (${people?.agents ?? []}::integer[])
        or (type like 'staff.%' and payload ->> 'subject' = any (${people?.agents.map(String) ?? []}::text[])))
      and (${micros}::bigint is null or (at, id) < (timestamptz 'epoch' + ${micros} * interval '1 microsecond', ${id}))
    order by at desc, id desc limit ${limit}`
  return rows.map(placedEvent)
}

async function entriesOf(sql: Reader, search: Search): Promise<PlacedLine[]> {
  const { center, timeZone, query, span, people, after, limit } = search
  const subjects = query.kind ? ENTRY_SUBJECTS[query.kind] : null
  if (subjects?.length === 0) return []
  const { device = null, ticket = null } = query
  // After an event of the same microsecond all entries of it are still to come.
  const [micros, id] = after ? [after.micros, after.source === 'c' ? Number(after.id) : 2 ** 31 - 1] : [null, null]
  const rows = await sql<EntryColumns[]>`
    select id, (extract(epoch from at) * 1000000)::bigint::text as micros, action, employee_id, subject_kind as kind,
      subject_id as subject, before, after
    from audit_entries
    where center_id = ${center}
      and at >= ${span.from}::date::timestamp at time zone ${timeZone}
      and at < (${span.to}::date + 1)::timestamp at time zone ${timeZone}
      and (${subjects === null} or subject_kind = any (${subjects ?? []}::text[]))
      and (${device}::text is null or (subject_kind = 'device' and subject_id = ${device}))
      and (${ticket}::text is null or (subject_kind = 'ticket' and subject_id ~ ${`(^|[/:])${ticket ?? ''}(\\.|$)`}))
      and (${people === null} or employee_id ilike ${people?.pattern ?? ''}
        or employee_id = any (${people?.employeeIds ?? []}::text[]))
      and (${micros}::bigint is null or (at, id) < (timestamptz 'epoch' + ${micros} * interval '1 microsecond', ${id}::integer))
    order by at desc, id desc limit ${limit}`
  return rows.map(placedEntry)
}

/** All that was ever said of a ticket on a day, in the order in which it happened. */
export async function ticketLife(
  sql: Reader,
  place: AuditPlace,
  { ticket, day }: { readonly ticket: TicketNumber; readonly day: ServiceDay },
): Promise<AuditLine[]> {
  const span = { from: day, to: day }
  const search = { ...place, query: { ticket }, people: null, span, after: null, limit: LIFE_LINES_MAX }
  const placed = [...(await eventsOf(sql, search)), ...(await entriesOf(sql, search))].sort(newestFirst)
  const lines = placed.map(({ line }) => line).reverse()
  return await withWayChanges(sql, place.center, lines)
}
