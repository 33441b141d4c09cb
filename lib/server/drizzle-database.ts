import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { clientOptionsFor, type DatabaseOptions } from './database'
import { openSqlForDrizzle } from './postgres-client'
import { watch } from './watchdog'

/** Typed queries for the consoles. Its connections are its own: drizzle changes the parsers of the client it is given. */
export type DrizzleDatabase = {
  /** Runs `work` with a drizzle database. Rejects with `SettleTimeout` when it has not settled in 5 s; see `Database.begin`. */
  run<T>(work: (db: PostgresJsDatabase) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function createDrizzleDatabase(url: string, options: DatabaseOptions = {}): DrizzleDatabase {
  const { settleMsMax = 5_000, ...overrides } = options
  const clientOptions = clientOptionsFor(settleMsMax, { applicationName: 'guichet-console', ...overrides })
  const watched = watch(
    () => drizzle(openSqlForDrizzle(url, clientOptions)),
    db => db.$client.end({ timeout: 5 }),
    settleMsMax,
  )
  return { run: watched.use, close: watched.close }
}
