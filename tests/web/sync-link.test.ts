import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocketOfNode from 'ws'
import type { DayLinkPorts, LinkHalt } from '@/lib/client/day-link'
import { type IncarnationStore, SyncLink } from '@/lib/client/sync-link'
import type { SyncTicket, TicketRefusal } from '@/lib/client/sync-session'
import { AgentId, CenterId, DeviceId, type InstantMs, ServiceDay, StationId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { CLOSE, MESSAGE_BEAT, MESSAGE_SYNC, MESSAGE_TOKEN } from '@/lib/protocol/sync-messages'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { type Identity, Replica } from '@/lib/replica/replica'
import { signerOf } from '@/tests/support/signing'
import { FakeSyncServer } from './fake-sync-server'

const IDENTITY: Identity = {
  device: DeviceId.parse('agent1'),
  center: CenterId.parse(7),
  surface: 'agent',
  issuerDigit: null,
  timeZone: 'Africa/Douala',
}
const NOON: InstantMs = Date.parse('2026-03-02T11:00:00Z')
const DAY = ServiceDay.parse('2026-03-02')

let server: FakeSyncServer
let world: World
let stops: (() => void)[]

/** What a link meets, to be changed by a test. */
class World {
  now = NOON
  tickets = 0
  lifeMs = 900_000
  refusal: TicketRefusal | null = null
  nudge: () => void = () => undefined
  readonly faults: unknown[] = []
  readonly limits: number[] = []
  knownIncarnation: string | null = null

  readonly session = {
    requestTicket: async (): Promise<Result<SyncTicket, TicketRefusal>> => {
      this.tickets++
      if (this.refusal) return refuse(this.refusal)
      return ok({ wsUrl: server.url, token: `t${this.tickets}`, serverTimeMs: this.now, lifeMs: this.lifeMs })
    },
  }

  readonly incarnation: IncarnationStore = {
    read: async () => this.knownIncarnation,
    write: async incarnation => {
      this.knownIncarnation = incarnation
    },
  }

  get ports(): DayLinkPorts & { incarnation: IncarnationStore; onNudge: (listener: () => void) => () => void } {
    return {
      session: this.session,
      incarnation: this.incarnation,
      clock: { now: () => this.now },
      random: {
        int: limit => {
          this.limits.push(limit)
          return 0
        },
      },
      // reason: the same interface, from another maker
      WebSocket: WebSocketOfNode as unknown as typeof WebSocket,
      onFault: (what, fault) => this.faults.push([what, fault]),
      onNudge: listener => {
        this.nudge = listener
        return () => undefined
      },
    }
  }
}

beforeEach(async () => {
  server = await FakeSyncServer.open()
  world = new World()
  server.timeMs = () => world.now
  stops = []
})

afterEach(async () => {
  for (const stop of stops) stop()
  await server.close()
  expect(world.faults).toEqual([])
})

async function open(store = new MemoryEventStore()): Promise<{ replica: Replica; link: SyncLink }> {
  const replica = await Replica.open(IDENTITY, {
    store,
    clock: { now: () => world.now },
    random: { int: limit => Math.floor(Math.random() * limit) },
    signer: signerOf(IDENTITY.device),
    onFault: (what, fault) => world.faults.push([what, fault]),
  })
  const link = new SyncLink(replica, world.ports)
  link.start()
  stops.push(() => link.stop())
  return { replica, link }
}

async function openStation(replica: Replica): Promise<void> {
  const done = await replica.act(() =>
    ok({ type: 'station.opened.v1', actor: AgentId.parse(1), station: StationId.parse(1) }),
  )
  expect(done.ok).toBe(true)
}

const rung = (link: SyncLink) => link.status.get().rung

test('[SYNC-1] an event is sent to the room of its day and is pending until it is acknowledged', async () => {
  const { replica, link } = await open()
  await openStation(replica)
  expect(link.status.get()).toEqual({ rung: 'offline', since: NOON, pendingCount: 1 })
  await expect.poll(() => link.status.get()).toEqual({ rung: 'online', since: NOON, pendingCount: 0 })
  expect(server.rooms).toEqual(['/sync/7/2026-03-02'])
  expect(server.tokens).toEqual(['auth.t1'])
})

test('[SYNC-3] while the database is away the link says so, and acknowledges nothing', async () => {
  server.durable = false
  server.acknowledges = false
  const { replica, link } = await open()
  await expect.poll(() => rung(link)).toBe('local')
  await openStation(replica)
  expect(link.status.get().pendingCount).toBe(1)
  server.durable = true
  server.beat()
  await expect.poll(() => rung(link)).toBe('online')
  expect(link.status.get().pendingCount).toBe(1)
})

test('[SYNC-2] after a close it comes back with another ticket, later each time, until it has synced', async () => {
  const { link } = await open()
  await expect.poll(() => rung(link)).toBe('online')
  server.closesWith = CLOSE.overload
  server.hangUp(CLOSE.restart)
  await expect.poll(() => server.tokens.length).toBeGreaterThan(6)
  server.closesWith = null
  await expect.poll(() => rung(link)).toBe('online')
  expect(new Set(server.tokens).size).toBe(server.tokens.length)
  expect(world.limits.slice(0, 9)).toEqual(
    [400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000].slice(0, world.limits.length),
  )

  const before = world.limits.length
  server.hangUp(CLOSE.restart)
  await expect.poll(() => world.limits.length).toBeGreaterThan(before)
  expect(world.limits[before]).toBe(400)
})

test.each<[number, LinkHalt]>([
  [CLOSE.revoked, 'revoked'],
  [CLOSE.daySealed, 'day_sealed'],
  [CLOSE.clientTooOld, 'client_too_old'],
])('[SYNC-2] close code %i ends it: %s', async (code, halt) => {
  const { link } = await open()
  await expect.poll(() => rung(link)).toBe('online')
  server.hangUp(code)
  await expect.poll(() => link.halt.get()).toBe(halt)
  const { tickets } = world
  world.nudge()
  await new Promise(resolve => setTimeout(resolve, 50))
  expect([rung(link), world.tickets]).toEqual(['offline', tickets])
})

test('[LOG-7] a device whose session is refused starts anew from the server’s state, and brings what is not acknowledged', async () => {
  server.acknowledges = false
  const { replica, link } = await open()
  await openStation(replica)
  await expect.poll(() => rung(link)).toBe('online')
  const [refused] = replica.documents()
  server.hangUp(CLOSE.violation)
  await expect.poll(() => replica.documents()[0] !== refused && rung(link)).toBe('online')
  expect([link.halt.get(), replica.pendingCount, replica.queue.openStations.size]).toEqual([null, 1, 1])
  server.acknowledges = true
  server.hangUp(CLOSE.restart)
  await expect.poll(() => [rung(link), link.status.get().pendingCount]).toEqual(['online', 0])
  expect(server.rooms.length).toBe(3)
})

test('[LOG-7] what happens while the new session is on its way is in it too; a second refusal stands', async () => {
  server.acknowledges = false
  const { replica, link } = await open()
  await expect.poll(() => rung(link)).toBe('online')
  server.closesWith = CLOSE.violation
  server.hangUp(CLOSE.violation)
  await openStation(replica)
  await expect.poll(() => link.halt.get()).toBe('violation')
  const { tickets } = world
  world.nudge()
  await new Promise(resolve => setTimeout(resolve, 50))
  expect([rung(link), world.tickets, replica.pendingCount]).toEqual(['offline', tickets, 1])
})

test('[LOG-7] a server that stores, and never acknowledges an event, is brought it by a new session', async () => {
  server.acknowledges = false
  const { replica, link } = await open()
  await openStation(replica)
  await expect.poll(() => rung(link)).toBe('online')
  const [first] = replica.documents()
  server.beat()
  await expect.poll(() => server.heard.filter(type => type === MESSAGE_BEAT).length).toBe(2)
  world.now += 30_000
  server.beat()
  await expect.poll(() => replica.documents()[0] !== first && rung(link)).toBe('online')
  expect([link.halt.get(), replica.pendingCount]).toEqual([null, 1])
})

test('[LOG-6] a server that lacks what it has acknowledged is offered everything again, without a new incarnation', async () => {
  const { replica, link } = await open()
  await openStation(replica)
  await expect.poll(() => link.status.get().pendingCount).toBe(0)
  server.acknowledges = false
  server.empty()
  await expect.poll(() => server.doc.store.clients.size).toBe(1)
  server.acknowledges = true
  server.hangUp(CLOSE.restart)
  await expect.poll(() => [rung(link), link.status.get().pendingCount]).toEqual(['online', 0])
})

test('[SYNC-2] a server that has seen later boots ends it; one that does not know the device is asked again', async () => {
  world.refusal = { code: 'device_unknown' }
  const { link } = await open()
  await expect.poll(() => link.halt.get()).toBe('device_unknown')
  world.refusal = null
  world.nudge()
  await expect.poll(() => [rung(link), link.halt.get()]).toEqual(['online', null])

  world.refusal = { code: 'store_lost' }
  server.hangUp(CLOSE.restart)
  await expect.poll(() => link.halt.get()).toBe('store_lost')
})

test('[SYNC-4] another incarnation of the server acknowledges again what the one before had', async () => {
  const { replica, link } = await open()
  await openStation(replica)
  await expect.poll(() => link.status.get().pendingCount).toBe(0)
  server.incarnation = 'restored'
  server.acknowledges = false
  server.hangUp(CLOSE.restart)
  await expect.poll(() => link.status.get().pendingCount).toBe(1)
  expect(world.knownIncarnation).toBe('restored')
  server.acknowledges = true
  server.hangUp(CLOSE.restart)
  await expect.poll(() => link.status.get().pendingCount).toBe(0)
})

test('[SYNC-5] it answers beats, renews its token in band, and sends nothing else of its own', async () => {
  world.lifeMs = 100
  const { link } = await open()
  await expect.poll(() => rung(link)).toBe('online')
  server.beat()
  await expect.poll(() => server.refreshed.length).toBeGreaterThan(1)
  expect(server.refreshed.slice(0, 2)).toEqual(['t2', 't3'])
  world.lifeMs = 900_000
  await expect.poll(() => new Set(server.heard)).toEqual(new Set([MESSAGE_SYNC, MESSAGE_BEAT, MESSAGE_TOKEN]))
})

test('[DAY-2] a date in doubt is confirmed by the time of the server', async () => {
  const store = new MemoryEventStore()
  await store.setLastDay(ServiceDay.parse('2026-02-20'))
  server.timeMs = () => NOON
  const { replica } = await open(store)
  expect(replica.doubtedDay).toBe(DAY)
  await expect.poll(() => [replica.doubtedDay, replica.day]).toEqual([null, DAY])
  await expect.poll(() => server.rooms).toEqual(['/sync/7/2026-02-20', '/sync/7/2026-03-02'])
})

test('[DAY-3] at midnight the new day gets its link, and the old one keeps its own until all is acknowledged', async () => {
  server.acknowledges = false
  const { replica, link } = await open()
  await openStation(replica)
  await expect.poll(() => rung(link)).toBe('online')
  world.now += 86_400_000
  await replica.tend()
  await expect.poll(() => server.rooms).toEqual(['/sync/7/2026-03-02', '/sync/7/2026-03-03'])
  await expect.poll(() => server.socketCount).toBe(2)
  server.acknowledges = true
  server.hangUp(CLOSE.restart)
  await expect.poll(() => [server.socketCount, link.status.get().pendingCount]).toEqual([1, 0])
})

test('a stopped link leaves no socket and no timer behind', async () => {
  const { link } = await open()
  await expect.poll(() => rung(link)).toBe('online')
  link.stop()
  await expect.poll(() => server.socketCount).toBe(0)
  const { tickets } = world
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(world.tickets).toBe(tickets)
})
