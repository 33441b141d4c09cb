import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { deriveKeys } from '@/lib/server/keys'
import { BusyCenter } from '@/tests/support/busy-center'
import { type KillOrder, LOAD_POINTS, PIPELINE_POINTS } from '@/tests/support/kill-points'
import { KilledServer } from '@/tests/support/killed-server'
import { until } from '@/tests/support/node-device'
import { seededRandom } from '@/tests/support/seeded-random'
import { emptyTheDay, enrollNodeDevices, SECRET } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

const SEED = 20261122
const ROUNDS = 1
/** Batches that a server stores before it dies in one: the devices' first syncs and the thick of the work both come to it. */
const PASSES_MAX = 25

let db: TestDatabase
let server: KilledServer
/** Loaded, and not listening yet. */
let next: KilledServer
let center: BusyCenter
const random = seededRandom(SEED)

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = new KilledServer(db.url)
  next = new KilledServer(db.url)
  await server.listen(0)
  center = await BusyCenter.open({ wsUrl: server.wsUrl, keys: deriveKeys(SECRET) }, SEED)
  await center.untilAllEqual()
})
afterAll(async () => {
  center.close()
  await server.kill()
  await next.kill()
  await db.drop()
})

test.each(PIPELINE_POINTS)('[SYNC-8] a server killed with -9: %s', async point => {
  for (let round = 0; round < ROUNDS; round++) {
    center.work()
    server.dieAt({ point, passes: 1 + random.int(PASSES_MAX) })
    await untilDeadAndNoticed()
    expect(await center.brokenPromises(db.database)).toEqual([])
    await comesBack()
  }
})

test.each(LOAD_POINTS)('[SYNC-8] a server killed with -9 while it loads: %s', async point => {
  center.work()
  await server.kill()
  // Its own words are stored while it loads only where there is no day yet: the devices then bring back the rest.
  if (point === 'before its own first words are stored') await db.database.begin(emptyTheDay)
  await replace({ point, passes: 0 })
  await untilDeadAndNoticed()
  await comesBack()
})

async function untilDeadAndNoticed(): Promise<void> {
  await server.untilDead()
  for (const device of center.devices)
    await until(device, 'the death noticed', () => device.link.status.get().rung === 'offline')
}

/** The center works on without a server and with the next one, and at last nothing is lost, twice or un-acknowledged. */
async function comesBack(): Promise<void> {
  await center.workFor(3)
  await replace(null)
  await center.workFor(5)
  await center.rest()
  await center.untilAllEqual()
  // What a device carries of others' logs has no acknowledgement to wait for.
  await expect.poll(() => center.lostOrTwice(db.database), { timeout: 20_000 }).toEqual([])
}

async function replace(order: KillOrder | null): Promise<void> {
  const { port } = server
  server = next
  next = new KilledServer(db.url)
  await server.listen(port, order)
}
