import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { agents, centers } from './catalogue'
import { bytea, instant } from './columns'

/**
 * Who may sign in. `center_id` is null for people who work for all centers.
 *
 * `employee_id` is in capitals, as `readEmployeeId` reads it. A password that somebody else has chosen is changed before anything
 * else is done with the account. `agent_id` is the member of a center's staff that a person is when he serves. Who has left is retired: his rows stay, and what he did keeps its author.
 */
export const users = pgTable(
  'users',
  {
    id: serial('id').primaryKey(),
    employeeId: text('employee_id').notNull().unique('users_employee_id_key'),
    role: text('role', { enum: ['citizen', 'agent', 'supervisor', 'admin'] }).notNull(),
    centerId: integer('center_id').references(() => centers.id),
    agentId: integer('agent_id')
      .unique('users_agent_id_key')
      .references(() => agents.id),
    passwordHash: text('password_hash').notNull(),
    mustChangePassword: boolean('must_change_password').notNull().default(true),
    retiredAt: instant('retired_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  table => [
    check('users_role_check', sql`${table.role} in ('citizen', 'agent', 'supervisor', 'admin')`),
    check('users_employee_id_check', sql`${table.employeeId} = upper(${table.employeeId})`),
  ],
)

/**
 * One sign-in of one person on one browser, which holds the id in an encrypted cookie. What is not here, or has ended, counts no
 * more, whatever the cookie says. `address_hash` is a keyed hash: it tells that two sign-ins came from one network, not from which.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    addressHash: bytea('address_hash').notNull(),
    userAgent: text('user_agent').notNull(),
    revokedAt: instant('revoked_at'),
  },
  table => [
    index('sessions_user_idx').on(table.userId, table.expiresAt),
    check('sessions_user_agent_check', sql`char_length(${table.userAgent}) <= 60`),
  ],
)

/** Each lets one person become the first administrator, once. Only a keyed hash is kept, so a copy of this table makes nobody one. */
export const firstAdminLinks = pgTable('first_admin_links', {
  tokenHash: bytea('token_hash').primaryKey(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  userId: integer('user_id').references(() => users.id),
})

/**
 * A citizen's data, encrypted field by field. The row's id is part of what each field is sealed with, so the application makes it
 * (a uuid) before the insert.
 *
 * The names are null while a check-in is provisional: the code is known, IDCAM has not answered yet.
 * `pre_enrollment_code_hash` is a keyed hash, the only way to find a row by its code.
 * `purge_after` is the first day on which retention erases the row.
 */
export const citizens = pgTable(
  'citizens',
  {
    id: uuid('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    /** Which key the fields are sealed with. */
    keyId: text('key_id').notNull(),
    preEnrollmentCodeHash: bytea('pre_enrollment_code_hash').notNull(),
    preEnrollmentCodeEnc: bytea('pre_enrollment_code_enc').notNull(),
    firstNameEnc: bytea('first_name_enc'),
    lastNameEnc: bytea('last_name_enc'),
    dateOfBirthEnc: bytea('date_of_birth_enc'),
    phoneNumberEnc: bytea('phone_number_enc'),
    emailEnc: bytea('email_enc'),
    preferredLanguage: text('preferred_language', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    specialNeedsEnc: bytea('special_needs_enc'),
    purgeAfter: date('purge_after').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  table => [
    unique('citizens_pre_enrollment_code_hash_key').on(table.centerId, table.preEnrollmentCodeHash),
    index('citizens_purge_after_idx').on(table.purgeAfter),
    check('citizens_preferred_language_check', sql`${table.preferredLanguage} in ('fr', 'en')`),
  ],
)

/**
 * The keys to which a center's kiosks encrypt what citizens type. A kiosk holds the public one; the private one is kept here,
 * sealed with a key of the installation. A retired one still opens what was sent before.
 */
export const centerKeys = pgTable(
  'center_keys',
  {
    id: text('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    publicKey: jsonb('public_key').notNull(),
    privateKeyEnc: bytea('private_key_enc').notNull(),
    createdAt: instant('created_at').notNull(),
    retiredAt: instant('retired_at'),
  },
  table => [index('center_keys_center_idx').on(table.centerId, table.createdAt)],
)

/**
 * Whose ticket it is. No foreign key to the ticket: a kiosk's intake and its queue travel by two roads, and either may come first.
 */
export const citizenTickets = pgTable(
  'citizen_tickets',
  {
    centerId: integer('center_id').notNull(),
    serviceDay: date('service_day').notNull(),
    ticketId: text('ticket_id').notNull(),
    citizenId: uuid('citizen_id')
      .notNull()
      .references(() => citizens.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ name: 'citizen_tickets_pkey', columns: [table.centerId, table.serviceDay, table.ticketId] }),
    index('citizen_tickets_citizen_idx').on(table.citizenId),
  ],
)
