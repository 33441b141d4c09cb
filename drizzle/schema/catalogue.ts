import { sql } from 'drizzle-orm'
import { boolean, char, check, index, integer, jsonb, pgTable, serial, text, time, unique } from 'drizzle-orm/pg-core'
import { instant, integer53 } from './columns'

/**
 * One CNI office. It owns one queue per service day.
 *
 * `catalogue_head` is the revision of the last catalogue row written for this center. The trigger `stamp_catalogue_revision` raises it
 * under the lock of this row, so revisions commit in order and "everything after revision N" never skips a row. The trigger
 * `stamp_center_revision` raises it with every change of this row itself.
 *
 * `queue_rules` keeps every version that was ever made, oldest first; `measured_days` the last fifteen, newest first
 * (`QueueRules` and `MeasuredDay` in lib/domain/catalogue.ts).
 *
 * `weekly_hours` holds seven entries, Monday first, each null (closed) or opening and closing; null as a whole means the usual
 * hours every day. `holidays` are days on which the center is closed. `daily_quota` is the most tickets of a day, `last_ticket_at`
 * when the last one is given; null means no limit, and until the doors close.
 *
 * `kiosk_pin` is the PBKDF2 hash of the PIN of its kiosks' staff corner (`lib/replica/kiosk-pin-hash.ts`); null while it is closed.
 */
export const centers = pgTable(
  'centers',
  {
    id: serial('id').primaryKey(),
    code: text('code').notNull().unique('centers_code_key'),
    nameFr: text('name_fr').notNull(),
    nameEn: text('name_en').notNull(),
    timeZone: text('time_zone').notNull().default('Africa/Douala'),
    opensAt: time('opens_at').notNull(),
    closesAt: time('closes_at').notNull(),
    weeklyHours: jsonb('weekly_hours'),
    holidays: jsonb('holidays').notNull().default([]),
    dailyQuota: integer('daily_quota'),
    lastTicketAt: time('last_ticket_at'),
    thresholds: jsonb('thresholds').notNull().default({}),
    isActive: boolean('is_active').notNull().default(true),
    queueRules: jsonb('queue_rules').notNull().default([]),
    measuredDays: jsonb('measured_days').notNull().default([]),
    kioskPin: text('kiosk_pin'),
    catalogueHead: integer53('catalogue_head').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  table => [
    check('centers_daily_quota_check', sql`${table.dailyQuota} between 1 and 9999`),
    // Postgres throws at a zone that there is not: 22023.
    check('centers_time_zone_check', sql`timezone(${table.timeZone}, timestamp '2026-01-01') is not null`),
  ],
)

/**
 * What a citizen comes for. `priority_level` 1 is called first; `estimated_duration` is in minutes. `required_documents` and
 * `steps` are lists of `{ fr, en }`, in the order in which they are asked for and gone through.
 */
export const serviceTypes = pgTable(
  'service_types',
  {
    id: serial('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    code: text('code').notNull(),
    letter: char('letter', { length: 1 }).notNull(),
    nameFr: text('name_fr').notNull(),
    nameEn: text('name_en').notNull(),
    descriptionFr: text('description_fr'),
    descriptionEn: text('description_en'),
    priorityLevel: integer('priority_level').notNull(),
    estimatedDuration: integer('estimated_duration').notNull(),
    requiredDocuments: jsonb('required_documents').notNull().default([]),
    steps: jsonb('steps').notNull().default([]),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
    revision: integer53('revision').notNull().default(0),
  },
  table => [
    unique('service_types_code_key').on(table.centerId, table.code),
    unique('service_types_letter_key').on(table.centerId, table.letter),
    index('service_types_revision_idx').on(table.centerId, table.revision),
    // I, O, Q, S and Z are left out: on paper and read aloud they pass for 1, 0, 0, 5 and 2.
    check('service_types_letter_check', sql`${table.letter} ~ '^[A-HJ-NPRT-Y]$'`),
    check('service_types_priority_level_check', sql`${table.priorityLevel} between 1 and 6`),
    check('service_types_estimated_duration_check', sql`${table.estimatedDuration} between 1 and 480`),
  ],
)

/** A place where one agent serves. `supported_services` lists the ids of all `service_types` it may call. */
export const stations = pgTable(
  'stations',
  {
    id: serial('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    stationNumber: text('station_number').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    supportedServices: integer('supported_services').array().notNull().default([]),
    isActive: boolean('is_active').notNull().default(true),
    location: text('location'),
    createdAt: instant('created_at').notNull().defaultNow(),
    revision: integer53('revision').notNull().default(0),
  },
  table => [
    unique('stations_station_number_key').on(table.centerId, table.stationNumber),
    index('stations_revision_idx').on(table.centerId, table.revision),
  ],
)

/**
 * A staff member who serves. `specializations` lists ids of `service_types`; empty means none in particular.
 *
 * `current_station_id`, `status`, `login_time` and `logout_time` are presence, not catalogue: they follow from the queue's events,
 * and a write that changes nothing else leaves `revision` alone. Otherwise each sign-in would be sent to every device twice.
 */
export const agents = pgTable(
  'agents',
  {
    id: serial('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    employeeId: text('employee_id').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    email: text('email'),
    phone: text('phone'),
    role: text('role', { enum: ['agent', 'supervisor'] })
      .notNull()
      .default('agent'),
    specializations: integer('specializations').array().notNull().default([]),
    /** Where the person usually works: what a tablet proposes. */
    usualStationId: integer('usual_station_id').references(() => stations.id),
    currentStationId: integer('current_station_id').references(() => stations.id),
    isActive: boolean('is_active').notNull().default(true),
    status: text('status', { enum: ['offline', 'available', 'busy', 'break'] })
      .notNull()
      .default('offline'),
    loginTime: instant('login_time'),
    logoutTime: instant('logout_time'),
    createdAt: instant('created_at').notNull().defaultNow(),
    revision: integer53('revision').notNull().default(0),
  },
  table => [
    unique('agents_employee_id_key').on(table.centerId, table.employeeId),
    unique('agents_email_key').on(table.centerId, table.email),
    index('agents_revision_idx').on(table.centerId, table.revision),
    index('agents_status_idx').on(table.centerId, table.status),
    index('agents_station_idx').on(table.currentStationId),
    check('agents_role_check', sql`${table.role} in ('agent', 'supervisor')`),
    check('agents_status_check', sql`${table.status} in ('offline', 'available', 'busy', 'break')`),
  ],
)

/**
 * What a center tells everybody on its displays: a line that stays, or an alert that ends by itself. In both languages, always.
 */
export const messages = pgTable(
  'messages',
  {
    id: serial('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    kind: text('kind', { enum: ['notice', 'alert'] }).notNull(),
    textFr: text('text_fr').notNull(),
    textEn: text('text_en').notNull(),
    startsAt: instant('starts_at'),
    endsAt: instant('ends_at'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
    revision: integer53('revision').notNull().default(0),
  },
  table => [
    index('messages_revision_idx').on(table.centerId, table.revision),
    check('messages_kind_check', sql`${table.kind} in ('notice', 'alert')`),
    check('messages_ends_at_check', sql`${table.kind} = 'notice' or ${table.endsAt} is not null`),
  ],
)
