import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/**
 * One row: which memory this database is. Devices ask again for what an earlier `incarnation` acknowledged.
 *
 * `fingerprint` says where the row was written. Copied elsewhere, by whatever road, it no longer fits, and a new incarnation begins:
 * see `currentIncarnation` in `lib/server/installation.ts`.
 */
export const installation = pgTable(
  'installation',
  {
    isOnlyRow: boolean('is_only_row').primaryKey().default(true),
    incarnation: uuid('incarnation').notNull().defaultRandom(),
    fingerprint: text('fingerprint').notNull(),
  },
  table => [check('installation_is_only_row_check', sql`${table.isOnlyRow}`)],
)
