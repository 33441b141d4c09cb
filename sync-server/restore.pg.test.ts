import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import type { EventId } from '@/lib/domain/ids'
import { complete, start } from '@/lib/domain/serve'
import { openStation } from '@/lib/domain/station-acts'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { allowConnections, refuseConnections } from '@/tests/support/closed-database'
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
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openCopyOf, openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

/** A log is sealed when it is so long: what a kiosk has said by then comes back without it. */
const SEALED = 32

let live: TestDatabase
let restored: TestDatabase | null = null
let server: SyncStack
const devices: NodeDevice[] = []

beforeEach(async () => {
  live = await openTestDatabase()
  await live.database.begin(seedDemonstration)
  await enrollNodeDevices(live.database)
  server = await startSyncStack(live.database)
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
  await restored?.drop()
  await live.drop()
  restored = null
})

async function open(options: DeviceOptions): Promise<NodeDevice> {
  const device = await openNodeDevice(server, options)
  devices.push(device)
  return device
}

/** The power goes; what its store holds is all that is left of it, if somebody brings it back. */
function die(device: NodeDevice): void {
  devices.splice(devices.indexOf(device), 1)
  device.stop()
}

async function serveOne(tablet: NodeDevice): Promise<void> {
  const post = postOf(tablet, 1, 1)
  const waits = () => [...tablet.replica.queue.tickets.values()].some(({ state }) => state === 'waiting')
  await until(tablet, 'somebody waits', waits)
  await tablet.replica.act(() => openStation(post))
  expect(await tablet.replica.act(desk => callNextOf(desk, post))).toMatchObject({ ok: true })
  for (const decide of [start, complete])
    expect(await tablet.replica.act(({ queue }) => decide(queue, post))).toMatchObject({ ok: true })
}

async function issue(kiosk: NodeDevice, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await takeTicket(kiosk)
}

async function allSynced(): Promise<void> {
  for (const device of devices) await until(device, 'online and acknowledged', () => isSynced(device), 40_000)
}

async function allSee(count: number): Promise<void> {
  for (const device of devices)
    await until(device, `${count} tickets`, () => device.replica.queue.tickets.size === count, 40_000)
}

/** The server stops, and comes back on this database: to its devices it is the same one, at the same address. */
async function restartOn({ database }: TestDatabase, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  const port = Number(new URL(server.wsUrl).port)
  await server.close()
  await meanwhile()
  server = await startSyncStack(database, port)
}

/** All that Postgres holds now, in a database of its own. */
async function backUp(): Promise<TestDatabase> {
  let copy: TestDatabase | undefined
  await restartOn(live, async () => {
    copy = await openCopyOf(live)
  })
  if (!copy) throw new Error('no copy was made')
  restored = copy
  return copy
}

async function incarnationOf({ database }: TestDatabase): Promise<string> {
  const [row] = await database.sql<{ incarnation: string }[]>`select incarnation from installation`
  return row?.incarnation ?? 'none'
}

/** Postgres holds each of these tickets once, as the devices fold them. */
async function expectWhole({ database }: TestDatabase, count: number): Promise<void> {
  const [first] = devices
  if (!first) throw new Error('nobody is left to compare with')
  for (const device of devices) expect(digestOf(device.replica.queue)).toBe(digestOf(first.replica.queue))
  const [tickets] = await database.sql<{ n: number; numbers: number }[]>`
    select count(*)::int as n, count(distinct ticket_number)::int as numbers from queue_entries`
  expect(tickets).toEqual({ n: count, numbers: count })
  const stored = await database.sql<{ id: EventId }[]>`select id from queue_event`
  const held = first.replica.documents().flatMap(document => document.events().map(({ event }) => event.id))
  expect([...new Set(held)].sort()).toEqual(stored.map(({ id }) => id).sort())
  expect(await projectionDrift(database, first.replica.queue)).toEqual([])
}

test('[SYNC-9] a server restored from an old backup is another incarnation, and its devices bring it what came after', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  await issue(kiosk, 3)
  await serveOne(tablet)
  await allSynced()
  const backup = await backUp()

  await issue(kiosk, 4)
  await serveOne(tablet)
  await allSynced()
  await restartOn(backup)
  await allSynced()
  await allSee(7)

  expect(await incarnationOf(backup)).not.toBe(await incarnationOf(live))
  await expectWhole(backup, 7)
  expect(await takeTicket(kiosk)).toBe('A108')
})

test('[SYNC-9] tables put back in place without a word are noticed by the devices all the same', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  await issue(kiosk, 2)
  await allSynced()
  await live.database.begin(copyTables)
  await issue(kiosk, 3)
  await serveOne(tablet)
  await allSynced()

  const before = await incarnationOf(live)
  await restartOn(live, () => live.database.begin(putTablesBack))
  await allSynced()
  await allSee(5)
  await expect.poll(() => storedTickets(live), { timeout: 40_000 }).toBe(5)
  await allSynced()
  expect(await incarnationOf(live)).toBe(before)
  await expectWhole(live, 5)
})

test.each<[string, readonly DeviceOptions[]]>([
  ['kiosk, tablet, display', [KIOSK, TABLET, DISPLAY]],
  ['display, tablet, kiosk', [DISPLAY, TABLET, KIOSK]],
  ['tablet, kiosk, display', [TABLET, KIOSK, DISPLAY]],
])('[SYNC-9] an emptied server is refilled by whoever comes, in the order %s', async (_order, comers) => {
  for (const options of [KIOSK, TABLET, DISPLAY]) await open(options)
  const [kiosk, tablet] = devices
  if (!kiosk || !tablet) throw new Error('two were opened')
  await issue(kiosk, 5)
  await serveOne(tablet)
  await allSynced()
  await allSee(5)

  const stores = new Map(devices.map(({ replica, store }) => [String(replica.identity.device), store]))
  for (const device of [...devices]) die(device)
  await restartOn(live, async () => {
    await live.database.begin(emptyTheDay)
    await live.database.sql`delete from installation`
  })
  for (const options of comers) {
    const store = stores.get(options.device)
    const device = await open(store ? { ...options, store } : options)
    await until(device, 'back', () => isSynced(device), 40_000)
  }
  await allSee(5)
  await expectWhole(live, 5)
})

test('[SYNC-9] a kiosk that is dead for good: the tablet brings what it had sealed, and the rest comes if it ever does', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  await allSynced()
  const backup = await backUp()

  await issue(kiosk, SEALED)
  await kiosk.replica.tend()
  await issue(kiosk, 3)
  await allSynced()
  await allSee(SEALED + 3)
  die(kiosk)
  await restartOn(backup)
  await allSynced()
  await until(tablet, 'nothing of its own waits', () => isSynced(tablet))
  await expect.poll(() => storedTickets(backup), { timeout: 40_000 }).toBe(SEALED)

  const back = await open({ ...KIOSK, store: kiosk.store })
  await allSynced()
  await allSee(SEALED + 3)
  await expectWhole(backup, SEALED + 3)
  expect(await takeTicket(back)).toBe(`A1${SEALED + 4}`)
})

test('[SYNC-9] a server restarted while Postgres was away lets nobody into an empty day, and is caught up', async () => {
  const kiosk = await open(KIOSK)
  const tablet = await open(TABLET)
  await issue(kiosk, 2)
  await allSynced()
  await refuseConnections(live.url)
  await restartOn(live, () => issue(kiosk, 2))
  await issue(kiosk, 1)
  expect(tablet.replica.queue.tickets.size).toBe(2)
  expect(kiosk.link.status.get()).toMatchObject({ rung: 'offline', pendingCount: 3 })

  await allowConnections(live.url)
  await allSynced()
  await allSee(5)
  await expectWhole(live, 5)
})

async function storedTickets({ database }: TestDatabase): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from queue_event where type = 'ticket.checked_in.v1'`
  return row?.n ?? 0
}

const TABLES = ['sync_doc', 'sync_update', 'sync_client', 'sync_seal', 'queue_event', 'queue_alert', 'queue_entries']

async function copyTables(sql: TransactionSql): Promise<void> {
  for (const table of TABLES) await sql.unsafe(`create table backup_of_${table} as table ${table}`)
}

/** Without the columns that Postgres makes by itself. */
async function putTablesBack(sql: TransactionSql): Promise<void> {
  await emptyTheDay(sql)
  for (const table of TABLES) {
    const [{ columns } = { columns: '' }] = await sql<{ columns: string }[]>`
      select string_agg(column_name, ', ') as columns from information_schema.columns
      where table_name = ${table} and is_generated = 'NEVER'`
    await sql.unsafe(`insert into ${table} (${columns}) select ${columns} from backup_of_${table}`)
  }
}
