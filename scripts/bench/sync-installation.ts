import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDemonstration } from '@/drizzle/seed'
import { createDatabase, type Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { ensurePartitions } from '@/lib/server/partitions'
import { keyOf } from '@/tests/support/signing'
import { ensureEmbeddedDatabase } from '../postgres'
import { type Program, type ProgramEnvironment, startSyncServer, untilAlive } from '../processes'
import { SEATS_MAX, seatsOf } from './bench-center'
import { BENCH_KEY_NAME, BENCH_ORIGIN, type ServerAddress } from './bench-device'
import { CENTERS, DAY, DAY_SEATS } from './centers'

/** The rows of all devices go in at once. */
const SETUP_MS_MAX = 60_000

type AtEnd = (step: () => Promise<void>) => void

export type StartedServer = { readonly server: ServerAddress; readonly program: Program }

export type SyncInstallation = StartedServer & {
  readonly postmasterPid: number | undefined
  /** One more process of the sync server, on the same database. */
  startServer(atEnd: AtEnd, environment?: ProgramEnvironment): Promise<StartedServer>
  /** What Postgres holds of these centers' devices: rows, and different events among them. */
  countEvents(centers: readonly number[]): Promise<{ readonly rows: number; readonly distinct: number }>
}

/** A database that is thrown away, and the real sync server on it, for centers 1 to `CENTERS`. */
export async function openInstallation(atEnd: AtEnd): Promise<SyncInstallation> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-bench-'))
  atEnd(() => Promise.resolve(rmSync(dir, { recursive: true, force: true })))
  const postgres = await ensureEmbeddedDatabase({ dir: join(dir, 'postgres'), port: 17_432 })
  atEnd(() => postgres.stop())
  await migrate(postgres.url)
  const database = createDatabase(postgres.url, {
    applicationName: 'guichet-bench',
    poolSize: 2,
    settleMsMax: SETUP_MS_MAX,
  })
  atEnd(() => database.close())
  await ensurePartitions(database)
  await database.begin(seedDemonstration)
  await enrollCenters(database)

  const secret = randomBytes(32).toString('base64url')
  const startServer = (atEndOfServer: AtEnd, environment: ProgramEnvironment = {}) =>
    startOn(postgres.url, secret, atEndOfServer, environment)
  const { postmasterPid } = postgres
  const countEvents = (centers: readonly number[]) => countDeviceEvents(database, centers)
  return { ...(await startServer(atEnd)), postmasterPid, startServer, countEvents }
}

async function startOn(
  databaseUrl: string,
  secret: string,
  atEnd: AtEnd,
  environment: ProgramEnvironment,
): Promise<StartedServer> {
  const port = await freePort()
  const program = startSyncServer({
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    GUICHET_SECRET: secret,
    PUBLIC_ORIGINS: BENCH_ORIGIN,
    SYNC_PORT: String(port),
    LOG_LEVEL: 'warn',
    GUICHET_QUIET: '1',
    ...environment,
  })
  atEnd(() => program.stop())
  await untilAlive(`http://127.0.0.1:${port}/health/live`)
  const server = { wsUrl: `ws://127.0.0.1:${port}/sync`, tokenKey: deriveKeys(secret).token }
  return { server, program }
}

async function countDeviceEvents(database: Database, centers: readonly number[]) {
  const [counted] = await database.sql<{ rows: number; distinct: number }[]>`
    select count(*)::integer as rows, count(distinct (device, boot, seq))::integer as distinct
    from queue_event where center_id = any(${[...centers]}::integer[]) and device <> 'server'`
  return counted ?? { rows: 0, distinct: 0 }
}

/** A statement may have 65,534 parameters. */
const ROWS_PER_INSERT = 5_000

/** Every seat of every center is a row, as enrollment would have made it; so is everybody who is signed in there. */
async function enrollCenters(database: Database): Promise<void> {
  const centers = Array.from({ length: CENTERS }, (_, index) => index + 1)
  const seats = centers.flatMap(center => seatsOf(center, center === DAY ? DAY_SEATS : SEATS_MAX))
  const devices = seats.map(({ device, center, surface, issuerDigit }) => ({
    id: device,
    center_id: center,
    surface,
    label: device,
    issuer_digit: issuerDigit,
  }))
  const agents = seats.map(({ agent, center, device }) => ({
    id: agent,
    center_id: center,
    employee_id: device,
    first_name: 'Bench',
    last_name: device,
  }))
  const publicKey = JSON.stringify(keyOf(BENCH_KEY_NAME).publicJwk)
  await database.begin(async sql => {
    await sql`
      insert into centers (id, code, name_fr, name_en, opens_at, closes_at)
      select id, 'BENCH' || id, 'Bench', 'Bench', '07:30', '15:30' from generate_series(1, ${CENTERS}::integer) as id
      on conflict do nothing`
    for (let first = 0; first < seats.length; first += ROWS_PER_INSERT) {
      await sql`
        insert into devices (id, center_id, surface, label, issuer_digit, public_key)
        select id, center_id, surface, label, issuer_digit, ${publicKey}::text::jsonb
        from jsonb_to_recordset(${JSON.stringify(devices.slice(first, first + ROWS_PER_INSERT))}::text::jsonb)
          as row (id text, center_id integer, surface text, label text, issuer_digit integer)`
      await sql`insert into agents ${sql(agents.slice(first, first + ROWS_PER_INSERT))}`
    }
  })
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
