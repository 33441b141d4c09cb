import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { complete, start } from '@/lib/domain/serve'
import { openStation } from '@/lib/domain/station-acts'
import {
  type DeviceOptions,
  DISPLAY,
  digestOf,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  postOf,
  TABLET,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { projectionDrift } from '@/tests/support/projection'
import { callNextOf } from '@/tests/support/scheduling'
import type { SyncStack } from '@/tests/support/sync-stack'
import { emptyTheDay, enrollNodeDevices, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

let db: TestDatabase
let server: SyncStack
const devices: NodeDevice[] = []

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
})
afterAll(() => db.drop())

async function open(options: DeviceOptions): Promise<NodeDevice> {
  const device = await openNodeDevice(server, options)
  devices.push(device)
  return device
}

test('[SYNC-1] a ticket goes from the kiosk to the tablet, the display and Postgres, and is acknowledged', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  const display = await open(DISPLAY)
  await until(display, 'display online', () => isSynced(display))

  expect(await takeTicket(kiosk)).toBe('A101')
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  await until(tablet, 'seen by the tablet', () => tablet.replica.queue.tickets.size === 1)

  const post = postOf(tablet, 1, 1)
  await tablet.replica.act(() => openStation(post))
  expect(await tablet.replica.act(desk => callNextOf(desk, post))).toMatchObject({ ok: true })
  for (const decide of [start, complete]) {
    expect(await tablet.replica.act(({ queue }) => decide(queue, post))).toMatchObject({ ok: true })
  }
  await until(tablet, 'acknowledged', () => isSynced(tablet))
  await until(
    display,
    'completed on the display',
    () => digestOf(display.replica.queue) === digestOf(tablet.replica.queue),
  )

  const rows = await db.database
    .sql`select ticket_number, status, assigned_station_id, assigned_agent_id from queue_entries`
  expect(rows).toEqual([{ ticket_number: 'A101', status: 'completed', assigned_station_id: 1, assigned_agent_id: 1 }])
  expect(await projectionDrift(db.database, tablet.replica.queue)).toEqual([])
  const logs = await db.database.sql`select action from service_logs order by "timestamp", id`
  expect(logs.map(row => row.action)).toEqual([
    'ticket.checked_in.v1',
    'ticket.called.v1',
    'ticket.service_started.v1',
    'ticket.completed.v1',
  ])
})

test('[SYNC-2] a server that was away is caught up by its devices, and nothing is there twice', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  await takeTicket(kiosk)
  await until(tablet, 'A101 seen', () => isSynced(tablet) && tablet.replica.queue.tickets.size === 1)
  const post = postOf(tablet, 1, 1)
  await tablet.replica.act(() => openStation(post))
  await until(tablet, 'station open', () => isSynced(tablet))

  const port = Number(new URL(server.wsUrl).port)
  await server.close()
  await until(kiosk, 'alone', () => kiosk.link.status.get().rung === 'offline')
  expect([await takeTicket(kiosk), await takeTicket(kiosk)]).toEqual(['A102', 'A103'])
  await tablet.replica.act(desk => callNextOf(desk, post))
  expect(kiosk.link.status.get().pendingCount).toBe(2)

  server = await startSyncStack(db.database, port)
  await until(kiosk, 'caught up', () => isSynced(kiosk))
  await until(tablet, 'caught up', () => isSynced(tablet) && tablet.replica.queue.tickets.size === 3)
  await until(kiosk, 'the call seen', () => digestOf(kiosk.replica.queue) === digestOf(tablet.replica.queue))
  expect(await projectionDrift(db.database, tablet.replica.queue)).toEqual([])
  const [events] = await db.database
    .sql`select count(*)::int as n, count(distinct (device, boot, seq))::int as d from queue_event where ticket_id is not null`
  expect(events).toEqual({ n: 4, d: 4 })
})

test('[CONF-1] two tablets call the same ticket while apart: one keeps it, the other is told', async () => {
  const kiosk = await open(KIOSK)
  const [left, right] = [await open(TABLET), await open({ device: 'vvvvvv', surface: 'agent' })]
  const posts = [postOf(left, 1, 1), postOf(right, 2, 2)] as const
  await left.replica.act(() => openStation(posts[0]))
  await right.replica.act(() => openStation(posts[1]))
  await takeTicket(kiosk)
  for (const device of [left, right]) await until(device, 'A101 seen', () => device.replica.queue.tickets.size === 1)

  // The same instant: neither has seen the other's call.
  const calls = await Promise.all([
    left.replica.act(desk => callNextOf(desk, posts[0])),
    right.replica.act(desk => callNextOf(desk, posts[1])),
  ])
  expect(calls.map(call => call.ok)).toEqual([true, true])
  await until(left, 'settled', () => isSynced(left) && left.replica.queue.conflicts.length === 1)
  await until(right, 'settled', () => isSynced(right) && right.replica.queue.conflicts.length === 1)

  expect(digestOf(left.replica.queue)).toBe(digestOf(right.replica.queue))
  const [ticket] = left.replica.queue.tickets.values()
  const [conflict] = left.replica.queue.conflicts
  expect(ticket).toMatchObject({ state: 'called' })
  expect(conflict?.loserDevice).not.toBe(ticket && 'device' in ticket ? ticket.device : null)
  expect(await projectionDrift(db.database, left.replica.queue)).toEqual([])
})

test('[ORDER-2] a kiosk whose clock is ten minutes behind still issues, and its times are corrected', async () => {
  const slow = await open({ ...KIOSK, clock: { now: () => Date.now() - 600_000 } })
  await until(slow, 'online', () => isSynced(slow))
  await takeTicket(slow)
  await until(slow, 'corrected', () => {
    const [ticket] = slow.replica.queue.tickets.values()
    return ticket !== undefined && Math.abs(ticket.checkedInAt - Date.now()) < 60_000
  })
})

test('[SYNC-7] an update that Postgres refuses costs its sender, and nobody else', async () => {
  const honest = await open(KIOSK)
  const poisoned = await open({ device: 'nnnnnn', surface: 'kiosk', issuerDigit: 2 })
  for (const kiosk of [honest, poisoned]) await until(kiosk, 'online', () => isSynced(kiosk))
  await db.database.begin(sql => sql`alter table queue_entries add constraint poison check (ticket_number <> 'A201')`)
  try {
    // At once, so that both may travel in one batch.
    expect(await Promise.all([takeTicket(honest), takeTicket(poisoned)])).toEqual(['A101', 'A201'])
    await until(poisoned, 'sent away', () => poisoned.link.halt.get() === 'violation')
    await until(honest, 'acknowledged', () => isSynced(honest))
    expect(await takeTicket(honest)).toBe('A102')
    await until(honest, 'goes on', () => isSynced(honest))
    expect(await projectionDrift(db.database, honest.replica.queue)).toEqual([])
  } finally {
    await db.database.begin(sql => sql`alter table queue_entries drop constraint poison`)
  }
})
