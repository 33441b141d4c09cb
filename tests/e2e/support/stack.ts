import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, type Surface } from '@/lib/domain/ids'
import { createDatabase, type Database } from '@/lib/server/database'
import { createEnrollmentCode } from '@/lib/server/enrollment'
import { deriveKeys } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { ensurePartitions } from '@/lib/server/partitions'
import { createFirstAdminToken } from '@/lib/server/people/first-administrator'
import { hashPassword } from '@/lib/server/people/passwords'
import { giveDemonstrationAccounts } from '@/lib/server/people/staff-demonstration'
import { SIMULATED_KEY, startIdcamSimulator } from '@/scripts/idcam-simulator'
import { ensureEmbeddedDatabase } from '@/scripts/postgres'
import { type Program, startSyncServer, startWebApp, untilAlive } from '@/scripts/processes'
import { PASSWORD } from '@/tests/support/people'

const run = promisify(execFile)

/** Of no use elsewhere. */
export const SECRET = randomBytes(32).toString('base64url')

/** Everything that `npm start` starts, as processes of its own, on ports and a database of its own. */
export type Stack = {
  readonly origin: string
  readonly database: Database
  /** Where devices without a browser connect. */
  readonly syncUrl: string
  /** The link that a first start prints. */
  firstAdminLink(): Promise<string>
  /** A link that enrolls one device. */
  enrollmentLink(surface: Surface, label: string): Promise<string>
  /** What an administrator types behind `npm run device --`. Resolves with what it prints. */
  deviceCommand(...words: readonly string[]): Promise<string>
  /** Kills both servers with -9, as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

async function hashOf(password: string): Promise<string> {
  const hash = await hashPassword(password)
  if (hash === null) throw new Error('too many passwords are being hashed')
  return hash
}

/** Browsers find the programs at this host; tests may not depend on what `localhost` resolves to. */
const HOST = 'localhost'

/** @param otherOrigins from which devices may connect besides the installation's own pages */
export async function openStack(...otherOrigins: readonly string[]): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-journey-'))
  const [pgPort, webPort, syncPort, internalPort] = await freePorts()
  // The binaries that npm brings: what a user without Postgres has.
  process.env.GUICHET_EMBEDDED_PG = 'npm'
  const postgres = await ensureEmbeddedDatabase({ dir, port: pgPort })
  await migrate(postgres.url)
  const database = createDatabase(postgres.url)
  await ensurePartitions(database)
  const center = CenterId.parse(await database.begin(seedDemonstration))
  await giveDemonstrationAccounts(database, center, await hashOf(PASSWORD))

  const idcam = await startIdcamSimulator()
  const origin = `http://${HOST}:${webPort}`
  const environment = {
    NODE_ENV: 'production' as const,
    DATABASE_URL: postgres.url,
    GUICHET_SECRET: SECRET,
    PUBLIC_ORIGINS: [origin, ...otherOrigins].join(),
    SYNC_PORT: String(syncPort),
    INTERNAL_PORT: String(internalPort),
    IDCAM_API_URL: idcam.url,
    IDCAM_API_KEY: SIMULATED_KEY,
    LOG_LEVEL: 'warn',
    GUICHET_QUIET: '1',
  }
  let programs: Program[] = []
  const start = async () => {
    programs = [startSyncServer(environment), startWebApp(webPort, environment)]
    await Promise.all([
      untilAlive(`http://127.0.0.1:${syncPort}/health/live`),
      untilAlive(`http://127.0.0.1:${webPort}/health/live`),
    ])
  }
  const kill = async () => {
    await Promise.all(programs.map(program => program.stop('SIGKILL')))
    programs = []
  }
  await start()
  return {
    origin,
    database,
    syncUrl: `ws://127.0.0.1:${syncPort}/sync`,
    firstAdminLink: async () => {
      const token = await createFirstAdminToken({ database, keys: deriveKeys(SECRET), now: Date.now() })
      return `${origin}/admin/first-admin#${token}`
    },
    enrollmentLink: async (surface, label) => {
      const code = await createEnrollmentCode(
        { database, keys: deriveKeys(SECRET), now: Date.now() },
        { center, surface, label },
      )
      return `${origin}/enroll#${code}`
    },
    deviceCommand: async (...words) => {
      const program = ['--import', 'tsx', 'scripts/device.ts', ...words]
      const { stdout } = await run(process.execPath, program, { env: { ...process.env, ...environment } })
      return stdout
    },
    kill,
    start,
    close: async () => {
      await kill()
      await Promise.all([database.close(), idcam.close()])
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/**
 * Below those that a system gives to whoever asks for any: a server that is down for a moment finds its port as it was, and the
 * journeys beside it have hundreds of their own.
 */
const FIRST_PORT = 21_000

async function freePorts(): Promise<[number, number, number, number]> {
  const free: number[] = []
  for (let port = FIRST_PORT + 100 * Number(process.env.TEST_PARALLEL_INDEX ?? 0); free.length < 4; port++)
    if (await isFree(port)) free.push(port)
  const [first = 0, second = 0, third = 0, fourth = 0] = free
  return [first, second, third, fourth]
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
