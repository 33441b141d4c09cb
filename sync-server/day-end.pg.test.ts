import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { AgentId, CenterId, type ServiceDay } from '@/lib/domain/ids'
import { UserId } from '@/lib/domain/person'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import type { ConsoleCommand } from '@/lib/protocol/console'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { sendCommand } from '@/lib/server/commands'
import { knock } from '@/tests/support/knock'
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
const HOUR = 3_600_000
/** Ten in Douala, which is an hour ahead of UTC all year. */
const MORNING = new Date().setUTCHours(9, 0, 0, 0)
const TODAY = serviceDayOf(MORNING, ZONE)
const TOMORROW = addDays(TODAY, 1)
const SECOND_KIOSK: DeviceOptions = { device: 'nnnnnn', surface: 'kiosk', issuerDigit: 2 }

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
  setTime(MORNING)
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

/** From here on it is this time for everybody. */
function setTime(instant: number): void {
  shiftMs = instant - realNow()
}

async function open(options: DeviceOptions): Promise<NodeDevice> {
  const device = await openNodeDevice(server, options)
  devices.push(device)
  await until(device, 'caught up', () => isSynced(device))
  return device
}

function order(command: ConsoleCommand) {
  const environment = { syncInternalUrl: server.internalUrl }
  const by = { center: CenterId.parse(1), person: UserId.parse(7), agent: AgentId.parse(4) }
  return sendCommand({ database: db.database, keys: server.keys, environment, now: Date.now() }, by, command)
}

async function restart(): Promise<void> {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
  server = await startSyncStack(db.database)
}

/** The tickets of a day in Postgres: `A101 waiting`, with the closing code where there is one. */
async function storedOn(day: ServiceDay): Promise<string[]> {
  const rows = await db.database.sql<{ text: string }[]>`
    select concat_ws(' ', ticket_number, status, closing_code) as text from queue_entries where service_day = ${day}
    order by 1`
  return rows.map(({ text }) => text)
}

const carried = () =>
  db.database.sql`
    select ticket_id as ticket, to_number as number, to_day as day from carried_tickets order by from_day, to_number`

const numbersOf = ({ replica }: NodeDevice) => [...replica.queue.tickets.values()].map(({ number }) => number).sort()

async function twoCarriedOver(): Promise<void> {
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await takeTicket(kiosk)
  await until(kiosk, 'stored', () => isSynced(kiosk))
  expect(await order({ kind: 'close_day', unserved: 'carry_over' })).toEqual({
    ok: true,
    value: {
      closed: 0,
      carried: [
        { ticket: 'A101.kkkkkk', number: 'A101', toNumber: 'A001' },
        { ticket: 'A102.kkkkkk', number: 'A102', toNumber: 'A002' },
      ],
    },
  })
}

test('[CMD-8] who is carried over is told his number at once, and stands in the queue of the next day that opens, once', async () => {
  await twoCarriedOver()
  // A clock that is ahead opens tomorrow's room too, and brings nobody over.
  const ahead = await knock(server, { device: 'nnnnnn', day: TOMORROW })
  await ahead.socket.until(() => ahead.socket.messages.length > 0)
  await server.lookAfterDays()
  expect(await storedOn(TOMORROW)).toEqual([])
  ahead.socket.destroy()

  setTime(MORNING + 21 * HOUR)
  for (let round = 0; round < 3; round++) {
    await restart()
    const tablet = await open(TABLET)
    await until(tablet, 'carried over', () => tablet.replica.queue.tickets.size > 0)
    await server.lookAfterDays()
    expect(await storedOn(TOMORROW)).toEqual(['A001 waiting', 'A002 waiting'])
    const [first] = [...tablet.replica.queue.tickets.values()]
    expect(first?.checkIn.carriedFrom).toBe('A101')
  }
  expect(await carried()).toMatchObject([
    { number: 'A001', day: TOMORROW },
    { number: 'A002', day: TOMORROW },
  ])
})

test('[CMD-8] devices that are left on over a holiday bring nobody over, until somebody opens that day by hand', async () => {
  await twoCarriedOver()
  const holidays = JSON.stringify([{ day: TOMORROW, nameFr: 'Fête', nameEn: 'Holiday' }])
  await db.database.sql`update centers set holidays = ${holidays}::text::jsonb`
  setTime(MORNING + 21 * HOUR)
  const tablet = await open(TABLET)
  await server.lookAfterDays()
  expect(numbersOf(tablet)).toEqual([])
  expect(await order({ kind: 'open_day' })).toMatchObject({ ok: true })
  await until(tablet, 'carried over', () => tablet.replica.queue.tickets.size === 2)
  await db.database.sql`update centers set holidays = '[]'`
})

test.each<[string, () => Promise<unknown>]>([
  ['closed the day, and not kept the numbers', () => db.database.sql`delete from carried_tickets`],
  [
    'taken them for a day on which nothing ran any more',
    () => db.database.sql`update carried_tickets set to_day = ${TOMORROW}`,
  ],
  [
    'taken them over, and not put them into the queue',
    () => db.database.sql`update carried_tickets set to_day = ${addDays(TODAY, 2)}`,
  ],
])(
  '[CMD-8] a server that died when it had %s: they are in the next queue all the same, under their numbers',
  async (_when, die) => {
    await twoCarriedOver()
    await restart()
    await die()
    setTime(MORNING + 48 * HOUR)
    const tablet = await open(TABLET)
    await until(tablet, 'carried over', () => tablet.replica.queue.tickets.size === 2)
    expect(numbersOf(tablet)).toEqual(['A001', 'A002'])
    expect(await carried()).toMatchObject([
      { ticket: 'A101.kkkkkk', number: 'A001', day: addDays(TODAY, 2) },
      { ticket: 'A102.kkkkkk', number: 'A002', day: addDays(TODAY, 2) },
    ])
  },
)

test('[CMD-9] what a kiosk that was apart brings to a closed day is carried over with the others, also into a queue that is open', async () => {
  const store = new MemoryEventStore()
  const apart = await open({ ...SECOND_KIOSK, store })
  apart.link.stop()
  await takeTicket(apart)
  await twoCarriedOver()
  setTime(MORNING + 21 * HOUR)
  const tablet = await open(TABLET)
  await until(tablet, 'carried over', () => tablet.replica.queue.tickets.size === 2)

  await open({ ...SECOND_KIOSK, store })
  await until(tablet, 'the late one', () => tablet.replica.queue.tickets.size === 3)
  expect(numbersOf(tablet)).toEqual(['A001', 'A002', 'A003'])
  expect(await storedOn(TODAY)).toEqual(['A101', 'A102', 'A201'].map(number => `${number} cancelled closed_by_day_end`))
})

test('[CMD-10] a day that everybody forgot closes itself two hours after midnight, and what comes later is closed too', async () => {
  const store = new MemoryEventStore()
  const apart = await open({ ...SECOND_KIOSK, store })
  apart.link.stop()
  await takeTicket(apart)
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await until(kiosk, 'stored', () => isSynced(kiosk))
  for (const device of devices.splice(0)) device.stop()

  setTime(MORNING + 15 * HOUR)
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual(['A101 waiting'])
  setTime(MORNING + 16 * HOUR)
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual(['A101 cancelled closed_by_day_end'])

  await open({ ...SECOND_KIOSK, store })
  const both = ['A101 cancelled closed_by_day_end', 'A201 cancelled closed_by_day_end']
  await expect.poll(() => storedOn(TODAY), { timeout: 10_000 }).toEqual(both)
  await restart()
  await server.lookAfterDays()
  const codes = await db.database.sql`
    select payload ->> 'code' as code from queue_event where type = 'reception.closed.v1'`
  expect(codes).toEqual([{ code: 'forgotten' }])
  expect(await carried()).toEqual([])
})
