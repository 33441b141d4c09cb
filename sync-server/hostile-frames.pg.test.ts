import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { hostileFrame } from '@/tests/support/hostile-frames'
import { hostileUpdate } from '@/tests/support/hostile-updates'
import { knock } from '@/tests/support/knock'
import { isSynced, KIOSK, type NodeDevice, openNodeDevice, takeTicket, until } from '@/tests/support/node-device'
import { projectionDrift } from '@/tests/support/projection'
import { seededRandom } from '@/tests/support/seeded-random'
import { enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { updateFrame } from './sync-frames'

const SEED = Number(process.env.FUZZ_SEED ?? 20260302)
const CONNECTIONS = 150
const FRAMES_EACH = 20
const ASKS = Uint8Array.of(0, 0, 1, 0)

let db: TestDatabase
let server: SyncStack
let kiosk: NodeDevice

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
  kiosk = await openNodeDevice(server, KIOSK)
  await until(kiosk, 'online', () => isSynced(kiosk))
})
afterAll(async () => {
  kiosk.stop()
  await server.close()
  await db.drop()
})

test('[GUARD-9] thousands of hostile frames on the real server: their sender is closed, an honest kiosk beside him never', async () => {
  let interruptions = 0
  kiosk.link.status.subscribe(() => {
    if (kiosk.link.status.get().rung !== 'online') interruptions++
  })
  const codes = new Map<number | null, number>()
  for (let round = 0; round < CONNECTIONS; round++) {
    const random = seededRandom(SEED + round)
    const { status, socket } = await knock(server, { device: 'nnnnnn' })
    expect(status).toBe(101)
    const greeted = () => socket.messages.length >= 2
    await socket.until(greeted)
    const before = socket.messages.length
    for (let frames = 0; frames < FRAMES_EACH; frames++)
      socket.send(random.int(2) === 0 ? hostileFrame(random) : updateFrame(hostileUpdate(random).update))
    socket.send(ASKS)
    await socket.until(() => socket.closeCode !== null || socket.messages.length > before)
    codes.set(socket.closeCode, (codes.get(socket.closeCode) ?? 0) + 1)
    socket.destroy()
    if (round % 50 === 0) await takeTicket(kiosk)
  }
  expect(codes.get(4400)).toBeGreaterThan(20)
  await takeTicket(kiosk)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  expect(interruptions).toBe(0)
  expect(await projectionDrift(db.database, kiosk.replica.queue)).toEqual([])
})
