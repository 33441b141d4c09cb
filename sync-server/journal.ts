import type { QueueEvent } from '@/lib/domain/events'
import { type CenterId, DeviceId, type ServiceDay, type TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import type { SealRecord } from '@/lib/replica/seals'
import type { Database } from '@/lib/server/database'
import { currentIncarnation } from '@/lib/server/installation'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { entryRow, eventRow } from '@/lib/server/queue-rows'

/** One document: the queue of a center on a service day. */
export type DocumentKey = { readonly center: CenterId; readonly day: ServiceDay }

export function documentName({ center, day }: DocumentKey): string {
  return `${center}/${day}`
}

/** One accepted update with what it says. */
export type JournalEntry = {
  /** Who brought it. */
  readonly device: DeviceId
  readonly update: Uint8Array
  /** Yjs clients that this update is the first of, and whose they are. */
  readonly claimed: ReadonlyMap<number, DeviceId>
  /** Whose logs it makes longer: the bringer's, and others' as far as they are sealed. */
  readonly writers: ReadonlySet<DeviceId>
  readonly events: readonly QueueEvent[]
  readonly seals: readonly SealRecord[]
  /** Events that were kept and count for nothing, since their authors had no right to them. */
  readonly alerts: readonly QueueEvent[]
}

/** Tickets as they are after the entries; null for one that counts no more. */
export type TicketStates = ReadonlyMap<TicketId, Ticket | null>

export type OpenedDocument = {
  readonly incarnation: string
  /** Fences out an owner of before: its next commit changes no row. */
  readonly epoch: number
  readonly updates: readonly Uint8Array[]
  readonly claims: ReadonlyMap<number, DeviceId>
  /** How far each Yjs client is sealed. */
  readonly sealed: ReadonlyMap<number, number>
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
    append: (key, epoch, entries, tickets) => appendEntries(database, key, epoch, entries, tickets),
  }
}

async function openDocument(sql: TransactionSql, key: DocumentKey): Promise<OpenedDocument> {
  const doc = documentName(key)
  const [row] = await sql<{ owner_epoch: number }[]>`
    insert into sync_doc (doc, center_id, service_day) values (${doc}, ${key.center}, ${key.day})
    on conflict (doc) do update set owner_epoch = sync_doc.owner_epoch + 1
    returning owner_epoch`
  if (!row) throw new Error(`document ${doc} could not be opened`)
  const updates = await sql<{ bytes: Buffer }[]>`select bytes from sync_update where doc = ${doc} order by seq`
  const claims = await sql<{ client_id: number; device: string }[]>`
    select client_id, device from sync_client where doc = ${doc}`
  const seals = await sql<{ client_id: number; sealed_to: number }[]>`
    select client_id, max(to_clock) as sealed_to from sync_seal where doc = ${doc} group by client_id`
  return {
    incarnation: await currentIncarnation(sql),
    epoch: row.owner_epoch,
    updates: updates.map(({ bytes }) => new Uint8Array(bytes)),
    claims: new Map(claims.map(claim => [claim.client_id, DeviceId.parse(claim.device)])),
    sealed: new Map(seals.map(seal => [seal.client_id, seal.sealed_to])),
  }
}

/**
 * One statement, so one transaction and one round trip: a document waits for this between two batches. Everything is
 * joined with the fence, so that nothing is stored where the fence is not ours, or in a database that was restored or
 * promoted under our feet. Rows travel as JSON, since an upload of a
 * whole day has more of them than a statement may have parameters.
 *
 * The projection is of states, not of changes: writing it again gives the same, and a refold can rebuild it.
 */
async function appendEntries(
  database: Database,
  key: DocumentKey,
  epoch: number,
  entries: readonly JournalEntry[],
  tickets: TicketStates,
): Promise<void> {
  const rows = rowsOf(entries, tickets, key)
  const stored = await database.sql`
    with fence as (
      update sync_doc set head = head + ${entries.length}::integer
      where doc = ${documentName(key)} and owner_epoch = ${epoch}
        and exists (select from installation where fingerprint = database_fingerprint())
      returning doc, center_id, service_day, head
    ),
    stored_updates as (
      insert into sync_update (doc, seq, device, bytes)
      select doc, head - ${entries.length}::integer + place, device, decode(bytes, 'base64')
      from fence, jsonb_to_recordset(${rows.updates}::text::jsonb) as row (place integer, device text, bytes text)
    ),
    stored_claims as (
      insert into sync_client (doc, client_id, device)
      select doc, client_id, device
      from fence, jsonb_to_recordset(${rows.claims}::text::jsonb) as row (client_id bigint, device text)
      on conflict do nothing
    ),
    stored_events as (
      insert into queue_event
        (id, center_id, service_day, head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms, h_counter, payload)
      select id, fence.center_id, fence.service_day, fence.head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms,
        h_counter, payload
      from fence, jsonb_populate_recordset(null::queue_event, ${rows.events}::text::jsonb) as row
      on conflict (id) do nothing
    ),
    stored_seals as (
      insert into sync_seal (doc, event_id, device, client_id, from_clock, to_clock)
      select doc, seal, device, client, from_clock, end_clock
      from fence, jsonb_to_recordset(${rows.seals}::text::jsonb)
        as row (seal text, device text, client bigint, from_clock bigint, end_clock bigint)
      on conflict do nothing
    ),
    stored_alerts as (
      insert into queue_alert (event_id, center_id, service_day, device, type)
      select id, fence.center_id, fence.service_day, device, type
      from fence, jsonb_to_recordset(${rows.alerts}::text::jsonb) as row (id text, device text, type text)
      on conflict do nothing
    ),
    stored_tickets as (
      insert into queue_entries
        (center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id, priority_level,
         status, check_in_time, called_time, service_start_time, service_end_time, language, print_state, duplicate_of, head)
      select fence.center_id, fence.service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id,
        priority_level, status, check_in_time, called_time, service_start_time, service_end_time, language, print_state,
        duplicate_of, fence.head
      from fence, jsonb_populate_recordset(null::queue_entries, ${rows.tickets}::text::jsonb) as row
      on conflict (center_id, service_day, ticket_id) do update set
        service_type_id = excluded.service_type_id, assigned_agent_id = excluded.assigned_agent_id,
        assigned_station_id = excluded.assigned_station_id, priority_level = excluded.priority_level, status = excluded.status,
        check_in_time = excluded.check_in_time, called_time = excluded.called_time,
        service_start_time = excluded.service_start_time, service_end_time = excluded.service_end_time,
        print_state = excluded.print_state, duplicate_of = excluded.duplicate_of, head = excluded.head, updated_at = now()
      where queue_entries.head < excluded.head
    ),
    removed_tickets as (
      delete from queue_entries using fence
      where queue_entries.center_id = fence.center_id and queue_entries.service_day = fence.service_day
        and ticket_id in (select jsonb_array_elements_text(${rows.gone}::text::jsonb))
    )
    select head from fence`
  if (stored.length === 0) throw new FencedOut(documentName(key))
}

/** What `appendEntries` stores, table by table, as JSON. */
function rowsOf(entries: readonly JournalEntry[], tickets: TicketStates, key: DocumentKey) {
  const updates = entries.map(({ device, update }, index) => ({
    place: index + 1,
    device,
    bytes: Buffer.from(update.buffer, update.byteOffset, update.length).toString('base64'),
  }))
  const claims = entries.flatMap(({ claimed }) =>
    [...claimed].map(([client, device]) => ({ client_id: client, device })),
  )
  const seals = entries.flatMap(entry =>
    entry.seals.map(({ seal, device, client, from, end }) => ({
      seal,
      device,
      client,
      from_clock: from,
      end_clock: end,
    })),
  )
  const alerts = entries.flatMap(entry => entry.alerts.map(({ id, device, type }) => ({ id, device, type })))
  const states = [...tickets.values()].flatMap(ticket => (ticket ? [entryRow(key, 0, ticket)] : []))
  const gone = [...tickets].flatMap(([id, ticket]) => (ticket ? [] : [id]))
  return {
    updates: JSON.stringify(updates),
    claims: JSON.stringify(claims),
    seals: JSON.stringify(seals),
    alerts: JSON.stringify(alerts),
    events: JSON.stringify(entries.flatMap(({ events }) => events.map(eventRow))),
    tickets: JSON.stringify(states),
    gone: JSON.stringify(gone),
  }
}
