import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, integer53 } from './columns'

/**
 * The tickets as the queue's events left them: a projection. It can be emptied and built again from `queue_event`.
 *
 * It has no foreign key, on purpose. A device that was offline may deliver a ticket whose service, station, agent or citizen this
 * database does not have yet (after a restore, say, or because the citizen's data travels by another road). A foreign key would then
 * refuse the transaction that stores the event itself, and a printed ticket would never become durable here. For the same reason the
 * ticket's number is not unique: if two devices ever had one digit (after a restore of an old backup), both citizens stay in the queue.
 *
 * It is partitioned by month of `service_day`, so its key holds that column: Postgres asks for it. `head` is the document cursor at
 * which the row was last written; an older projection must not overwrite a newer one (`where queue_entries.head < excluded.head`).
 * `estimated_wait_time` (what the check-in foretold; null when it was unknown) and `actual_wait_time` are whole minutes.
 */
export const queueEntries = pgTable(
  'queue_entries',
  {
    centerId: integer('center_id').notNull(),
    serviceDay: date('service_day').notNull(),
    ticketId: text('ticket_id').notNull(),
    ticketNumber: text('ticket_number').notNull(),
    citizenId: uuid('citizen_id'),
    serviceTypeId: integer('service_type_id').notNull(),
    assignedAgentId: integer('assigned_agent_id'),
    assignedStationId: integer('assigned_station_id'),
    priorityLevel: integer('priority_level').notNull(),
    status: text('status', {
      enum: ['waiting', 'called', 'in_progress', 'parked', 'completed', 'cancelled', 'no_show', 'duplicate'],
    })
      .notNull()
      .default('waiting'),
    checkInTime: instant('check_in_time').notNull(),
    calledTime: instant('called_time'),
    serviceStartTime: instant('service_start_time'),
    serviceEndTime: instant('service_end_time'),
    estimatedWaitTime: integer('estimated_wait_time'),
    actualWaitTime: integer('actual_wait_time').generatedAlwaysAs(
      sql`floor(extract(epoch from (called_time - check_in_time)) / 60)::integer`,
    ),
    language: text('language', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    printState: text('print_state', { enum: ['issued', 'printed', 'print_failed'] })
      .notNull()
      .default('issued'),
    duplicateOf: text('duplicate_of'),
    /** Why it ended (PRODUCT's closing codes); null while it lives. */
    closingCode: text('closing_code'),
    notes: text('notes'),
    head: integer53('head').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ name: 'queue_entries_pkey', columns: [table.centerId, table.serviceDay, table.ticketId] }),
    index('queue_entries_ticket_number_idx').on(table.centerId, table.serviceDay, table.ticketNumber),
    index('queue_entries_status_idx').on(table.centerId, table.serviceDay, table.status),
    index('queue_entries_agent_idx').on(table.assignedAgentId),
    index('queue_entries_check_in_idx').on(table.checkInTime),
    index('queue_entries_waiting_idx')
      .on(table.centerId, table.serviceDay, table.priorityLevel, table.checkInTime)
      .where(sql`status = 'waiting'`),
    check(
      'queue_entries_status_check',
      sql`${table.status} in ('waiting', 'called', 'in_progress', 'parked', 'completed', 'cancelled', 'no_show', 'duplicate')`,
    ),
    check('queue_entries_language_check', sql`${table.language} in ('fr', 'en')`),
    check('queue_entries_print_state_check', sql`${table.printState} in ('issued', 'printed', 'print_failed')`),
  ],
)

/**
 * Tickets that a closed day left to the next one. Whoever closes the day tells these citizens `to_number`; the server gives it
 * when it opens `to_day`, which is null until then.
 */
export const carriedTickets = pgTable(
  'carried_tickets',
  {
    centerId: integer('center_id').notNull(),
    fromDay: date('from_day').notNull(),
    ticketId: text('ticket_id').notNull(),
    toNumber: text('to_number').notNull(),
    toDay: date('to_day'),
    serviceTypeId: integer('service_type_id').notNull(),
    priorityLevel: integer('priority_level').notNull(),
    language: text('language', { enum: ['fr', 'en'] }).notNull(),
    isVulnerable: boolean('is_vulnerable').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ name: 'carried_tickets_pkey', columns: [table.centerId, table.fromDay, table.ticketId] }),
    index('carried_tickets_open_idx').on(table.centerId).where(sql`to_day is null`),
  ],
)
