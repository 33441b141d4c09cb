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

/**
 * What people and programs changed outside the queue, which keeps its own record: who, when, what it was and what it became.
 * Nobody changes or deletes a row (a trigger refuses). Nothing of a citizen enters, and no password, code or key.
 *
 * `employee_id` is the person's as it was then; null for a program. `subject_kind` and `subject_id` name what was changed.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: serial('id').primaryKey(),
    at: instant('at').notNull().defaultNow(),
    centerId: integer('center_id'),
    userId: integer('user_id'),
    employeeId: text('employee_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  table => [
    index('audit_entries_center_idx').on(table.centerId, table.at),
    index('audit_entries_subject_idx').on(table.subjectKind, table.subjectId),
    index('audit_entries_user_idx').on(table.userId, table.at),
  ],
)
