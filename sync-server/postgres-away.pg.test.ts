import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { seedDemonstration } from '@/drizzle/seed'
import { DeviceId } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { createDatabase, type Database } from '@/lib/server/database'
import { migrate } from '@/lib/server/migrate'
import { signToken } from '@/lib/server/sync-token'
import { ensureEmbeddedDatabase, type RunningDatabase } from '@/scripts/postgres'
import { BusyCenter } from '@/tests/support/busy-center'
import { allowConnections, refuseConnections } from '@/tests/support/closed-database'
import { ORIGIN, until } from '@/tests/support/node-device'
import { CENTER } from '@/tests/support/signing'
import { fullDisk } from '@/tests/support/small-disk'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { WaitingBytes } from './store'
import { updateFrame } from './sync-frames'

/** A Postgres of this file's own, since it is stopped, frozen and filled. */
const dir = mkdtempSync(join(tmpdir(), 'guichet-away-'))
const cluster = { dir, port: 27_432 }
let postgres: RunningDatabase
let database: Database
let server: SyncStack | null = null
let center: BusyCenter
const disk = fullDisk()

beforeAll(async () => {
  postgres = await ensureEmbeddedDatabase(cluster)
  await migrate(postgres.url)
  database = createDatabase(postgres.url)
  await disk.lay(database, postgres)
  await database.begin(seedDemonstration)
  await enrollNodeDevices(database)
})
beforeEach(() => database.begin(emptyTheDay))
afterEach(async () => {
  center.close()
  await server?.close()
  server = null
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
  disk.remove()
  rmSync(dir, { recursive: true, force: true })
})

async function openCenter(seed: number, waiting?: WaitingBytes): Promise<SyncStack> {
  const started = await startSyncStack(database, 0, waiting ? { waiting } : {})
  server = started
  center = await BusyCenter.open(started, seed)
  await center.untilAllEqual()
  return started
}

async function sendToAll(signal: 'STOP' | 'CONT'): Promise<void> {
  const pids = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postgres.postmasterPid)], { encoding: 'utf8' })
  const all = [Number(postgres.postmasterPid), ...pids.split('\n').map(Number)].filter(pid => pid > 0)
  for (const pid of all) process.kill(pid, `SIG${signal}`)
}

type Outage = { readonly begin: () => Promise<void>; readonly end: () => Promise<void> }

const OUTAGES: readonly (readonly [string, Outage])[] = [
  [
    'stopped',
    {
      begin: () => postgres.stop(),
      end: async () => {
        postgres = await ensureEmbeddedDatabase(cluster)
      },
    },
  ],
  ['frozen', { begin: () => sendToAll('STOP'), end: () => sendToAll('CONT') }],
  ['refusing connections', { begin: () => refuseConnections(postgres.url), end: () => allowConnections(postgres.url) }],
  [
    disk.isReal ? 'out of disk' : 'out of disk, as a trigger says it',
    { begin: () => disk.fill(database), end: () => disk.free(database) },
  ],
]

test.each(OUTAGES)(
  '[SYNC-10] Postgres %s: the center goes on, says so, and all is stored once when it is back',
  async (_how, outage) => {
    await openCenter(1)
    center.work()
    await center.workFor(5)
    await outage.begin()
    for (const device of center.devices)
      await until(device, 'says it', () => device.link.status.get().rung === 'local', 40_000)

    const acknowledged = await center.acknowledgedCount()
    const pending = center.pendingCount()
    await center.workFor(10)
    const [last] = center.given.slice(-1)
    const seesLast = () => [...center.display.replica.queue.tickets.values()].some(({ number }) => number === last)
    await until(center.display, 'the others are seen without Postgres', seesLast)
    expect(await center.acknowledgedCount()).toBe(acknowledged)
    expect(center.pendingCount()).toBeGreaterThan(pending + 10)

    await outage.end()
    await center.workFor(5)
    await center.rest()
    await center.untilAllEqual(60_000)
    expect(await center.lostOrTwice(database)).toEqual([])
  },
)

/** Counts what the budget counts. */
class CountedBytes extends WaitingBytes {
  now = 0
  most = 0

  override add(bytes: number): void {
    this.now += bytes
    this.most = Math.max(this.most, this.now)
    super.add(bytes)
  }
}

const PROCESS_BYTES_MAX = 60_000
/** What was on its way when the budget was used up. */
const ONE_TURN_BYTES = 20_000

test('[SYNC-10] past the budget of the process nobody is taken anything from, and nobody loses anything', async () => {
  const waiting = new CountedBytes({ document: 10 * PROCESS_BYTES_MAX, process: PROCESS_BYTES_MAX })
  const started = await openCenter(2, waiting)
  const yesterday = addDays(serviceDayOf(Date.now(), 'Africa/Douala'), -1)
  const neighbour = await openSocket(started, yesterday)
  center.work()
  await refuseConnections(postgres.url)
  const { kiosks } = center
  for (const kiosk of kiosks)
    await until(kiosk, 'sent away', () => waiting.isFullFor(0) && kiosk.link.status.get().rung === 'offline', 40_000)
  const closed = new Promise(resolve => neighbour.once('close', resolve))
  neighbour.send(updateFrame(new Uint8Array([0, 0])))
  expect(await closed).toBe(CLOSE.overload)

  await center.workFor(30)
  expect(waiting.most).toBeLessThan(PROCESS_BYTES_MAX + ONE_TURN_BYTES)
  await allowConnections(postgres.url)
  await center.rest()
  await center.untilAllEqual(60_000)
  expect(await center.lostOrTwice(database)).toEqual([])
  expect(waiting.now).toBe(0)
})

/** A socket into another document than the center's own of today. */
async function openSocket({ wsUrl, keys }: SyncStack, day: string): Promise<WebSocket> {
  const claims = { device: DeviceId.parse('vvvvvv'), center: CENTER, surface: 'agent' } as const
  const token = await signToken(keys.token, claims, Date.now())
  const socket = new WebSocket(`${wsUrl}/${CENTER}/${day}`, [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token], {
    origin: ORIGIN,
  })
  // Its HELLO says that the room is open.
  await new Promise((resolve, reject) => {
    socket.once('message', resolve)
    socket.once('error', reject)
  })
  return socket
}
