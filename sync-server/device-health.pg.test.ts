import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import type { DeviceHealth, DeviceReport } from '@/lib/client/device-health'
import { OwnHealth } from '@/lib/client/device-health-own'
import { CenterId, DeviceId } from '@/lib/domain/ids'
import { CLOSE, decoderOf, encodeStatus, MESSAGE_REPORTS } from '@/lib/protocol/sync-messages'
import { signToken } from '@/lib/server/sync-token'
import { allowConnections, refuseConnections } from '@/tests/support/closed-database'
import { knock } from '@/tests/support/knock'
import {
  DISPLAY,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'

const SOON = { timeout: 10_000 }

let db: TestDatabase
let server: SyncStack
const open: { stop(): void }[] = []
/** Everybody's clock, moved by hand. */
let movedMs = 0
const clock = { now: () => Date.now() + movedMs }
/** What the console was last told, by device. */
let told: ReadonlyMap<string, DeviceReport>

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
})
beforeEach(async () => {
  movedMs = 0
  told = new Map()
  await db.database.begin(emptyTheDay)
  await db.database.sql`update devices set health = null, health_at = null`
  server = await startSyncStack(db.database, 0, { clock })
})
afterEach(async () => {
  for (const device of open.splice(0)) device.stop()
  await server.close()
})
afterAll(() => db.drop())

async function openConsole(): Promise<void> {
  const onReports = (reports: readonly DeviceReport[]) => {
    told = new Map(reports.map(report => [report.device, report]))
  }
  open.push(await openNodeDevice(server, { device: 'c2c2c2', surface: 'display', onReports, clock }))
}

async function openKiosk(own: OwnHealth): Promise<NodeDevice> {
  const kiosk = await openNodeDevice(server, { ...KIOSK, health: own.health, clock })
  open.push(kiosk)
  await until(kiosk, 'online', () => isSynced(kiosk))
  return kiosk
}

function ownHealth(): OwnHealth {
  const own = new OwnHealth('build-1')
  own.noteStorage({ usage: 5_000_000, quota: 1_000_000_000 }, true)
  return own
}

const HEALTH: DeviceHealth = {
  version: 'build-1',
  unsent: 0,
  storage: { usedBytes: 5_000_000, quotaBytes: 1_000_000_000, isProtected: true },
  printer: 'none',
  sound: 'none',
  screen: 'may_sleep',
}

async function storedHealth(device: string): Promise<unknown> {
  const [row] = await db.database.sql`select health from devices where id = ${device}`
  return row?.health
}

test('[DEV-13] what a kiosk says of itself reaches the console with its clock and its connection, and is stored', async () => {
  await openConsole()
  const own = ownHealth()
  const kiosk = await openKiosk(own)
  await expect
    .poll(() => told.get('kkkkkk'), SOON)
    .toMatchObject({ health: HEALTH, connectedSince: expect.any(Number) })
  expect(Math.abs(told.get('kkkkkk')?.clockOffsetMs ?? Number.NaN)).toBeLessThan(1_000)
  expect([...told.keys()]).toEqual(['kkkkkk'])

  own.note({ printer: 'failed' })
  await expect.poll(() => told.get('kkkkkk')?.health?.printer, SOON).toBe('failed')
  await server.writeHealth()
  expect(await storedHealth('kkkkkk')).toEqual({ ...HEALTH, printer: 'failed' })

  kiosk.stop()
  await expect.poll(() => told.get('kkkkkk'), SOON).toMatchObject({ connectedSince: null, heardAt: expect.any(Number) })
})

test('[DEV-13] a row is written once a minute at most, and not while Postgres is away, for which nothing waits', async () => {
  const { socket } = await knock(server, { device: 'kkkkkk' })
  open.push({ stop: () => socket.destroy() })
  await openConsole()
  const says = async (unsent: number) => {
    socket.send(encodeStatus({ ...HEALTH, unsent }))
    await expect.poll(() => told.get('kkkkkk')?.health?.unsent, SOON).toBe(unsent)
    await server.writeHealth()
  }
  await says(1)
  await says(2)
  expect(await storedHealth('kkkkkk')).toMatchObject({ unsent: 1 })
  movedMs += 60_000
  await refuseConnections(db.url)
  await says(3)
  await allowConnections(db.url)
  expect(await storedHealth('kkkkkk')).toMatchObject({ unsent: 1 })
  movedMs += 60_000
  await says(4)
  expect(await storedHealth('kkkkkk')).toMatchObject({ unsent: 4 })
})

const brokenText = (text: string) => Uint8Array.of(126, text.length, ...new TextEncoder().encode(text))

test.each([
  ['no JSON', brokenText('{')],
  ['longer than any', encodeStatus({ ...HEALTH, version: 'x'.repeat(1_024) })],
  ['cut off', encodeStatus(HEALTH).slice(0, 20)],
])('[DEV-14] a status that is %s costs its sender the connection, and nobody else anything', async (_what, frame) => {
  await openConsole()
  const kiosk = await openKiosk(ownHealth())
  const { socket } = await knock(server, { device: 'nnnnnn' })
  socket.send(frame)
  await socket.until(() => socket.closeCode !== null)
  expect(socket.closeCode).toBe(CLOSE.violation)
  socket.destroy()
  await takeTicket(kiosk)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  await expect.poll(() => told.get('nnnnnn'), SOON).toMatchObject({ health: null, connectedSince: null })
  expect(told.get('kkkkkk')?.health).toEqual(HEALTH)
})

test('[DEV-14] only consoles of the same center are told, and a console is none of the devices', async () => {
  await db.database.sql`
    insert into centers (id, code, name_fr, name_en, time_zone, opens_at, closes_at)
    values (2, 'B', 'B', 'B', 'Africa/Douala', '07:30', '15:30') on conflict do nothing`
  const consoleAt = (center: number) => ({
    device: DeviceId.parse('c3c3c3'),
    center: CenterId.parse(center),
    surface: 'display' as const,
    console: true as const,
  })
  const display = await openNodeDevice(server, { ...DISPLAY, clock })
  open.push(display)
  await until(display, 'online', () => display.link.status.get().rung === 'online')
  const mine = await knock(server, { token: await signToken(server.keys.token, consoleAt(1), clock.now()) })
  mine.socket.send(encodeStatus(HEALTH))
  const other = await knock(server, { device: 'vvvvvv', surface: 'agent' })
  other.socket.send(encodeStatus({ ...HEALTH, version: 'newer program' }))
  const reportsIn = (messages: readonly Uint8Array[]) =>
    messages.filter(frame => decoderOf(frame).type === MESSAGE_REPORTS)
  await mine.socket.until(() => reportsIn(mine.socket.messages).length > 1)
  expect(reportsIn(other.socket.messages)).toEqual([])
  await openConsole()
  await expect.poll(() => [...told.keys()].sort(), SOON).toEqual(['dddddd', 'vvvvvv'])
  expect([...told.values()].map(({ health }) => health)).toEqual([null, null])
  mine.socket.destroy()
  other.socket.destroy()
})
