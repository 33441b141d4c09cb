import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { seedDemonstration } from '@/drizzle/seed'
import { DeviceId } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { revokeDevice } from '@/lib/server/devices'
import { type Answer, type Knock, knock } from '@/tests/support/knock'
import { isSynced, KIOSK, type NodeDevice, openNodeDevice, takeTicket, until } from '@/tests/support/node-device'
import type { RawWebSocket } from '@/tests/support/raw-web-socket'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { SOCKETS_OF_DEVICE_MAX } from './gateway'
import { syncStep1Frame, updateFrame } from './sync-frames'

const TODAY = serviceDayOf(Date.now(), 'Africa/Douala')
const REVOCATION_MS_MAX = 5_000

let db: TestDatabase
let server: SyncStack
const sockets: RawWebSocket[] = []
const devices: NodeDevice[] = []

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.sql`delete from devices`
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const device of devices.splice(0)) device.stop()
  await server.close()
})
afterAll(() => db.drop())

async function ask(options: Knock = {}): Promise<Answer> {
  const answer = await knock(server, options)
  sockets.push(answer.socket)
  return answer
}

/** What a client is told: a status before the upgrade, or the code that it is closed with, or that it is in. */
async function told(options: Knock): Promise<number | 'in'> {
  const { status, socket } = await ask(options)
  if (status !== 101) return status
  await socket.until(() => socket.closeCode !== null || socket.messages.length > 0)
  return socket.closeCode ?? 'in'
}

test.each<[string, Knock, number | 'in']>([
  // who asks                                   how                                                      is told
  ['a device', {}, 'in'],
  ['one without a token', { token: '' }, 401],
  ['one with a token of its own making', { token: 'eyJhbGciOiJub25lIn0.e30.' }, 401],
  ['one whose minute is over', { issuedAt: Date.now() - 120_000 }, 401],
  ['a page from elsewhere', { origin: 'https://guichet.example.org' }, 403],
  ['a device of another center', { center: 2 }, 403],
  ['one that wants tomorrow', { day: addDays(TODAY, 1) }, 'in'],
  ['one that wants next week', { day: addDays(TODAY, 7) }, 404],
  ['one that was away for a month', { day: addDays(TODAY, -30) }, 'in'],
  ['one that was away for too long', { day: addDays(TODAY, -40) }, CLOSE.daySealed],
  ['one that was away for too long, without a token', { day: addDays(TODAY, -40), token: '' }, 401],
  ['a day that is none', { day: '2026-2-3' }, 404],
  ['another path', { path: '/sync/1/../../etc/passwd' }, 404],
  ['a program that is too old', { versions: ['guichet-sync.v0'] }, CLOSE.clientTooOld],
  ['a program that is newer', { versions: ['guichet-sync.v2', 'guichet-sync.v1'] }, 'in'],
  ['a program that is too new', { versions: ['guichet-sync.v2'] }, 400],
  ['a program that speaks something else', { versions: ['graphql-ws'] }, 400],
])('[ACCESS-9] %s', async (_who, options, expected) => {
  expect(await told(options)).toBe(expected)
})

/** Frames of one device that fill its log, one event each. */
function eventsOf(device: string, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', update => frames.push(updateFrame(update)))
  for (let seq = 1; seq <= count; seq++) doc.getArray(`e:${device}`).push([[10, 1, seq, 0, 0, 1, 1]])
  return frames
}

const storedOf = async (device: string) =>
  (await db.database.sql`select 1 from queue_event where device = ${device}`).length

test('[ACCESS-2] revoked, a device is sent away within five seconds from every day it has open; the others stay', async () => {
  const honest = await openNodeDevice(server, KIOSK)
  devices.push(honest)
  const open = await Promise.all([0, -1, -2].map(day => ask({ device: 'tttttt', day: addDays(TODAY, day) })))
  for (const { socket } of open) await socket.until(() => socket.messages.length > 1)
  await until(honest, 'online', () => isSynced(honest))

  const since = performance.now()
  await revokeDevice(db.database, DeviceId.parse('tttttt'))
  for (const { socket } of open) await socket.until(() => socket.closeCode !== null)
  expect(open.map(({ socket }) => socket.closeCode)).toEqual([CLOSE.revoked, CLOSE.revoked, CLOSE.revoked])
  expect(performance.now() - since).toBeLessThan(REVOCATION_MS_MAX)

  expect(await told({ device: 'tttttt' })).toBe(CLOSE.revoked)
  await takeTicket(honest)
  await until(honest, 'acknowledged', () => isSynced(honest))
})

test('[ACCESS-2] what a revoked device sends after it was told to go is not taken', async () => {
  const { socket } = await ask({ device: 'vvvvvv', surface: 'agent' })
  const frames = eventsOf('vvvvvv', 20)
  socket.send(syncStep1Frame(new Y.Doc()), ...frames.slice(0, 10))
  await socket.until(() => socket.messages.some(message => message[0] === 120))
  const before = await storedOf('vvvvvv')
  expect(before).toBe(10)

  await revokeDevice(db.database, DeviceId.parse('vvvvvv'))
  await socket.until(() => socket.closeCode !== null)
  socket.send(...frames.slice(10))
  // It does not hang up by itself, so the server has read all of it before it cuts the socket.
  await socket.until(() => false)
  expect(await storedOf('vvvvvv')).toBe(before)
  expect(socket.closeCode).toBe(CLOSE.revoked)
})

test('[ACCESS-9] what comes after a violation is not taken either, though the sender does not hang up', async () => {
  const { socket } = await ask()
  socket.send(Uint8Array.of(0, 1, 255, 255), ...eventsOf('nnnnnn', 10))
  await socket.until(() => false)
  expect(socket.closeCode).toBe(CLOSE.violation)
  expect(await storedOf('nnnnnn')).toBe(0)
})

test('[ACCESS-9] garbage from one who is being sent away, or has hung up already, harms nobody', async () => {
  const honest = await openNodeDevice(server, KIOSK)
  devices.push(honest)
  const garbage = Buffer.from('ffffffffffffffff', 'hex')
  for (const options of [{ day: addDays(TODAY, -40) }, { day: addDays(TODAY, -5) }, {}]) {
    const { socket } = await ask(options)
    socket.socket.write(garbage)
    socket.socket.resetAndDestroy()
  }
  await takeTicket(honest)
  await until(honest, 'acknowledged', () => isSynced(honest))
})

test('[ACCESS-10] a device has 40 sockets at most, however it holds on to them', async () => {
  const answers = await Promise.all(Array.from({ length: SOCKETS_OF_DEVICE_MAX + 10 }, () => ask()))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter(status => status === 101)).toHaveLength(SOCKETS_OF_DEVICE_MAX)
  expect(statuses.filter(status => status === 429)).toHaveLength(10)

  // All but the last were told that a newer one is there; who does not hang up is cut off, and there is room again.
  const superseded = answers.filter(({ socket, status }) => status === 101 && socket !== answers[0]?.socket)
  await Promise.race(superseded.map(({ socket }) => socket.until(() => false)))
  await pause(0)
  expect(await told({})).toBe('in')
})
