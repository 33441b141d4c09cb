import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocketOfNode from 'ws'
import { DayLink, type LinkHalt } from '@/lib/client/day-link'
import type { TicketRefusal } from '@/lib/client/sync-session'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import { ok, refuse } from '@/lib/domain/result'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { PROTOCOL_VERSION } from '@/lib/protocol/version'
import { DayDocument } from '@/lib/replica/day-document'
import { FakeSyncServer } from './fake-sync-server'

const DAY = ServiceDay.parse('2026-03-02')

let server: FakeSyncServer
let link: DayLink | null
let told: [ServiceDay, LinkHalt | null][]
let greetings: number
let refusal: TicketRefusal | null
let lifeMs: number
let asked: number
let limits: number[]

beforeEach(async () => {
  server = await FakeSyncServer.open()
  link = null
  told = []
  greetings = 0
  refusal = null
  lifeMs = 900_000
  asked = 0
  limits = []
})

afterEach(async () => {
  link?.stop()
  await server.close()
})

function connect(): DayLink {
  const ports = {
    session: {
      requestTicket: async () => {
        asked++
        return refusal ? refuse(refusal) : ok({ wsUrl: server.url, token: `t${asked}`, serverTimeMs: 0, lifeMs })
      },
    },
    clock: { now: () => 0 },
    random: {
      int: (limit: number) => {
        limits.push(limit)
        return 0
      },
    },
    // reason: the same interface, from another maker
    WebSocket: WebSocketOfNode as unknown as typeof WebSocket,
    onFault: (what: string, fault: unknown) => {
      throw new Error(what, { cause: fault })
    },
    onHalt: (day: ServiceDay, halt: LinkHalt | null) => told.push([day, halt]),
  }
  link = new DayLink(new DayDocument(DAY), { center: CenterId.parse(7), boot: 257 }, ports, {
    hello: () => {
      greetings++
    },
    beat: () => undefined,
    absent: () => undefined,
    acknowledged: () => undefined,
    changed: () => undefined,
  })
  link.connectNow()
  return link
}

/** A nudge asks a link that has not given up at once. */
async function asksAgain(of: DayLink): Promise<boolean> {
  const before = asked
  of.connectNow()
  await new Promise(resolve => setTimeout(resolve, 30))
  return asked > before
}

test('[DEV-3] a revoked device is refused its ticket and asks for no other', async () => {
  refusal = { code: 'device_revoked' }
  const revoked = connect()
  await expect.poll(() => revoked.halt).toBe('revoked')
  expect(await asksAgain(revoked)).toBe(false)
})

test('[DEV-3] a device that is revoked while it is connected hangs up when its next token is refused', async () => {
  lifeMs = 50
  const revoked = connect()
  await expect.poll(() => server.refreshed.length).toBeGreaterThan(0)
  refusal = { code: 'device_revoked' }
  await expect.poll(() => [revoked.halt, server.socketCount]).toEqual(['revoked', 0])
  expect(await asksAgain(revoked)).toBe(false)
})

test('[DEV-3] a server that does not know the device is asked again: a backup may bring it back', async () => {
  refusal = { code: 'device_unknown' }
  const unknown = connect()
  await expect.poll(() => unknown.halt).toBe('device_unknown')
  expect(await asksAgain(unknown)).toBe(true)
  refusal = null
  await expect.poll(() => unknown.isLive).toBe(true)
  expect(told).toEqual([
    [DAY, 'device_unknown'],
    [DAY, null],
  ])
})

test('[DEV-6] a server that takes only newer programs is left at its greeting', async () => {
  server.oldestClientVersion = PROTOCOL_VERSION + 1
  const old = connect()
  await expect.poll(() => old.halt).toBe('client_too_old')
  await expect.poll(() => server.socketCount).toBe(0)
  expect([greetings, await asksAgain(old)]).toEqual([0, false])
})

test.each<[number, LinkHalt]>([
  [CLOSE.revoked, 'revoked'],
  [CLOSE.daySealed, 'day_sealed'],
  [CLOSE.clientTooOld, 'client_too_old'],
  [CLOSE.violation, 'violation'],
])('[DEV-5] the link of any day tells of its end: close code %i, %s', async (code, halt) => {
  server.closesWith = code
  const ended = connect()
  await expect.poll(() => told).toEqual([[DAY, halt]])
  ended.stop()
  expect(told.at(-1)).toEqual([DAY, null])
})

test('[SYNC-2] a server that is full hangs up on who has just synced: he comes back later each time', async () => {
  const full = connect()
  for (const pauses of [[400], [400, 800], [400, 800, 1_600], [400, 800, 1_600, 3_200]]) {
    await expect.poll(() => full.isLive).toBe(true)
    server.hangUp(CLOSE.overload)
    await expect.poll(() => limits).toEqual(pauses)
  }
  await expect.poll(() => full.isLive).toBe(true)
  server.hangUp(CLOSE.restart)
  await expect.poll(() => limits.at(-1)).toBe(400)
})

test('[ACCESS-6] a server that says when to come back is left alone until then', async () => {
  refusal = { code: 'unreachable', retryAfterMs: 300 }
  const before = performance.now()
  const waiting = connect()
  await expect.poll(() => limits.length).toBe(1)
  refusal = null
  await expect.poll(() => waiting.isLive).toBe(true)
  expect([asked, performance.now() - before > 300]).toEqual([2, true])
})

test('[SYNC-5] a token that is not to be had is asked for again at a steady pace, until the session ends', async () => {
  lifeMs = 400
  const steady = connect()
  await expect.poll(() => steady.isLive).toBe(true)
  refusal = { code: 'unreachable' }
  await expect.poll(() => asked, { interval: 1 }).toBe(2)
  const since = performance.now()
  await expect.poll(() => asked, { interval: 1 }).toBe(6)
  expect(performance.now() - since).toBeGreaterThan(100)
})
