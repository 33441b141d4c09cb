import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { DeviceId } from '@/lib/domain/ids'
import { openStation } from '@/lib/domain/station-acts'
import {
  type DeviceOptions,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  postOf,
  TABLET,
  until,
} from '@/tests/support/node-device'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTcpProxy, type TcpProxy } from '@/tests/support/tcp-proxy'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

const T = DeviceId.parse('tttttt')
const V = DeviceId.parse('vvvvvv')
const OTHER_TABLET: DeviceOptions = { device: 'vvvvvv', surface: 'agent' }
const SOON = { timeout: 15_000 }
const SILENCE_MS_MAX = 30_000

let db: TestDatabase
let server: SyncStack
let network: TcpProxy
const devices: NodeDevice[] = []
/** Everybody's clock, moved by hand. */
let movedMs = 0
const clock = { now: () => Date.now() + movedMs }

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  movedMs = 0
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database, 0, { clock })
  network = await openTcpProxy(server.wsUrl)
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await network.close()
  await server.close()
})
afterAll(() => db.drop())

/** @param wsUrl where it finds the server */
async function open(options: DeviceOptions, wsUrl = server.wsUrl): Promise<NodeDevice> {
  const device = await openNodeDevice({ ...server, wsUrl }, { ...options, clock })
  devices.push(device)
  await until(device, `${options.device} online`, () => isSynced(device))
  return device
}

async function openAt(options: DeviceOptions, station: number, wsUrl?: string): Promise<NodeDevice> {
  const tablet = await open(options, wsUrl)
  await isHeard(tablet, station)
  return tablet
}

/** The tablet opens its station, again if it must be: the server has then heard it. */
async function isHeard(tablet: NodeDevice, station: number): Promise<void> {
  await tablet.replica.act(() => openStation(postOf(tablet, station, station)))
  await until(tablet, 'its station is open', () => isSynced(tablet))
}

/** Time goes by, in steps in which nobody who is heard is cut off for silence. */
async function passes(seconds: number, tablet: NodeDevice): Promise<void> {
  for (let leftMs = seconds * 1000; leftMs > 0; leftMs -= SILENCE_MS_MAX / 2) {
    movedMs += Math.min(leftMs, SILENCE_MS_MAX / 2)
    await isHeard(tablet, 1)
  }
}

const lost = ({ link }: NodeDevice) => [T, V].map(device => link.reach.lostSince(device))

/** What the tablet says of them after a beat, again until it is what is expected: the server may not have noticed yet. */
function lostAfterBeat(tablet: NodeDevice) {
  return expect.poll(async () => {
    await server.beat()
    return lost(tablet)
  }, SOON)
}

test('[SYNC-12] a tablet that is killed is out of reach for the other after 45 s, until it is back', async () => {
  const tablet = await openAt(TABLET, 1)
  const other = await openAt(OTHER_TABLET, 2, network.url)
  await lostAfterBeat(tablet).toEqual([null, null])

  const cutAt = clock.now()
  network.cut('reset')
  await until(other, 'cut off', () => other.link.status.get().rung === 'offline')
  other.stop()
  await passes(40, tablet)
  await lostAfterBeat(tablet).toEqual([null, null])
  await passes(10, tablet)
  await lostAfterBeat(tablet).toEqual([null, expect.any(Number)])
  expect(Math.abs((lost(tablet)[1] ?? 0) - cutAt)).toBeLessThan(SILENCE_MS_MAX / 2)

  await open(OTHER_TABLET)
  await lostAfterBeat(tablet).toEqual([null, null])
})

test('[SYNC-12] a tablet that is cut off has lost everybody but itself; whoever comes knows by the next beat who is missing', async () => {
  const other = await openAt(OTHER_TABLET, 2, network.url)
  network.cut('reset')
  await until(other, 'cut off', () => other.link.status.get().rung === 'offline')
  const { since } = other.link.status.get()
  expect(lost(other)).toEqual([since, null])
  other.stop()

  movedMs += 46_000
  const kiosk = await open(KIOSK)
  await lostAfterBeat(kiosk).toEqual([null, expect.any(Number)])
})

test('[SYNC-12] after its start a server has lost nobody; who holds a station and does not come back is lost since then', async () => {
  const tablet = await openAt(TABLET, 1)
  const other = await openAt(OTHER_TABLET, 2)
  other.stop()
  await server.close()
  await until(tablet, 'cut off', () => tablet.link.status.get().rung === 'offline')
  movedMs += 600_000
  const startedAt = clock.now()
  server = await startSyncStack(db.database, Number(new URL(server.wsUrl).port), { clock })
  await until(tablet, 'back', () => isSynced(tablet))
  await passes(30, tablet)
  await lostAfterBeat(tablet).toEqual([null, null])
  await passes(20, tablet)
  await lostAfterBeat(tablet).toEqual([null, expect.any(Number)])
  expect(lost(tablet)[1]).toBeGreaterThan(startedAt - 1_000)
})

test('[ENGINE-11] a tablet that was missed for half an hour is taken for switched off, but not by one that is alone', async () => {
  const tablet = await openAt(TABLET, 1)
  const other = await openAt(OTHER_TABLET, 2, network.url)
  network.cut('reset')
  await until(other, 'cut off', () => other.link.status.get().rung === 'offline')
  expect(other.link.reach.isGone(T)).toBe(false)
  other.stop()
  await passes(60, tablet)
  await lostAfterBeat(tablet).toEqual([null, expect.any(Number)])
  expect(tablet.link.reach.isGone(V)).toBe(false)

  // In steps: a tablet that seemed silent for so long would be hung up on, and an empty room remembers nobody.
  await passes(1_800, tablet)
  const isGoneAfterBeat = async () => {
    await server.beat()
    return tablet.link.reach.isGone(V)
  }
  await expect.poll(isGoneAfterBeat, SOON).toBe(true)
})
