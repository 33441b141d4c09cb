import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { start } from '@/lib/domain/serve'
import { openStation } from '@/lib/domain/station-acts'
import {
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  postOf,
  TABLET,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { callNextOf } from '@/tests/support/scheduling'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { auditDay } from './journal-audit'
import { checkProjection, rebuildProjection } from './projection'
import type { DayOfCenter } from './queue-rows'
import { serverSealKey } from './server-seal'

let db: TestDatabase
let server: SyncStack
let kiosk: NodeDevice
let tablet: NodeDevice
let key: DayOfCenter

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
  kiosk = await openNodeDevice(server, KIOSK)
  tablet = await openNodeDevice(server, TABLET)
  key = { center: CenterId.parse(1), day: kiosk.replica.day }
  await tablet.replica.act(() => openStation(postOf(tablet, 1, 1)))
  await takeTicket(kiosk)
  await until(tablet, 'A101 seen', () => isSynced(tablet) && tablet.replica.queue.tickets.size === 1)
  await tablet.replica.act(desk => callNextOf(desk, postOf(tablet, 1, 1)))
  for (const device of [kiosk, tablet]) await until(device, 'acknowledged', () => isSynced(device))
})
afterEach(async () => {
  for (const device of [kiosk, tablet]) device.stop()
  await server.close()
})
afterAll(() => db.drop())

test('[AUDIT-4] a rebuild in the middle of a day loses nothing: who was fenced out loads anew, and devices come back', async () => {
  await db.database.sql`update queue_entries set status = 'no_show', assigned_station_id = null`
  expect(await rebuildProjection(db.database, key)).toHaveLength(1)

  expect([await takeTicket(kiosk), await takeTicket(kiosk)]).toEqual(['A102', 'A103'])
  expect(await tablet.replica.act(({ queue }) => start(queue, postOf(tablet, 1, 1)))).toMatchObject({ ok: true })
  await until(tablet, 'all seen', () => isSynced(tablet) && tablet.replica.queue.tickets.size === 3)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))

  expect(await checkProjection(db.database, key)).toEqual([])
  const states = await db.database.sql`select ticket_number as number, status from queue_entries order by 1`
  expect(states.map(({ number, status }) => `${number} ${status}`)).toEqual([
    'A101 in_progress',
    'A102 waiting',
    'A103 waiting',
  ])
})

test('[AUDIT-4] a rebuild of a day that is right sends nobody away', async () => {
  const rungs = new Set<string>()
  const stop = kiosk.link.status.subscribe(() => rungs.add(kiosk.link.status.get().rung))
  expect(await rebuildProjection(db.database, key)).toEqual([])
  await takeTicket(kiosk)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  stop()
  expect([...rungs]).toEqual(['online'])
})

test('[AUDIT-5] the journal of a day under way is intact, and what is not sealed yet is told apart', async () => {
  const { publicJwk } = serverSealKey('a secret of the tests, of no use elsewhere')
  const { findings, unsealed, sealCount } = await auditDay(db.database, key, publicJwk)
  expect(findings).toEqual([])
  expect(new Set(unsealed.map(({ device }) => device))).toEqual(new Set(['kkkkkk', 'tttttt']))
  expect(sealCount).toBeGreaterThan(0)
})
