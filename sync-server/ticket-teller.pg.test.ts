import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, ServiceDay, type TicketId } from '@/lib/domain/ids'
import { callOutOfOrder } from '@/lib/domain/serve'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { openStation } from '@/lib/domain/station-acts'
import { askTickets } from '@/lib/server/phone/ask-tickets'
import { giveUp } from '@/lib/server/phone/give-up'
import { isSynced, KIOSK, openNodeDevice, postOf, TABLET, takeTicket, until } from '@/tests/support/node-device'
import { enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

const ZONE = 'Africa/Douala'
const TODAY = { center: CenterId.parse(1), day: serviceDayOf(Date.now(), ZONE) }

let db: TestDatabase
let server: SyncStack
beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
})
afterAll(async () => {
  await server.close()
  await db.drop()
})

const ports = () => ({
  database: db.database,
  keys: server.keys,
  environment: { syncInternalUrl: server.internalUrl },
  now: Date.now(),
})
const told = async (id: TicketId, of = TODAY) => (await askTickets(ports(), of, [id], Date.now()))?.[0]

test('[PHONE-2, PHONE-3, PHONE-4] a phone follows its ticket from the line to the station, and its holder can give it up', async () => {
  const [kiosk, tablet] = [await openNodeDevice(server, KIOSK), await openNodeDevice(server, TABLET)]
  await takeTicket(kiosk)
  await takeTicket(kiosk)
  const [first, second] = [...kiosk.replica.queue.tickets.keys()]
  if (!first || !second) throw new Error('no tickets')
  await until(kiosk, 'stored', () => isSynced(kiosk))
  const waiting = await told(second)
  expect(waiting).toMatchObject({ state: 'waiting', ahead: 1, station: null, calls: 0 })
  const fields =
    'ahead asOf calledAt calls centerEn centerFr fromMinutes heldUntil language number pausedFor sentOn sentTo serviceEn serviceFr state station step timeZone'
  expect(Object.keys(waiting ?? {}).sort()).toEqual([...fields.split(' '), 'toMinutes'])

  const post = postOf(tablet, 3, 1)
  await until(tablet, 'both seen', () => tablet.replica.queue.tickets.size === 2)
  await tablet.replica.act(() => openStation(post))
  await tablet.replica.act(({ queue }) => callOutOfOrder(queue, post, first, 'supervisor'))
  await until(tablet, 'stored', () => isSynced(tablet))
  expect(await told(first)).toMatchObject({ state: 'called', ahead: null, station: '3', calls: 1 })

  expect(await giveUp(ports(), { ...TODAY, ticket: second, timeZone: ZONE })).toEqual({ ok: true, value: undefined })
  expect(await told(second)).toMatchObject({ state: 'closed', ahead: null })
  await until(tablet, 'told too', () => tablet.replica.queue.tickets.get(second)?.state === 'closed')
  const again = await giveUp(ports(), { ...TODAY, ticket: second, timeZone: ZONE })
  const yesterday = { ...TODAY, day: ServiceDay.parse(addDays(TODAY.day, -1)), ticket: first, timeZone: ZONE }
  expect([again, await giveUp(ports(), yesterday)]).toEqual(
    [1, 2].map(() => ({ ok: false, refusal: { code: 'refused' } })),
  )
  for (const device of [kiosk, tablet]) device.stop()
})

test('[PHONE-2] of a ticket that the server does not know it says so, and of one of another day too', async () => {
  expect(await askTickets(ports(), TODAY, ['A999.zzzzzz' as TicketId], Date.now())).toEqual([null]) // reason: a ticket of nobody
  const elsewhere = { ...ports(), environment: { syncInternalUrl: 'http://127.0.0.1:1' } }
  expect(await askTickets(elsewhere, TODAY, [], Date.now())).toBeNull()
})
