import postgres from 'postgres'
import { z } from 'zod'

/** Raw SQL client with our type parsers: `bigint` reads as a number, `date` as `'2026-11-22'`, an instant as a `Date`. */
export type Sql = postgres.Sql

/** The same within a transaction. */
export type TransactionSql = postgres.TransactionSql

export type ClientOptions = {
  /** Shows in `pg_stat_activity`, so that an operator sees who holds a connection. */
  readonly applicationName: string
  /** Longest time Postgres lets one statement run or a transaction idle, so that an abandoned one lets go of its locks. */
  readonly statementMsMax: number
  /** Most connections at once. */
  readonly poolSize: number
  /** Named prepared statements. Off behind a pooler that shares connections per transaction. */
  readonly prepare: boolean
}

const Environment = z.object({
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(20),
  DATABASE_PREPARE: z.stringbool().default(true),
})

/**
 * What the environment says about connections: `DATABASE_POOL_SIZE` (20) and `DATABASE_PREPARE` (true).
 *
 * @throws ZodError when a value is no number or no boolean: better no start than a pool of a size nobody asked for.
 */
export function connectionEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
): Pick<ClientOptions, 'poolSize' | 'prepare'> {
  const { DATABASE_POOL_SIZE, DATABASE_PREPARE } = Environment.parse(environment)
  return { poolSize: DATABASE_POOL_SIZE, prepare: DATABASE_PREPARE }
}

/** A raw client. It connects on first use, and again after a lost connection. Never hand it to drizzle: that changes its parsers. */
export function openSql(url: string, options: ClientOptions): Sql {
  return postgres(url, { ...connectionOptions(options), types: parsers })
}

/** A client for drizzle alone, which brings its own parsers. */
export function openSqlForDrizzle(url: string, options: ClientOptions): Sql {
  return postgres(url, connectionOptions(options))
}

/** Connections, time limits and name, without parsers. */
function connectionOptions({ poolSize, prepare, applicationName, statementMsMax }: ClientOptions) {
  return {
    max: poolSize,
    prepare,
    onnotice: () => undefined,
    connect_timeout: 5, // seconds
    backoff: reconnectDelay,
    connection: {
      application_name: applicationName,
      statement_timeout: statementMsMax,
      idle_in_transaction_session_timeout: statementMsMax,
    },
  }
}

/**
 * Seconds to wait before the next attempt to connect: 50 ms doubling to 1 s. The library's own rule goes up to 20 s, and a center would
 * wait that long for a database that has been back for 19.
 */
function reconnectDelay(failureCount: number): number {
  return Math.min(0.05 * 2 ** failureCount, 1)
}

/** Object ids of Postgres types, from `pg_type`. */
const INT8 = 20
const DATE = 1082

// The wide type keeps the client's own type free of our parser names, so that `Sql` is one type everywhere.
const parsers: Record<string, postgres.PostgresType> = {
  integer53: { to: INT8, from: [INT8], serialize: String, parse: parseInteger53 },
  // A service day is a calendar date. As a `Date` it would be an instant, and shift by a day in another time zone.
  calendarDate: { to: DATE, from: [DATE], serialize: String, parse: (text: string) => text },
}

/** @throws RangeError beyond 2^53, where a `number` would silently be another number. */
function parseInteger53(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`)
  return value
}
