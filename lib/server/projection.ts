import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import type { Database } from './database'
import type { TransactionSql } from './postgres-client'
import { type DayOfCenter, entryRow, eventOfRow } from './queue-rows'

/** Where a row of `queue_entries` is not what its events amount to. */
export type ProjectionDifference = {
  readonly ticket: string
  readonly kind: 'missing' | 'surplus' | 'different'
  /** Column by column, what is stored and what the events say; empty for a row that is missing or too many. */
  readonly columns: readonly { readonly name: string; readonly stored: unknown; readonly folded: unknown }[]
}

/** What others than the fold write into a ticket's row. A rebuild leaves it as it is. */
const NOT_OF_THE_FOLD = ['citizen_id', 'actual_wait_time', 'notes', 'head', 'created_at', 'updated_at']

/** Every day that the database knows anything of, oldest first. */
export async function daysOf(database: Database): Promise<DayOfCenter[]> {
  const rows = await database.sql<{ center: number; day: string }[]>`
    select center_id as center, service_day as day from sync_doc
    union select center_id, service_day from queue_event
    union select center_id, service_day from queue_entries
    order by day, center`
  return rows.map(({ center, day }) => ({ center: CenterId.parse(center), day: ServiceDay.parse(day) }))
}

/**
 * Compares a day's `queue_entries` with the fold of its `queue_event`. Changes nothing and holds nobody up: events and tickets of one
 * transaction are seen together, or not at all.
 *
 * @throws DamagedEvent
 */
export function checkProjection(database: Database, key: DayOfCenter): Promise<ProjectionDifference[]> {
  return database.begin(async sql => {
    await sql`set transaction isolation level repeatable read, read only`
    return (await compare(sql, key)).differences
  })
}

/**
 * Folds a day from `queue_event` alone and replaces the rows of `queue_entries` that differ.
 *
 * It holds the document's row meanwhile, so no sync server stores anything of the day. When rows differ, the owner is fenced out: a
 * statement of his that waits here was planned before the rebuild, and would not see the rows it makes. His room then ends, and his
 * devices come back to one that is loaded anew; what was not stored is still with them. When nothing differs, nobody notices.
 *
 * @returns what differed
 * @throws DamagedEvent
 */
export function rebuildProjection(database: Database, key: DayOfCenter): Promise<ProjectionDifference[]> {
  return database.begin(async sql => {
    await lockDocument(sql, key)
    const { differences, rows } = await compare(sql, key)
    if (differences.length > 0) await replace(sql, key, { differences, rows })
    return differences
  })
}

async function lockDocument(sql: TransactionSql, { center, day }: DayOfCenter): Promise<void> {
  const doc = `${center}/${day}`
  await sql`
    insert into sync_doc (doc, center_id, service_day) select ${doc}, ${center}, ${day}
    where exists (select from queue_event where center_id = ${center} and service_day = ${day})
      or exists (select from queue_entries where center_id = ${center} and service_day = ${day})
    on conflict (doc) do nothing`
  await sql`select 1 from sync_doc where doc = ${doc} for update`
}

type Row = Readonly<Record<string, unknown>>
type Comparison = { readonly differences: ProjectionDifference[]; readonly rows: readonly Row[] }

/** Both sides as Postgres writes them, so that an instant or a text is equal only to itself. */
async function compare(sql: TransactionSql, key: DayOfCenter): Promise<Comparison> {
  const rows = await foldedRows(sql, key)
  const unequal = await sql<{ ticket: string; stored: Row | null; folded: Row | null }[]>`
    with folded as (
      select ticket_id as ticket, to_jsonb(row) - ${NOT_OF_THE_FOLD}::text[] as folded
      from jsonb_populate_recordset(null::queue_entries, ${JSON.stringify(rows)}::text::jsonb) as row
    ),
    stored as (
      select ticket_id as ticket, to_jsonb(row) - ${NOT_OF_THE_FOLD}::text[] as stored
      from queue_entries as row where center_id = ${key.center} and service_day = ${key.day}
    )
    select ticket, stored, folded from folded full join stored using (ticket)
    where stored is distinct from folded order by ticket`
  return { rows, differences: unequal.map(differenceOf) }
}

async function foldedRows(sql: TransactionSql, key: DayOfCenter): Promise<Row[]> {
  const fold = new QueueFold()
  fold.add(await readEvents(sql, key))
  return [...fold.tickets.values()].map(ticket => entryRow(key, 0, ticket))
}

/**
 * The events of a day that this program knows, as they were stored.
 * @throws DamagedEvent
 */
export async function readEvents(sql: Database['sql'], { center, day }: DayOfCenter): Promise<QueueEvent[]> {
  const stored = await sql`
    select id, device, actor, type, ticket_id, based_on, h_ms, h_counter, payload from queue_event
    where center_id = ${center} and service_day = ${day} order by head`
  return stored.map(eventOfRow).filter((event): event is QueueEvent => event !== null)
}

function differenceOf(row: { ticket: string; stored: Row | null; folded: Row | null }): ProjectionDifference {
  const { ticket, stored, folded } = row
  if (!stored || !folded) return { ticket, kind: stored ? 'surplus' : 'missing', columns: [] }
  const columns = Object.keys(folded)
    .map(name => ({ name, stored: stored[name], folded: folded[name] }))
    .filter(column => column.stored !== column.folded)
  return { ticket, kind: 'different', columns }
}

/** Readers follow `head`: what was wrong gets a new one, so that whoever has read it reads it again. */
async function replace(sql: TransactionSql, { center, day }: DayOfCenter, { differences, rows }: Comparison) {
  const surplus = differences.filter(({ kind }) => kind === 'surplus').map(({ ticket }) => ticket)
  const wrong = new Set(differences.map(({ ticket }) => ticket))
  const right = rows.filter(row => wrong.has(String(row.ticket_id)))
  await sql`
    delete from queue_entries where center_id = ${center} and service_day = ${day} and ticket_id = any (${surplus})`
  await sql`
    with fence as (
      update sync_doc set head = head + 1, owner_epoch = owner_epoch + 1 where doc = ${`${center}/${day}`} returning head
    )
    insert into queue_entries
      (center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id, priority_level,
       status, check_in_time, called_time, service_start_time, service_end_time, estimated_wait_time, language, print_state,
       duplicate_of, closing_code, head)
    select center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id,
      priority_level, status, check_in_time, called_time, service_start_time, service_end_time, estimated_wait_time, language,
      print_state, duplicate_of, closing_code, fence.head
    from fence, jsonb_populate_recordset(null::queue_entries, ${JSON.stringify(right)}::text::jsonb) as row
    on conflict (center_id, service_day, ticket_id) do update set
      ticket_number = excluded.ticket_number, service_type_id = excluded.service_type_id,
      assigned_agent_id = excluded.assigned_agent_id, assigned_station_id = excluded.assigned_station_id,
      priority_level = excluded.priority_level, status = excluded.status, check_in_time = excluded.check_in_time,
      called_time = excluded.called_time, service_start_time = excluded.service_start_time,
      service_end_time = excluded.service_end_time, estimated_wait_time = excluded.estimated_wait_time,
      language = excluded.language, print_state = excluded.print_state, duplicate_of = excluded.duplicate_of,
      closing_code = excluded.closing_code, head = excluded.head, updated_at = now()`
}
