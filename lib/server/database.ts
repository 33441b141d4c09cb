import postgres, { type ParameterOrFragment, type Row } from 'postgres'
import { type ClientOptions, connectionEnvironment, openSql, type Sql, type TransactionSql } from './postgres-client'
import { SettleTimeout, watch } from './watchdog'

/** The project's door to Postgres: each call settles, whatever the connection does. */
export type Database = {
  /**
   * Runs `work` in one transaction; commits when it resolves, rolls back when it rejects.
   *
   * `work` must await its own queries only, and have no effect outside of the transaction: after a `SettleTimeout` it may still be
   * running, and may still commit.
   */
  begin<T>(work: (transaction: TransactionSql) => Promise<T>): Promise<T>
  /** One statement outside of a transaction, as a tagged template. For reads; a write that must not be half done belongs in `begin`. */
  sql<Rows extends readonly (object | undefined)[] = Row[]>(
    template: TemplateStringsArray,
    ...parameters: readonly ParameterOrFragment<never>[]
  ): Promise<Rows>
  /** How often the client had to be replaced since the start. */
  renewalCount(): number
  /** Lets running work finish for 5 s at most, then closes all connections. */
  close(): Promise<void>
}

export type DatabaseOptions = Partial<ClientOptions> & {
  /** Work that has not settled after this time counts as hung. Milliseconds, at least 1,000. */
  readonly settleMsMax?: number
}

const SETTLE_MS_MAX = 5_000
/** Postgres itself ends a slow statement this long before it would count as hung, so that slow work does not cost a client. */
const SERVER_MARGIN_MS = 500
/** How long work on a replaced client may go on. */
const RETIRE_SECONDS = 5

/** Opens a database. It connects on first use, so a database that is away does not stop a start. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { settleMsMax = SETTLE_MS_MAX, ...overrides } = options
  const clientOptions = clientOptionsFor(settleMsMax, overrides)
  const watched = watch<Sql>(
    () => openSql(url, clientOptions),
    client => client.end({ timeout: RETIRE_SECONDS }),
    settleMsMax,
  )

  return {
    begin: work => watched.use(client => transact(client, work).catch(throwWithoutValues)),
    sql: <Rows extends readonly (object | undefined)[] = Row[]>(
      template: TemplateStringsArray,
      ...parameters: readonly ParameterOrFragment<never>[]
    ) =>
      watched.use(
        async (client): Promise<Rows> => await client<Rows>(template, ...parameters).catch(throwWithoutValues),
      ),
    renewalCount: watched.renewalCount,
    close: watched.close,
  }
}

/** The connection's options for work that may take `settleMsMax`: what is not given comes from the environment. */
export function clientOptionsFor(settleMsMax: number, overrides: Partial<ClientOptions>): ClientOptions {
  return {
    ...connectionEnvironment(),
    applicationName: 'guichet',
    statementMsMax: settleMsMax - SERVER_MARGIN_MS,
    ...overrides,
  }
}

/** Boxed on the way out, since the client would take an array for a list of queries to wait for. */
async function transact<T>(client: Sql, work: (transaction: TransactionSql) => Promise<T>): Promise<T> {
  const box = await client.begin(async transaction => ({ value: await work(transaction) }))
  return box.value
}

/** Postgres quotes the value that it could not read (class 22), and nobody else's message repeats one. */
const QUOTES_A_VALUE = /^22/

/**
 * What Postgres said, without what was written: its own error repeats the row that it refused, and the query's parameters,
 * and whoever logs it would log them (SPEC PRIV-4).
 */
function throwWithoutValues(fault: unknown): never {
  if (!(fault instanceof postgres.PostgresError)) throw fault
  const { name, code, message, schema_name, table_name, column_name, constraint_name, routine } = fault
  const told = new Error(QUOTES_A_VALUE.test(code) ? `a value that Postgres does not take (${code})` : message)
  throw Object.assign(told, { name, code, schema_name, table_name, column_name, constraint_name, routine })
}

/** Faults of the connection as the client (`CONNECTION_...`) and the socket (`E...`) name them. */
const CONNECTION_FAULT = /^(CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/
/** Postgres is going away, coming up, or ended our session: classes 08 (connection) and 57P (operator intervention), and two time-outs. */
const POSTGRES_AWAY = /^(08|57P|25P03|53300)/

/**
 * Whether the database, not the work, failed: trying again later is right, and the work may even have been committed.
 * Everything else (a constraint, a syntax error) will fail again the same way.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof SettleTimeout) return true
  if (!(error instanceof Error) || !('code' in error)) return false
  return CONNECTION_FAULT.test(String(error.code)) || POSTGRES_AWAY.test(String(error.code))
}
