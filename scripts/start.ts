import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, type Surface } from '@/lib/domain/ids'
import { EmployeeId } from '@/lib/domain/person'
import { createDatabase, type Database } from '@/lib/server/database'
import { createEnrollmentCode } from '@/lib/server/enrollment'
import { deriveKeys, type Keys } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { ensurePartitions } from '@/lib/server/partitions'
import { makeFirstPassword } from '@/lib/server/people/first-password'
import { giveDemonstrationAccounts } from '@/lib/server/people/staff-demonstration'
import { buildUnlessFresh } from './build'
import { type IdcamSimulator, SIMULATED_KEY, startIdcamSimulator } from './idcam-simulator'
import { WrongUse } from './operator'
import { firstAdminLines } from './people'
import { ensureDatabase } from './postgres'
import { type Program, startSyncServer, startWebApp, untilAlive } from './processes'
import { ensureSecret } from './secret'

/** The links of a demonstration are opened when somebody gets round to it. */
const DEMONSTRATION_CODE_MS = 12 * 3_600_000
const RESTART_MS = 1_000
/** The password of the demonstration resembles nobody's employee id. */
const DEMONSTRATION_ID = EmployeeId.parse('DEMONSTRATION')

/** `slot` keeps two tablets apart that share one browser; a real tablet has a browser of its own. */
const DEMONSTRATION_DEVICES: readonly { surface: Surface; label: string; slot?: string }[] = [
  { surface: 'kiosk', label: 'Borne 1' },
  { surface: 'agent', label: 'Tablette 1' },
  { surface: 'agent', label: 'Tablette 2', slot: '2' },
  { surface: 'display', label: 'Écran 1' },
]

/** Everything on this machine: database, sync server, web app, and a center to play with. */
async function start(): Promise<void> {
  const webPort = Number(process.env.PORT ?? 3000)
  const syncPort = Number(process.env.SYNC_PORT ?? 3001)
  const internalPort = Number(process.env.INTERNAL_PORT ?? syncPort + 1)
  for (const port of [webPort, syncPort, internalPort]) await refuseTakenPort(port)

  await buildUnlessFresh()
  const running = await ensureDatabase()
  await migrate(running.url)
  const secret = ensureSecret()
  const database = createDatabase(running.url, { applicationName: 'guichet-start', poolSize: 2 })
  await ensurePartitions(database)
  const center = CenterId.parse(await database.begin(seedDemonstration))
  const idcam = isIdcamSimulated() ? await startIdcamSimulator() : null

  const origins = process.env.PUBLIC_ORIGINS ?? `http://localhost:${webPort},http://127.0.0.1:${webPort}`
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: running.url,
    GUICHET_SECRET: secret,
    PUBLIC_ORIGINS: origins,
    SYNC_PORT: String(syncPort),
    INTERNAL_PORT: String(internalPort),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    GUICHET_QUIET: process.env.LOG_LEVEL ? '' : '1',
    ...(idcam && { IDCAM_API_URL: idcam.url, IDCAM_API_KEY: SIMULATED_KEY }),
  }
  const keepers = [
    keepRunning(() => startSyncServer(environment)),
    keepRunning(() => startWebApp(webPort, environment)),
  ]
  stopOnSignal(async () => {
    await Promise.all(keepers.map(keeper => keeper.stop()))
    await Promise.all([database.close(), idcam?.close()])
    await running.stop()
  })

  const [origin = ''] = origins.split(',')
  await Promise.all([
    untilAlive(`http://127.0.0.1:${syncPort}/health/live`),
    untilAlive(`http://127.0.0.1:${webPort}/health/live`),
  ])
  console.log(await welcome(origin, { database, keys: deriveKeys(secret), center }))
  for (const line of await demonstrationLines(database, center)) console.log(line)
  for (const line of idcamLines(idcam)) console.log(line)
  for (const line of await firstAdminLines({ database, secret, origin }, process.stdout.isTTY)) console.log(line)
}

type Place = { readonly database: Database; readonly keys: Keys; readonly center: CenterId }

/** A device that is enrolled already is only opened; `npm start -- --enroll` replaces all of them. */
async function welcome(origin: string, place: Place): Promise<string> {
  if (process.argv.includes('--enroll')) await revokeDemonstration(place)
  const enrolled = await enrolledLabels(place)
  const lines: string[] = []
  for (const { surface, label, slot } of DEMONSTRATION_DEVICES) {
    const query = slot ? `?slot=${slot}` : ''
    const link = enrolled.has(label)
      ? `${origin}/${surface}${query}  (enrolled)`
      : `${origin}/enroll${query}#${await codeFor(place, surface, label)}`
    lines.push(`  ${label.padEnd(12)} ${link}`)
  }
  const hint = enrolled.size > 0 ? ['For new links, as in another browser: npm start -- --enroll'] : []
  return [
    '',
    'Guichet is open. Each link enrolls one device, once:',
    '',
    ...lines,
    '',
    ...hint,
    'Stop with Ctrl+C.',
    '',
  ].join('\n')
}

/**
 * Whoever tries Guichet signs in on a tablet as one of the invented agents. The password is drawn once and stands nowhere
 * but on this screen; on a database or with a secret of somebody's own, which is no demonstration, there is none.
 */
async function demonstrationLines(database: Database, center: CenterId): Promise<string[]> {
  if (!isDemonstration()) return []
  const first = await makeFirstPassword(DEMONSTRATION_ID)
  if (!first) return []
  const accounts = await giveDemonstrationAccounts(database, center, first.hash)
  if (accounts.length === 0) return []
  const people = accounts.map(({ employeeId, name }) => `  ${employeeId.padEnd(12)} ${name}`)
  return [`On a tablet, sign in as one of these, with the password ${first.password} (shown once):`, '', ...people, '']
}

function isDemonstration(): boolean {
  return !process.env.DATABASE_URL && !process.env.GUICHET_SECRET
}

/** An installation of somebody's own is never told by a program of ours which codes are good. */
function isIdcamSimulated(): boolean {
  return isDemonstration() && !process.env.IDCAM_API_URL && process.env.NODE_ENV !== 'production'
}

function idcamLines(idcam: IdcamSimulator | null): string[] {
  if (!idcam) return []
  return [
    'Pre-enrollment codes are checked by a simulated IDCAM: any code is good; scripts/idcam-simulator.ts',
    'has those that are not, such as CNI 2001 000 002, whose card is not ready.',
    '',
  ]
}

function codeFor({ database, keys, center }: Place, surface: Surface, label: string): Promise<string> {
  return createEnrollmentCode(
    { database, keys, now: Date.now() },
    { center, surface, label, goodForMs: DEMONSTRATION_CODE_MS },
  )
}

async function enrolledLabels({ database, center }: Place): Promise<ReadonlySet<string>> {
  const rows = await database.sql<{ label: string }[]>`
    select label from devices where center_id = ${center} and revoked_at is null`
  return new Set(rows.map(row => row.label))
}

async function revokeDemonstration({ database, center }: Place): Promise<void> {
  await database.sql`update devices set revoked_at = now() where center_id = ${center} and revoked_at is null`
}

/** A program that ends by itself is started again, as a service manager would. */
function keepRunning(launch: () => Program): { stop(): Promise<void> } {
  let isStopping = false
  let program = launch()
  const watch = async () => {
    for (;;) {
      await program.exited
      if (isStopping) return
      await pause(RESTART_MS)
      if (isStopping) return
      program = launch()
    }
  }
  const watched = watch()
  return {
    stop: async () => {
      isStopping = true
      await program.stop()
      await watched
    },
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        fault => {
          console.error(fault)
          process.exit(1)
        },
      )
    })
  }
}

async function refuseTakenPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new WrongUse(`port ${port} is in use: stop what holds it, or set PORT, SYNC_PORT and INTERNAL_PORT`)),
    )
    probe.listen(port, () => probe.close(() => resolve()))
  })
}

try {
  await start()
} catch (fault) {
  if (!(fault instanceof WrongUse)) throw fault
  console.error(fault.message)
  process.exitCode = 1
}
