import { index, integer, jsonb, numeric, pgTable, serial, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/** Figures kept beyond the memory of the metrics server. */
export const systemMetrics = pgTable(
  'system_metrics',
  {
    id: serial('id').primaryKey(),
    metricName: text('metric_name').notNull(),
    metricValue: numeric('metric_value', { precision: 10, scale: 2, mode: 'number' }),
    metricUnit: text('metric_unit'),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    additionalData: jsonb('additional_data'),
  },
  table => [index('system_metrics_name_idx').on(table.metricName, table.recordedAt)],
)

/**
 * Faults worth a look. Nothing personal may enter: `request_data` holds the route and the problem codes, never the body that was sent;
 * `user_id` is an account of `users`, never a citizen.
 */
export const errorLogs = pgTable(
  'error_logs',
  {
    id: serial('id').primaryKey(),
    errorType: text('error_type').notNull(),
    errorMessage: text('error_message').notNull(),
    stackTrace: text('stack_trace'),
    userId: integer('user_id'),
    requestData: jsonb('request_data'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  table => [index('error_logs_created_at_idx').on(table.createdAt)],
)
