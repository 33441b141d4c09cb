import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import type { ServiceDay } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { correctionKey } from '@/lib/domain/stamp'
import {
  type DeviceOptions,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  TABLET,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

const ZONE = 'Africa/Douala'
const MINUTE = 60_000
const DAY_MS = 24 * 60 * MINUTE
/** A device that has seen times of a clock ahead of its own is pulled along by up to a minute [ORDER-4]. */
const APART_MS = 1.5 * MINUTE
/** Before midnight in Douala, which is an hour ahead of UTC all year. */
const EVENING = new Date()
EVENING.setUTCHours(22, 59, 0, 0)
const TODAY = serviceDayOf(EVENING.getTime(), ZONE)
const TOMORROW = addDays(TODAY, 1)

let db: TestDatabase
let server: SyncStack
let shiftMs = 0
const devices: NodeDevice[] = []
const realNow = Date.now

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + shiftMs)
  setTime(EVENING.getTime())
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
  vi.restoreAllMocks()
})
afterAll(() => db.drop())

/** From here on it is this time for everybody whose clock is right, and goes on. */
function setTime(instant: number): void {
  shiftMs = instant - realNow()
}

async function open(options: DeviceOptions, wrongByMs = 0): Promise<NodeDevice> {
  const device = await openNodeDevice(server, { clock: { now: () => Date.now() + wrongByMs }, ...options })
  devices.push(device)
  return device
}

function stop(device: NodeDevice): void {
  devices.splice(devices.indexOf(device), 1)
  device.stop()
}

async function restartServer(meanwhile: () => Promise<void>): Promise<void> {
  const port = Number(new URL(server.wsUrl).port)
  await server.close()
  await meanwhile()
  server = await startSyncStack(db.database, port)
}

async function synced(device: NodeDevice): Promise<void> {
  await until(device, 'acknowledged', () => isSynced(device), 30_000)
}

/** The tickets of a day in Postgres, by number. */
async function storedOn(day: ServiceDay): Promise<string[]> {
  const rows = await db.database.sql<{ number: string }[]>`
    select ticket_number as number from queue_entries where service_day = ${day} order by 1`
  return rows.map(({ number }) => number)
}

test('[DAY-3] over midnight online: the ticket of 23:59 and that of 00:01 stand in their own days', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  expect(await takeTicket(kiosk)).toBe('A101')
  await synced(kiosk)
  setTime(EVENING.getTime() + 2 * MINUTE)
  for (const device of devices) await device.replica.tend()
  expect([kiosk.replica.day, tablet.replica.day]).toEqual([TOMORROW, TOMORROW])
  expect(await takeTicket(kiosk)).toBe('A101')
  await synced(kiosk)
  await until(tablet, 'the new day seen', () => tablet.replica.queue.tickets.size === 1)

  expect([await storedOn(TODAY), await storedOn(TOMORROW)]).toEqual([['A101'], ['A101']])
  await until(kiosk, 'yesterday let go', () => kiosk.replica.documents().length === 1, 30_000)
})

test('[DAY-3] over midnight without a server: what yesterday still owes arrives in yesterday, later', async () => {
  const kiosk = await open(KIOSK)
  await synced(kiosk)
  await restartServer(async () => {
    expect([await takeTicket(kiosk), await takeTicket(kiosk)]).toEqual(['A101', 'A102'])
    setTime(EVENING.getTime() + 2 * MINUTE)
    await kiosk.replica.tend()
    expect(await takeTicket(kiosk)).toBe('A101')
    expect(kiosk.link.status.get()).toMatchObject({ rung: 'offline', pendingCount: 3 })
  })
  await synced(kiosk)
  expect([await storedOn(TODAY), await storedOn(TOMORROW)]).toEqual([['A101', 'A102'], ['A101']])
})

test('[DAY-3] switched off before midnight and on after it: the new day begins, and yesterday is brought', async () => {
  const kiosk = await open(KIOSK)
  await synced(kiosk)
  let morning: NodeDevice | undefined
  await restartServer(async () => {
    await takeTicket(kiosk)
    stop(kiosk)
    setTime(EVENING.getTime() + 8 * 60 * MINUTE)
    morning = await open({ ...KIOSK, store: kiosk.store })
    expect(morning.replica.day).toBe(TOMORROW)
    expect(await takeTicket(morning)).toBe('A101')
    expect(morning.replica.pendingCount).toBe(2)
  })
  if (!morning) throw new Error('it was opened')
  await synced(morning)
  expect([await storedOn(TODAY), await storedOn(TOMORROW)]).toEqual([['A101'], ['A101']])
})

test.each([
  ['ten minutes behind', -10 * MINUTE],
  ['ten minutes ahead', 10 * MINUTE],
])(
  '[ORDER-2] a kiosk whose clock is %s issues, and stands in the order of the center, also after a reboot',
  async (_how, wrongByMs) => {
    setTime(EVENING.getTime() - 6 * 60 * MINUTE)
    const right = await open({ device: 'nnnnnn', surface: 'kiosk', issuerDigit: 2 })
    const tablet = await open(TABLET)
    let wrong = await open(KIOSK, wrongByMs)
    const inTurn: string[] = []
    for (let reboot = 0; reboot < 2; reboot++) {
      for (const kiosk of [right, wrong, right]) {
        inTurn.push(await takeTicket(kiosk))
        await synced(kiosk)
        await until(tablet, 'seen', () => tablet.replica.queue.tickets.size === inTurn.length)
        setTime(Date.now() + APART_MS)
      }
      const key = correctionKey(wrong.replica.identity.device, wrong.replica.boot)
      // A beat that was under way when the time was set measured that as well; the next one puts it right.
      const isRight = () => Math.abs((correctionsOn(tablet).get(key) ?? Number.NaN) + wrongByMs) < 30_000
      await until(tablet, 'corrected for this boot', isRight, 30_000)
      const tickets = [...tablet.replica.queue.tickets.values()].sort((a, b) => a.checkedInAt - b.checkedInAt)
      expect(tickets.map(({ number }) => number)).toEqual(inTurn)
      stop(wrong)
      wrong = await open({ ...KIOSK, store: wrong.store }, wrongByMs)
    }
  },
)

/** What the server has measured, as every device of the center holds it: so can staff. */
function correctionsOn({ replica }: NodeDevice): Map<string, number> {
  const corrections = new Map<string, number>()
  for (const { event } of replica.documents().flatMap(document => document.events()))
    if (event.type === 'clock.corrected.v1') corrections.set(correctionKey(event.subject, event.boot), event.offsetMs)
  return corrections
}

test('[DAY-4] a kiosk that starts in 1970 issues as soon as the server has told the time, in its day and in order', async () => {
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await synced(kiosk)
  stop(kiosk)
  const wrongByMs = -Date.now()
  const back = await open({ ...KIOSK, store: kiosk.store, clock: { now: () => Date.now() + wrongByMs } })
  expect(back.replica.doubtedDay).toBe('1970-01-01')
  await expect(takeTicket(back)).rejects.toThrow('day_in_doubt')

  await until(back, 'the server has told the time', () => back.replica.doubtedDay === null, 30_000)
  expect(await takeTicket(back)).toBe('A102')
  await synced(back)
  expect(await storedOn(TODAY)).toEqual(['A101', 'A102'])
})

test('[NUM-2] a clock that is a day ahead and is then put right gives no number of either day twice', async () => {
  setTime(EVENING.getTime() - 6 * 60 * MINUTE)
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await synced(kiosk)
  stop(kiosk)
  const ahead = await open({ ...KIOSK, store: kiosk.store }, DAY_MS)
  expect(ahead.replica.day).toBe(TOMORROW)
  expect(await takeTicket(ahead)).toBe('A101')
  await until(ahead, 'the server says which day it is', () => ahead.replica.day === TODAY, 30_000)
  await synced(ahead)
  stop(ahead)

  const right = await open({ ...KIOSK, store: ahead.store })
  expect([right.replica.day, right.replica.doubtedDay]).toEqual([TODAY, null])
  expect(await takeTicket(right)).toBe('A102')
  await synced(right)
  setTime(EVENING.getTime() + 2 * MINUTE)
  await right.replica.tend()
  expect(await takeTicket(right)).toBe('A102')
  await synced(right)
  expect([await storedOn(TODAY), await storedOn(TOMORROW)]).toEqual([
    ['A101', 'A102'],
    ['A101', 'A102'],
  ])
})
