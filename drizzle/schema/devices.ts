import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { centers } from './catalogue'
import { bytea, instant, integer53 } from './columns'

/**
 * An enrolled program. Its private key never leaves the device; `public_key` is the JWK that verifies its sync tickets and seals.
 *
 * `last_boot` is the newest boot the server has seen of it: a device that comes back with an older one has lost its store.
 * `last_boot` is durable counter plus random bits, below 2^53.
 */
export const devices = pgTable(
  'devices',
  {
    id: text('id').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    surface: text('surface', { enum: ['kiosk', 'agent', 'display'] }).notNull(),
    label: text('label').notNull(),
    issuerDigit: smallint('issuer_digit'),
    publicKey: jsonb('public_key').notNull(),
    enrolledAt: instant('enrolled_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at'),
    lastBoot: integer53('last_boot'),
    /** What the device last said of itself (`DeviceHealth` in lib/protocol), and when the server heard it. */
    health: jsonb('health'),
    healthAt: instant('health_at'),
    revokedAt: instant('revoked_at'),
  },
  table => [
    // Two devices with one digit would print the same ticket number while offline, and no later step could tell them apart.
    uniqueIndex('devices_issuer_digit_key')
      .on(table.centerId, table.issuerDigit)
      .where(sql`revoked_at is null and issuer_digit is not null`),
    check('devices_id_check', sql`char_length(${table.id}) = 6`),
    check('devices_surface_check', sql`${table.surface} in ('kiosk', 'agent', 'display')`),
    // Digit 0 belongs to the server itself.
    check('devices_issuer_digit_check', sql`${table.issuerDigit} between 1 and 9`),
  ],
)

/** A one-time code that lets a new device enrol. Only its hash is kept, so a copy of this table enrols nothing. */
export const enrollmentCodes = pgTable(
  'enrollment_codes',
  {
    codeHash: bytea('code_hash').primaryKey(),
    centerId: integer('center_id')
      .notNull()
      .references(() => centers.id),
    surface: text('surface', { enum: ['kiosk', 'agent', 'display'] }).notNull(),
    label: text('label').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    deviceId: text('device_id').references(() => devices.id),
  },
  table => [
    index('enrollment_codes_expires_at_idx').on(table.expiresAt),
    check('enrollment_codes_surface_check', sql`${table.surface} in ('kiosk', 'agent', 'display')`),
  ],
)
