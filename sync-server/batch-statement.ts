import type { Database } from '@/lib/server/database'
import { entryRow, eventRow } from '@/lib/server/queue-rows'
import { type DocumentKey, documentName, type JournalEntry, type Ownership, type TicketStates } from './journal'

/** What is stored of one document in one commit. */
export type Batch = {
  readonly key: DocumentKey
  readonly owner: Ownership
  readonly entries: readonly JournalEntry[]
  readonly tickets: TicketStates
}

/**
 * One statement, so one transaction and one round trip: documents wait for this between two batches. Everything is joined
 * with the fence of its document, so that nothing is stored where it is not ours, where somebody else or a statement that
 * we gave up has stored meanwhile, or in a database that was restored or promoted under our feet. Rows travel as JSON, since an
 * upload of a whole day has more of them than a statement may have parameters.
 *
 * The projection is of states, not of changes: writing it again gives the same, and a refold can rebuild it.
 *
 * @returns the batches whose document is still ours; of the others nothing was stored
 */
export async function storeBatches(database: Database, batches: readonly Batch[]): Promise<ReadonlySet<Batch>> {
  const rows = rowsOf(batches)
  const stored = await database.sql<{ doc: string }[]>`
    with fence as (
      update sync_doc set head = ours.head + ours.count
      from jsonb_to_recordset(${rows.documents}::text::jsonb) as ours (doc text, epoch integer, head bigint, count integer)
      where sync_doc.doc = ours.doc and owner_epoch = ours.epoch and sync_doc.head = ours.head
        and exists (select from installation where fingerprint = database_fingerprint())
      returning sync_doc.doc, center_id, service_day, sync_doc.head, ours.head as head_before
    ),
    stored_updates as (
      insert into sync_update (doc, seq, device, bytes)
      select doc, head_before + place, device, decode(bytes, 'base64')
      from fence join jsonb_to_recordset(${rows.updates}::text::jsonb)
        as row (doc text, place integer, device text, bytes text) using (doc)
    ),
    stored_claims as (
      insert into sync_client (doc, client_id, device)
      select doc, client_id, device
      from fence join jsonb_to_recordset(${rows.claims}::text::jsonb)
        as row (doc text, client_id bigint, device text) using (doc)
      on conflict do nothing
    ),
    stored_events as (
      insert into queue_event
        (id, center_id, service_day, head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms, h_counter, payload)
      select id, center_id, service_day, fence.head, device, boot, seq, actor, type, ticket_id, based_on, at, h_ms,
        h_counter, payload
      from fence join jsonb_populate_recordset(null::queue_event, ${rows.events}::text::jsonb) as row
        using (center_id, service_day)
      on conflict (id) do nothing
    ),
    stored_seals as (
      insert into sync_seal (doc, event_id, device, client_id, from_clock, to_clock)
      select doc, seal, device, client, from_clock, end_clock
      from fence join jsonb_to_recordset(${rows.seals}::text::jsonb)
        as row (doc text, seal text, device text, client bigint, from_clock bigint, end_clock bigint) using (doc)
      on conflict do nothing
    ),
    stored_alerts as (
      insert into queue_alert (event_id, center_id, service_day, device, type)
      select id, center_id, service_day, device, type
      from fence join jsonb_to_recordset(${rows.alerts}::text::jsonb)
        as row (doc text, id text, device text, type text) using (doc)
      on conflict do nothing
    ),
    stored_tickets as (
      insert into queue_entries
        (center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id, priority_level,
         status, check_in_time, called_time, service_start_time, service_end_time, estimated_wait_time, language, print_state,
         duplicate_of, closing_code, head)
      select center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_agent_id, assigned_station_id,
        priority_level, status, check_in_time, called_time, service_start_time, service_end_time, estimated_wait_time, language,
        print_state, duplicate_of, closing_code, fence.head
      from fence join jsonb_populate_recordset(null::queue_entries, ${rows.tickets}::text::jsonb) as row
        using (center_id, service_day)
      on conflict (center_id, service_day, ticket_id) do update set
        service_type_id = excluded.service_type_id, assigned_agent_id = excluded.assigned_agent_id,
        assigned_station_id = excluded.assigned_station_id, priority_level = excluded.priority_level, status = excluded.status,
        check_in_time = excluded.check_in_time, called_time = excluded.called_time,
        service_start_time = excluded.service_start_time, service_end_time = excluded.service_end_time,
        estimated_wait_time = excluded.estimated_wait_time, print_state = excluded.print_state, duplicate_of = excluded.duplicate_of, closing_code = excluded.closing_code, head = excluded.head, updated_at = now()
      where queue_entries.head < excluded.head
    ),
    removed_tickets as (
      delete from queue_entries using fence, jsonb_to_recordset(${rows.gone}::text::jsonb) as row (doc text, id text)
      where row.doc = fence.doc and queue_entries.center_id = fence.center_id
        and queue_entries.service_day = fence.service_day and queue_entries.ticket_id = row.id
    )
    select doc from fence`
  const ours = new Set(stored.map(({ doc }) => doc))
  return new Set(batches.filter(({ key }) => ours.has(documentName(key))))
}

/** What `storeBatches` stores, table by table, as JSON. In one pass: most batches are one event, and most tables get nothing. */
function rowsOf(batches: readonly Batch[]) {
  const documents: object[] = []
  const updates: object[] = []
  const claims: object[] = []
  const seals: object[] = []
  const alerts: object[] = []
  const events: object[] = []
  const tickets: object[] = []
  const gone: object[] = []
  for (const { key, owner, entries, tickets: states } of batches) {
    const doc = documentName(key)
    const place = { center_id: key.center, service_day: key.day }
    documents.push({ doc, epoch: owner.epoch, head: owner.head, count: entries.length })
    let number = 0
    for (const entry of entries) {
      number++
      updates.push({ doc, place: number, device: entry.device, bytes: base64(entry.update) })
      for (const [client_id, owns] of entry.claimed) claims.push({ doc, client_id, device: owns })
      for (const { seal, device: by, client, from, end } of entry.seals)
        seals.push({ doc, seal, device: by, client, from_clock: from, end_clock: end })
      for (const { id, device: by, type } of entry.alerts) alerts.push({ doc, id, device: by, type })
      for (const event of entry.events) events.push(Object.assign(eventRow(event), place))
    }
    for (const [id, ticket] of states) {
      if (ticket) tickets.push(entryRow(key, 0, ticket))
      else gone.push({ doc, id })
    }
  }
  return {
    documents: JSON.stringify(documents),
    updates: JSON.stringify(updates),
    claims: JSON.stringify(claims),
    seals: JSON.stringify(seals),
    alerts: JSON.stringify(alerts),
    events: JSON.stringify(events),
    tickets: JSON.stringify(tickets),
    gone: JSON.stringify(gone),
  }
}

function base64({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('base64')
}
