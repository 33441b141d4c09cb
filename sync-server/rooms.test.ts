import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CenterId } from '@/lib/domain/ids'
import { serverSealKey } from '@/lib/server/server-seal'
import { DAY } from '@/tests/support/day'
import type { Journal } from './journal'
import { Rooms } from './rooms'
import { serverSession } from './server-session'

const KEY = { center: CenterId.parse(1), day: DAY }
const SECOND_MS = 1_000

let opened: number
let rooms: Rooms
beforeEach(() => {
  vi.useFakeTimers()
  opened = 0
  const known = { incarnation: 'first', epoch: 1, head: 0, updates: [], claims: new Map(), sealed: new Map() }
  const journal: Journal = {
    open: async () => {
      opened += 1
      return known
    },
    append: async () => undefined,
    keepSnapshot: async () => undefined,
    epochs: async () => new Map(),
  }
  const roster = async () => ({ devices: [], staff: [] })
  const [now, seal] = [{ now: () => Date.now() }, serverSealKey('a secret of this test alone')]
  const session = serverSession(now, seal)
  const log = pino({ level: 'silent' })
  rooms = new Rooms({ journal, roster, session, serverKey: seal.publicKey, clock: now, log })
})
afterEach(async () => {
  const closing = rooms.close()
  await vi.advanceTimersByTimeAsync(SECOND_MS)
  await closing
  vi.useRealTimers()
})

async function enter(): Promise<void> {
  const entered = rooms.enter(KEY)
  await vi.advanceTimersByTimeAsync(0)
  await entered
}

test('[SYNC-11] a document that phones ask about is loaded once, and let go when nobody has asked for a minute', async () => {
  for (let asked = 0; asked < 100; asked += 1) {
    await enter()
    await vi.advanceTimersByTimeAsync(3 * SECOND_MS)
  }
  expect(opened).toBe(1)
  expect(await rooms.opened()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(80 * SECOND_MS)
  expect(await rooms.opened()).toEqual([])
  await enter()
  expect(opened).toBe(2)
})
