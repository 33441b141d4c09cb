import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { openSqlForDrizzle, type Sql } from './postgres-client'

/** Any constant will do; it must only be ours alone in this database. */
const MIGRATION_LOCK = 8_132_001
/** Long enough for another process to finish its migrations first. Milliseconds. */
const MIGRATION_MS_MAX = 120_000

/**
 * Brings the database to the newest schema. Safe to call from many processes at once: one works, the others wait and find nothing to
 * do. All pending migrations run in one transaction, forward only.
 *
 * @param folder where the SQL lies; the default is right for a process that was started in the project's root
 * @throws when a migration fails; the database is then as it was before
 */
export async function migrate(url: string, folder = join(process.cwd(), 'drizzle/migrations')): Promise<void> {
  // One connection: the lock belongs to a session, so lock and migrations have to share it.
  const client = openSqlForDrizzle(url, {
    poolSize: 1,
    prepare: false,
    applicationName: 'guichet-migrate',
    statementMsMax: MIGRATION_MS_MAX,
  })
  try {
    await underLock(client, () => applyMigrations(drizzle(client), { migrationsFolder: folder }))
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** Without the lock, of six processes that start together one or two die of "duplicate key" in the catalogues of Postgres. */
async function underLock(client: Sql, work: () => Promise<void>): Promise<void> {
  await client`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`
  try {
    await work()
  } finally {
    // If the connection is gone, so is the lock: the end of a session releases it.
    await client`select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`.catch(() => undefined)
  }
}
