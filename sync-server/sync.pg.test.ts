import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { callNext, complete, openStation, start } from '@/lib/domain/serve'
import {
  type DeviceOptions,
  digestOf,
  isSynced,
  type NodeDevice,
  openNodeDevice,
  postOf,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { enrollNodeDevice, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

let db: TestDatabase
let server: SyncStack
const devices: NodeDevice[] = []

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  for (const [id, surface, digit] of [
    ['kkkkkk', 'kiosk', 1],
    ['tttttt', 'agent', null],
    ['uuuuuu', 'agent', null],
    ['dddddd', 'display', null],
  ] as const) {
    await enrollNodeDevice(db.database, id, surface, digit)
  }
  server = await startSyncStack(db.database)
})
afterEach(() => {
  for (const device of devices.splice(0)) device.stop()
})
afterAll(async () => {
  await server.close()
  await db.drop()
})

async function open(options: DeviceOptions): Promise<NodeDevice> {
  const device = await openNodeDevice(server, options)
  devices.push(device)
  return device
}

test('[SYNC-1] a ticket goes from the kiosk to the tablet, the display and Postgres, and is acknowledged', async () => {
  const kiosk = await open({ device: 'kkkkkk', surface: 'kiosk', issuerDigit: 1 })
  const tablet = await open({ device: 'tttttt', surface: 'agent' })
  const display = await open({ device: 'dddddd', surface: 'display' })
  await until(display, 'display online', () => isSynced(display))

  expect(await takeTicket(kiosk)).toBe('A101')
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  await until(tablet, 'seen by the tablet', () => tablet.replica.queue.tickets.size === 1)

  const post = postOf(tablet, 1, 1)
  for (const decide of [openStation, callNext, start, complete]) {
    const result = await tablet.replica.act(({ queue }) =>
      decide === openStation ? openStation(post) : decide(queue, post),
    )
    expect(result).toMatchObject({ ok: true })
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
  const logs = await db.database.sql`select action from service_logs order by "timestamp", id`
  expect(logs.map(row => row.action)).toEqual([
    'ticket.checked_in.v1',
    'ticket.called.v1',
    'ticket.service_started.v1',
    'ticket.completed.v1',
  ])
})
