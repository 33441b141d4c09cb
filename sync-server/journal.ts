import type { QueueEvent } from '@/lib/domain/events'
import { type CenterId, DeviceId, type EventId, eventIdParts, type ServiceDay, type TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { entryRow } from './queue-entry-row'

/** One document: the queue of a center on a service day. */
export type DocumentKey = { readonly center: CenterId; readonly day: ServiceDay }

export function documentName({ center, day }: DocumentKey): string {
  return `${center}/${day}`
}

/** One accepted update with what it says. */
export type JournalEntry = {
  readonly device: DeviceId
  readonly update: Uint8Array
  /** Yjs clients that this update is the first of. */
  readonly claimed: readonly number[]
  readonly events: readonly QueueEvent[]
}

/** Tickets as they are after the entries; null for one that counts no more. */
export type TicketStates = ReadonlyMap<TicketId, Ticket | null>

export type OpenedDocument = {
  readonly incarnation: string
  /** Fences out an owner of before: its next commit changes no row. */
  readonly epoch: number
  readonly updates: readonly Uint8Array[]
  readonly claims: ReadonlyMap<number, DeviceId>
}

/** Another process owns the document now. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut'
}

export type Journal = {
  open(key: DocumentKey): Promise<OpenedDocument>
  /**
   * Stores entries and the tickets they changed, all or nothing. Storing an event twice is harmless.
   * @throws FencedOut; whatever the database throws (see `isDatabaseAway`)
   */
  append(key: DocumentKey, epoch: number, entries: readonly JournalEntry[], tickets: TicketStates): Promise<void>
}

export function postgresJournal(database: Database): Journal {
  return {
    open: key => database.begin(sql => openDocument(sql, key)),
    append: (key, epoch, entries, tickets) =>
      database.begin(async sql => {
        const head = await takeFence(sql, key, epoch, entries.length)
        // Sent without waiting for one another: one round trip.
        await Promise.all([
          insertUpdates(sql, key, head, entries),
          insertClaims(sql, key, entries),
          insertEvents(sql, key, head, entries),
          upsertTickets(sql, key, head, tickets),
          deleteTickets(sql, key, tickets),
        ])
      }),
  }
}

async function openDocument(sql: TransactionSql, key: DocumentKey): Promise<OpenedDocument> {
  const doc = documentName(key)
  const [row] = await sql<{ incarnation: string; owner_epoch: number }[]>`
    insert into sync_doc (doc, center_id, service_day) values (${doc}, ${key.center}, ${key.day})
    on conflict (doc) do update set owner_epoch = sync_doc.owner_epoch + 1
    returning incarnation, owner_epoch`
  if (!row) throw new Error(`document ${doc} could not be opened`)
  const updates = await sql<{ bytes: Buffer }[]>`select bytes from sync_update where doc = ${doc} order by seq`
  const claims = await sql<{ client_id: number; device: string }[]>`
    select client_id, device from sync_client where doc = ${doc}`
  return {
    incarnation: row.incarnation,
    epoch: row.owner_epoch,
    updates: updates.map(({ bytes }) => new Uint8Array(bytes)),
    claims: new Map(claims.map(claim => [claim.client_id, DeviceId.parse(claim.device)])),
  }
}

/** Takes the next `count` places of the document; `head` is the last of them. */
async function takeFence(sql: TransactionSql, key: DocumentKey, epoch: number, count: number): Promise<number> {
  const [row] = await sql<{ head: number }[]>`
    update sync_doc set head = head + ${count} where doc = ${documentName(key)} and owner_epoch = ${epoch} returning head`
  if (!row) throw new FencedOut(documentName(key))
  return row.head
}

async function insertUpdates(
  sql: TransactionSql,
  key: DocumentKey,
  head: number,
  entries: readonly JournalEntry[],
): Promise<void> {
  const doc = documentName(key)
  const rows = entries.map(({ device, update }, index) => ({
    doc,
    seq: head - entries.length + 1 + index,
    device,
    bytes: Buffer.from(update),
  }))
  if (rows.length > 0) await sql`insert into sync_update ${sql(rows)}`
}

async function insertClaims(sql: TransactionSql, key: DocumentKey, entries: readonly JournalEntry[]): Promise<void> {
  const doc = documentName(key)
  const rows = entries.flatMap(({ device, claimed }) => claimed.map(client => ({ doc, client_id: client, device })))
  if (rows.length > 0) await sql`insert into sync_client ${sql(rows)} on conflict do nothing`
}

/** As one JSON parameter: an upload of a whole day has more rows than a statement may have parameters. */
async function insertEvents(
  sql: TransactionSql,
  key: DocumentKey,
  head: number,
  entries: readonly JournalEntry[],
): Promise<void> {
  const rows = entries.flatMap(({ events }) => events.map(event => eventRow(key, head, event)))
  if (rows.length === 0) return
  await sql`
    insert into queue_event
      (id, center_id, service_day, head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms, h_counter, payload)
    select id, center_id, service_day, head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms, h_counter, payload
    from jsonb_populate_recordset(null::queue_event, ${sql.json(rows)})
    on conflict (id) do nothing`
}

function eventRow(key: DocumentKey, head: number, event: QueueEvent) {
  const { id, h, device, actor, type, v: _version, ...rest } = event
  const { ticket, basedOn, ...payload } = { ticket: null, basedOn: null, ...rest }
  return {
    id,
    center_id: key.center,
    service_day: key.day,
    head,
    device,
    ...bootAndSeq(id),
    actor,
    type,
    ticket_id: ticket,
    based_on: basedOn,
    at: new Date(h[0]).toISOString(),
    h_ms: h[0],
    h_counter: h[1],
    payload,
  }
}

function bootAndSeq(id: EventId): { readonly boot: number; readonly seq: number } {
  const { boot, seq } = eventIdParts(id)
  return { boot, seq }
}

/** The projection is of states, not of changes: writing it again gives the same, and a refold can rebuild it. */
async function upsertTickets(
  sql: TransactionSql,
  key: DocumentKey,
  head: number,
  tickets: TicketStates,
): Promise<void> {
  const rows = [...tickets.values()].flatMap(ticket => (ticket ? [entryRow(key, head, ticket)] : []))
  if (rows.length === 0) return
  await sql`
    insert into queue_entries
      (center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id, priority_level,
       status, check_in_time, called_time, service_start_time, service_end_time, language, print_state, duplicate_of, head)
    select center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id, priority_level,
       status, check_in_time, called_time, service_start_time, service_end_time, language, print_state, duplicate_of, head
    from jsonb_populate_recordset(null::queue_entries, ${sql.json(rows)})
    on conflict (center_id, service_day, ticket_id) do update set
      service_type_id = excluded.service_type_id, assigned_agent_id = excluded.assigned_agent_id,
      assigned_station_id = excluded.assigned_station_id, priority_level = excluded.priority_level, status = excluded.status,
      check_in_time = excluded.check_in_time, called_time = excluded.called_time,
      service_start_time = excluded.service_start_time, service_end_time = excluded.service_end_time,
      print_state = excluded.print_state, duplicate_of = excluded.duplicate_of, head = excluded.head, updated_at = now()
    where queue_entries.head < excluded.head`
}

async function deleteTickets(sql: TransactionSql, key: DocumentKey, tickets: TicketStates): Promise<void> {
  const gone = [...tickets].flatMap(([id, ticket]) => (ticket ? [] : [id]))
  if (gone.length === 0) return
  await sql`
    delete from queue_entries
    where center_id = ${key.center} and service_day = ${key.day} and ticket_id in ${sql(gone)}`
}
