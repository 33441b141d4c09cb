import { date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea, instant, integer53 } from './columns'

/**
 * One document: the queue of one center on one service day. `doc` is `<center>/<service_day>`.
 *
 * A writer first takes this row (`set head = head + n where doc = ? and owner_epoch = ?`). That is the fence: `head` is a commit-ordered
 * cursor, and a process that no longer owns the document changes no row.
 */
export const syncDoc = pgTable(
  'sync_doc',
  {
    doc: text('doc').primaryKey(),
    centerId: integer('center_id').notNull(),
    serviceDay: date('service_day').notNull(),
    head: integer53('head').notNull().default(0),
    ownerEpoch: integer('owner_epoch').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  table => [index('sync_doc_day_idx').on(table.centerId, table.serviceDay)],
)

/** The journal: each accepted CRDT update, byte for byte, in commit order. */
export const syncUpdate = pgTable(
  'sync_update',
  {
    doc: text('doc').notNull(),
    seq: integer53('seq').notNull(),
    device: text('device').notNull(),
    bytes: bytea('bytes').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  table => [primaryKey({ name: 'sync_update_pkey', columns: [table.doc, table.seq] })],
)

/**
 * A document as it was at `head`, in one piece: a server that starts reads this and what came after, instead of a whole day
 * one by one. Written now and then; nothing but time is lost with it.
 */
export const syncSnapshot = pgTable('sync_snapshot', {
  doc: text('doc').primaryKey(),
  head: integer53('head').notNull(),
  bytes: bytea('bytes').notNull(),
})

/** Which device a Yjs client id belongs to. Durable, so a restart of the server does not let another device take the id over. */
export const syncClient = pgTable(
  'sync_client',
  {
    doc: text('doc').notNull(),
    clientId: integer53('client_id').notNull(),
    device: text('device').notNull(),
  },
  table => [primaryKey({ name: 'sync_client_pkey', columns: [table.doc, table.clientId] })],
)

/**
 * The record: every fact about a ticket or station, never changed. `service_logs` is a view over it.
 *
 * `id` is `<device>.<boot>.<seq>`, unique for ever, so storing an event twice is harmless (`on conflict do nothing`). `head` is the
 * document cursor of the transaction that stored it. `h_ms` and `h_counter` are the hybrid clock; `at` is the instant the author claimed.
 * `actor` is an agent's id, null where no person acted. There is no foreign key, for the reason given at `queue_entries`.
 */
export const queueEvent = pgTable(
  'queue_event',
  {
    id: text('id').primaryKey(),
    centerId: integer('center_id').notNull(),
    serviceDay: date('service_day').notNull(),
    head: integer53('head').notNull(),
    device: text('device').notNull(),
    boot: integer53('boot').notNull(),
    seq: integer('seq').notNull(),
    actor: integer('actor'),
    type: text('type').notNull(),
    ticketId: text('ticket_id'),
    basedOn: text('based_on'),
    at: instant('at').notNull(),
    hMs: integer53('h_ms').notNull(),
    hCounter: integer('h_counter').notNull(),
    payload: jsonb('payload').notNull().default({}),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  table => [
    index('queue_event_head_idx').on(table.centerId, table.serviceDay, table.head),
    index('queue_event_ticket_idx').on(table.centerId, table.serviceDay, table.ticketId),
  ],
)

/**
 * Who sealed what: elements `from_clock` to below `to_clock` of one Yjs client, verified with the key of the device. `event_id` is the
 * seal itself. A copy for reading: the proof is in the document.
 */
export const syncSeal = pgTable(
  'sync_seal',
  {
    doc: text('doc').notNull(),
    eventId: text('event_id').notNull(),
    device: text('device').notNull(),
    clientId: integer53('client_id').notNull(),
    fromClock: integer53('from_clock').notNull(),
    toClock: integer53('to_clock').notNull(),
    verifiedAt: instant('verified_at').notNull().defaultNow(),
  },
  table => [primaryKey({ name: 'sync_seal_pkey', columns: [table.doc, table.eventId] })],
)

/** Events that are kept and ignored, since their author had no right to say them. Supervisors see them. */
export const queueAlert = pgTable(
  'queue_alert',
  {
    eventId: text('event_id').primaryKey(),
    centerId: integer('center_id').notNull(),
    serviceDay: date('service_day').notNull(),
    device: text('device').notNull(),
    type: text('type').notNull(),
    raisedAt: instant('raised_at').notNull().defaultNow(),
  },
  table => [index('queue_alert_day_idx').on(table.centerId, table.serviceDay)],
)
