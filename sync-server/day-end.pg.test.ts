import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { type QueueEvent, UNEXPLAINED } from '@/lib/domain/events'
import { AgentId, CenterId, DeviceId, eventId, type ServiceDay, StationId } from '@/lib/domain/ids'
import { UserId } from '@/lib/domain/person'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { MOVES_MAX } from '@/lib/domain/ticket-history'
import type { ConsoleCommand } from '@/lib/protocol/console'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { sendCommand } from '@/lib/server/commands'
import { allowConnections, refuseConnections } from '@/tests/support/closed-database'
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
import {
  emptyTheDay,
  enrollNodeDevices,
  type StackParts,
  type SyncStack,
  startSyncStack,
} from '@/tests/support/sync-stack'
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

async function restart(parts?: StackParts): Promise<void> {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
  server = await startSyncStack(db.database, 0, parts)
}

/** Started again, it writes its errors here. */
async function restartTold(): Promise<{ doc: string; msg: string }[]> {
  const told: { doc: string; msg: string }[] = []
  await restart({ log: pino({ level: 'error' }, { write: line => void told.push(JSON.parse(line)) }) })
  return told
}

/** The tickets of a day in Postgres: `A101 waiting`, with the closing code where there is one. */
async function storedOn(day: ServiceDay): Promise<string[]> {
  const rows = await db.database.sql<{ text: string }[]>`
    select concat_ws(' ', ticket_number, status, closing_code) as text from queue_entries where service_day = ${day}
    order by 1`
  return rows.map(({ text }) => text)
}

const closed = (number: string) => `${number} cancelled closed_by_day_end`

const said = (type: string) => db.database.sql`select payload ->> 'code' as code from queue_event where type = ${type}`

const carried = () =>
  db.database.sql`
    select ticket_id as ticket, to_number as number, to_day as day from carried_tickets order by from_day, to_number`

const numbersOf = ({ replica }: NodeDevice) => [...replica.queue.tickets.values()].map(({ number }) => number).sort()

/** What a second kiosk holds that has given A201 while it was cut off. */
async function takenApart(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore()
  const apart = await open({ ...SECOND_KIOSK, store })
  apart.link.stop()
  await takeTicket(apart)
  return store
}

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
  const store = await takenApart()
  await twoCarriedOver()
  setTime(MORNING + 21 * HOUR)
  const tablet = await open(TABLET)
  await until(tablet, 'carried over', () => tablet.replica.queue.tickets.size === 2)

  await open({ ...SECOND_KIOSK, store })
  await until(tablet, 'the late one', () => tablet.replica.queue.tickets.size === 3)
  expect(numbersOf(tablet)).toEqual(['A001', 'A002', 'A003'])
  expect(await storedOn(TODAY)).toEqual(['A101', 'A102', 'A201'].map(closed))
})

test('[CMD-9] what comes to a closed day while Postgres is away is closed, and carried over, when it is back', async () => {
  const store = await takenApart()
  await twoCarriedOver()
  await refuseConnections(db.url)
  try {
    const late = await openNodeDevice(server, { ...SECOND_KIOSK, store })
    devices.push(late)
    await until(late, 'all three without Postgres', () => numbersOf(late).length === 3)
    await until(late, 'nothing is stored', () => late.link.status.get().rung === 'local')
  } finally {
    await allowConnections(db.url)
  }
  await expect.poll(carried, { timeout: 10_000 }).toHaveLength(3)
  expect(await storedOn(TODAY)).toEqual(['A101', 'A102', 'A201'].map(closed))
})

test('[CMD-9] what came late and could not be closed is closed as the others were, though it be at two at night', async () => {
  const store = await takenApart()
  await twoCarriedOver()
  const told = await restartTold()
  await db.database.sql`
    alter table queue_event add constraint cannot_close check (type <> 'ticket.closed.v1') not valid`
  await open({ ...SECOND_KIOSK, store })
  for (let round = 0; round < 3; round++) await server.lookAfterDays()
  expect(await storedOn(TODAY)).toContain('A201 waiting')
  expect(told.map(({ msg }) => msg)).toEqual(['content refused'])
  await db.database.sql`alter table queue_event drop constraint cannot_close`

  setTime(MORNING + 16 * HOUR)
  await restart()
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual(['A101', 'A102', 'A201'].map(closed))
  expect(await carried()).toHaveLength(3)
})

test('[CMD-9, FOLD-4] a ticket that comes late with more moves than are followed is closed by one event', async () => {
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  const [ticket] = kiosk.replica.queue.tickets.values()
  if (!ticket) throw new Error('no ticket')
  await until(kiosk, 'stored', () => isSynced(kiosk))
  expect(await order({ kind: 'close_day', unserved: 'close' })).toMatchObject({ ok: true })

  const device = DeviceId.parse(TABLET.device)
  const moves = Array.from({ length: MOVES_MAX }, (_, seq): QueueEvent => {
    const basedOn = seq === 0 ? ticket.head : eventId(device, 1, seq - 1)
    const by = { v: 1, id: eventId(device, 1, seq), h: [MORNING, seq], device, actor: AgentId.parse(1) } as const
    const of = { ...by, ticket: ticket.id, basedOn }
    if (seq > 0) return { ...of, type: 'ticket.recalled.v1' }
    return { ...of, ...UNEXPLAINED, type: 'ticket.called.v1', station: StationId.parse(1) }
  })
  const store = new MemoryEventStore()
  await store.commit(
    moves.map(event => ({ day: TODAY, event })),
    null,
  )
  const late = await open({ ...TABLET, store })
  const stateOf = ({ replica }: NodeDevice) => replica.queue.tickets.get(ticket.id)?.state
  await until(late, 'closed again', () => late.replica.queue.conflicts.length === 1 && stateOf(late) === 'closed')
  await server.lookAfterDays()
  expect(await said('ticket.closed.v1')).toHaveLength(2)
})

test('[CMD-10] a day that cannot be read is told once, and holds up no other', async () => {
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await until(kiosk, 'stored', () => isSynced(kiosk))
  const damaged = addDays(TODAY, -1)
  await db.database.sql`
    insert into sync_doc (doc, center_id, service_day, head) values (${`1/${damaged}`}, 1, ${damaged}, 1)`
  await db.database.sql`
    insert into sync_client (doc, client_id, device) values (${`1/${damaged}`}, 1, 'nobody’s')`
  await db.database.sql`
    insert into queue_event (id, center_id, service_day, head, device, boot, seq, type, at, h_ms, h_counter)
    values ('server.1.1', 1, ${damaged}, 1, 'server', 1, 1, 'reception.opened.v1', now(), 1, 0)`
  const told = await restartTold()
  setTime(MORNING + 16 * HOUR)
  await server.lookAfterDays()
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual([closed('A101')])
  expect(told).toMatchObject([{ doc: `1/${damaged}` }])
})

test('[CMD-10] a day that everybody forgot closes itself two hours after midnight, and what comes later is closed too', async () => {
  const store = await takenApart()
  const kiosk = await open(KIOSK)
  await takeTicket(kiosk)
  await until(kiosk, 'stored', () => isSynced(kiosk))
  for (const device of devices.splice(0)) device.stop()

  setTime(MORNING + 15 * HOUR)
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual(['A101 waiting'])
  setTime(MORNING + 16 * HOUR)
  await server.lookAfterDays()
  expect(await storedOn(TODAY)).toEqual([closed('A101')])

  await open({ ...SECOND_KIOSK, store })
  await expect.poll(() => storedOn(TODAY), { timeout: 10_000 }).toEqual(['A101', 'A201'].map(closed))
  await restart()
  await server.lookAfterDays()
  expect(await said('reception.closed.v1')).toEqual([{ code: 'forgotten' }])
  expect(await carried()).toEqual([])
})
