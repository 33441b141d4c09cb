import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocketOfNode from 'ws'
import { Doc } from 'yjs'
import { ConsoleReplica } from '@/lib/client/console-replica'
import { CenterId, type InstantMs } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { CLOSE, MESSAGE_BEAT, MESSAGE_SYNC } from '@/lib/protocol/sync-messages'
import { logName } from '@/lib/replica/day-document'
import { DAY, day, MORNING } from '@/tests/support/day'
import { FakeSyncServer } from './fake-sync-server'

let server: FakeSyncServer
let console: ConsoleReplica
let now: InstantMs
let clockErrorMs: number
/** What the route answers: leave, or a problem. */
let problem: string | null
let asked: string[]
let nudge: () => void
const faults: unknown[] = []

beforeEach(async () => {
  server = await FakeSyncServer.open()
  now = MORNING
  clockErrorMs = 0
  server.timeMs = () => now
  problem = null
  asked = []
  faults.length = 0
})

afterEach(async () => {
  console.close()
  await server.close()
  expect(faults).toEqual([])
})

/** What has happened at the center, as the server holds it. */
function tell(words: string): void {
  for (const event of day(words).events) server.doc.getArray(logName(event.device)).push([[...encodeEvent(event, DAY)]])
}

async function open(): Promise<void> {
  console = await ConsoleReplica.open(
    { center: CenterId.parse(7), timeZone: 'Africa/Douala' },
    {
      clock: { now: () => now + clockErrorMs },
      random: { int: () => 0 },
      fetch: async input => {
        asked.push(String(input))
        if (problem) return Response.json({ code: problem, status: 401 }, { status: 401 })
        const session = { serverTime: now, sessionExpires: now + 900_000 }
        return Response.json({ wsUrl: server.url, token: `t${asked.length}`, ...session })
      },
      // reason: the same interface, from another maker
      WebSocket: WebSocketOfNode as unknown as typeof WebSocket,
      onFault: (what, fault) => faults.push([what, fault]),
      onNudge: listener => {
        nudge = listener
        return () => undefined
      },
    },
  )
}

const numbers = () => [...console.replica.queue.tickets.values()].map(ticket => `${ticket.number} ${ticket.state}`)

test('[FLOOR-1] the console reads the day with leave of the session, and writes nothing', async () => {
  tell('opened A101 A102 1( 1>A101')
  await open()
  await expect.poll(numbers).toEqual(['A101 called', 'A102 waiting'])
  expect(asked).toEqual(['/api/v1/admin/centers/7/sync-ticket'])
  expect([server.rooms, server.tokens]).toEqual([['/sync/7/2026-03-02'], ['auth.t1']])
  expect(console.status.get()).toEqual({ rung: 'online', since: MORNING, pendingCount: 0 })
  expect(new Set(server.heard)).toEqual(new Set([MESSAGE_SYNC, MESSAGE_BEAT]))
  expect([...server.doc.share.keys()].sort()).toEqual(['e:agent1', 'e:kiosk1', 'e:server'])
})

test('[FLOOR-1] it comes back by itself after the server was away, and has kept what it knew', async () => {
  tell('opened A101')
  await open()
  await expect.poll(numbers).toEqual(['A101 waiting'])
  server.closesWith = CLOSE.restart
  server.hangUp(CLOSE.restart)
  await expect.poll(() => console.status.get().rung).toBe('offline')
  expect(numbers()).toEqual(['A101 waiting'])
  server.doc = new Doc()
  tell('opened A101 A102')
  server.closesWith = null
  await expect.poll(numbers).toEqual(['A101 waiting', 'A102 waiting'])
})

test('[FLOOR-2] whoever is signed out is told so; signed in again, he goes on', async () => {
  problem = 'signed_out'
  await open()
  await expect.poll(() => console.barrier.get()).toBe('signed_out')
  expect(console.status.get().rung).toBe('offline')
  problem = null
  nudge()
  await expect.poll(() => [console.barrier.get(), console.status.get().rung]).toEqual([null, 'online'])
})

test.each([
  ['two minutes fast', 120_000],
  ['three days behind', -3 * 86_400_000],
])('[FLOOR-2] a computer that is %s shows the day and the time of the server', async (_, errorMs) => {
  clockErrorMs = errorMs
  tell('opened A101')
  await open()
  await expect.poll(numbers).toEqual(['A101 waiting'])
  expect([console.replica.day, console.now()]).toEqual([DAY, MORNING])
})

test('[FLOOR-2] at midnight it goes to the new day, also after a sleep over several', async () => {
  tell('opened A101')
  await open()
  await expect.poll(numbers).toEqual(['A101 waiting'])
  server.doc = new Doc()
  now += 4 * 86_400_000
  await expect.poll(() => console.replica.day).toBe('2026-03-06')
  expect(numbers()).toEqual([])
  await expect.poll(() => server.rooms.at(-1)).toBe('/sync/7/2026-03-06')
})
