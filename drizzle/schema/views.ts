import { bigint, date, integer, jsonb, numeric, pgMaterializedView, pgView, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'

// The definitions are in the migrations, since drizzle-kit only knows what it wrote itself. These lines give typed reads; the drift test
// compares them with the database.

/** What happened to a ticket, step by step: the ticket events of `queue_event`, which is the one place where they are stored. */
export const serviceLogs = pgView('service_logs', {
  id: text('id'),
  centerId: integer('center_id'),
  serviceDay: date('service_day'),
  queueEntryId: text('queue_entry_id'),
  agentId: integer('agent_id'),
  action: text('action'),
  details: jsonb('details'),
  timestamp: instant('timestamp'),
}).existing()

/**
 * One row per station for the console's first page, for today in the center's own time zone. A job refreshes it; reading is cheap.
 *
 * `current_queue_length` counts the waiting tickets that the station could call: nobody is assigned to a station before the call.
 */
export const dashboardSummary = pgMaterializedView('dashboard_summary', {
  centerId: integer('center_id'),
  stationId: integer('station_id'),
  stationName: text('station_name'),
  currentQueueLength: bigint('current_queue_length', { mode: 'number' }),
  avgWaitTime: numeric('avg_wait_time', { mode: 'number' }),
  oldestWaiting: instant('oldest_waiting'),
  agentStatus: text('agent_status'),
}).existing()
