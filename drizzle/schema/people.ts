import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, serial, text, unique, uuid } from 'drizzle-orm/pg-core'
import { centers } from './catalogue'
import { bytea, instant } from './columns'

/** Who may sign in to the consoles. `center_id` is null for people who work for all centers. */
export const users = pgTable(
  'users',
  {
    id: serial('id').primaryKey(),
    employeeId: text('employee_id').notNull().unique('users_employee_id_key'),
    role: text('role', { enum: ['citizen', 'agent', 'supervisor', 'admin'] }).notNull(),
    centerId: integer('center_id').references(() => centers.id),
    passwordHash: text('password_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  table => [check('users_role_check', sql`${table.role} in ('citizen', 'agent', 'supervisor', 'admin')`)],
)

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
