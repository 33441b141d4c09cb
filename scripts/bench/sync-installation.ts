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
import { ensureEmbeddedDatabase } from '../postgres'
import { type Program, startSyncServer, untilAlive } from '../processes'
import { SEATS_MAX, seatsOf } from './bench-center'
import { BENCH_ORIGIN, type ServerAddress } from './bench-device'

export type SyncInstallation = {
  readonly server: ServerAddress
  readonly program: Program
  readonly postmasterPid: number | undefined
}

/** A database that is thrown away, and the real sync server on it, for centers 1 to `centers`. */
export async function openInstallation(
  centers: number,
  atEnd: (step: () => Promise<void>) => void,
): Promise<SyncInstallation> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-bench-'))
  atEnd(() => Promise.resolve(rmSync(dir, { recursive: true, force: true })))
  const postgres = await ensureEmbeddedDatabase({ dir: join(dir, 'postgres'), port: 17_432 })
  atEnd(() => postgres.stop())
  await migrate(postgres.url)
  const database = createDatabase(postgres.url, { applicationName: 'guichet-bench', poolSize: 2 })
  try {
    await ensurePartitions(database)
    await database.begin(seedDemonstration)
    await enrollCenters(database, centers)
  } finally {
    await database.close()
  }

  const secret = randomBytes(32).toString('base64url')
  const port = await freePort()
  const program = startSyncServer({
    NODE_ENV: 'production',
    DATABASE_URL: postgres.url,
    GUICHET_SECRET: secret,
    PUBLIC_ORIGINS: BENCH_ORIGIN,
    SYNC_PORT: String(port),
    LOG_LEVEL: 'warn',
    GUICHET_QUIET: '1',
  })
  atEnd(() => program.stop())
  await untilAlive(`http://127.0.0.1:${port}/health/live`)
  const server = { wsUrl: `ws://127.0.0.1:${port}/sync`, tokenKey: deriveKeys(secret).token }
  return { server, program, postmasterPid: postgres.postmasterPid }
}

/** Every seat of every center is a row, as enrollment would have made it; so is everybody who is signed in there. */
async function enrollCenters(database: Database, count: number): Promise<void> {
  const centers = Array.from({ length: count }, (_, index) => index + 1)
  const seats = centers.flatMap(center => seatsOf(center, SEATS_MAX))
  const devices = seats.map(({ device, center, surface, issuerDigit }) => ({
    id: device,
    center_id: center,
    surface,
    label: device,
    issuer_digit: issuerDigit,
    public_key: '{}',
  }))
  const agents = seats.map(({ agent, center, device }) => ({
    id: agent,
    center_id: center,
    employee_id: device,
    first_name: 'Bench',
    last_name: device,
  }))
  await database.begin(async sql => {
    await sql`
      insert into centers (id, code, name_fr, name_en, opens_at, closes_at)
      select id, 'BENCH' || id, 'Bench', 'Bench', '07:30', '15:30' from generate_series(1, ${count}::integer) as id
      on conflict do nothing`
    await sql`insert into devices ${sql(devices)}`
    await sql`insert into agents ${sql(agents)}`
  })
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
