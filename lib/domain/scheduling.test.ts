import { expect, test } from 'vitest'
import { DAY, day, dayQueue, post, queueOf, SERVICES, tablet } from '@/tests/support/day'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import type { Agent, QueueRules, Station } from './catalogue'
import { callOrder } from './engine/call-order'
import { MINUTE_MS } from './engine/config'
import { type AgentId, type ServiceDay, ServiceId } from './ids'
import { configOn, engineTicketOf, type Reach, servicesAt } from './scheduling'
import { callNext } from './serve'

const CONFIG = configOn(DAY, DAY_CATALOGUE)

/** The class of the only ticket, the minutes that its credit started after its check-in, and what else holds it. */
function standing(script: string): string {
  const [ticket] = dayQueue(script).tickets.values()
  if (!ticket) throw new Error('no ticket')
  const { priority, creditStart, checkedInAt, notBefore, excludedAgent } = engineTicketOf(ticket, CONFIG)
  const credit = Math.round((creditStart - checkedInAt) / MINUTE_MS)
  const hold = notBefore === 0 ? '' : ` held ${Math.round((notBefore - checkedInAt) / MINUTE_MS)}`
  return `class ${priority} ${credit >= 0 ? '+' : ''}${credit}${hold}${excludedAgent ? ` not ${excludedAgent}` : ''}`
}

test.each<[string, string, string]>([
  ['A101', 'class 4 +0', 'he came and sat down'],
  ['A101v', 'class 4 -15', 'vulnerable: a quarter of an hour of head start'],
  ['A101v A101-', 'class 4 +0', 'which staff took back'],
  ['A101 A101e', 'class 1 +0', 'an emergency keeps its credit'],
  ['A101 ~20m 1>A101 1r', 'class 4 +0', 'put back where he stood'],
  ['A101 ~20m 1>A101 1~', 'class 4 +10 held 25', 'did not come: ten minutes, and held for five'],
  ['A101 ~4m 1>A101 1~', 'class 4 +4 held 9', 'but never behind somebody who comes now'],
  ['A101 ~20m 1>A101 1~ ~10m 1>A101 1~', 'class 4 +20 held 35', 'twice'],
  ['A101 ~20m 1>A101 1p ~30m 1=A101', 'class 4 +30', 'during an errand the clock stood still'],
  ['A101 ~20m 1>A101 1+ 1%R', 'class 4 +0 not 1', 'transferred: the same credit, and another agent'],
  ['R101 ~20m 1>R101 1+ 1%A', 'class 2 +0 not 1', 'never to a worse class'],
  ['A101 1>A101 1+ 1%R 2>A101 2r', 'class 4 +0', 'once another has called him, nobody is left out'],
  ['A101 ~20m 1>A101 1- ~30m 1^A101', 'class 4 +35', 'back after the last no-show: a quarter of an hour is left'],
])('[ENGINE-12] %s: %s: %s', (script, expected) => {
  expect(standing(script)).toBe(expected)
})

const rules = (version: number, from: string, discipline: QueueRules['discipline']): QueueRules => {
  // reason: a date in a table of this test
  return { version, from: from as ServiceDay, discipline, preset: 'balanced' }
}

test.each<[string, QueueRules[], string, string]>([
  ['2026-03-02', [], 'hybrid 0', 'a center that chose nothing'],
  ['2026-03-02', [rules(1, '2026-03-03', 'fifo')], 'hybrid 0', 'not before their day'],
  ['2026-03-03', [rules(1, '2026-03-03', 'fifo')], 'fifo 1', 'from their day on'],
  ['2026-03-09', [rules(1, '2026-03-03', 'fifo')], 'fifo 1', 'and later'],
  ['2026-03-09', [rules(1, '2026-03-03', 'fifo'), rules(2, '2026-03-05', 'ratio')], 'ratio 2', 'the latest day'],
  [
    '2026-03-09',
    [rules(3, '2026-03-03', 'fifo'), rules(2, '2026-03-03', 'ratio')],
    'fifo 3',
    'then the latest version',
  ],
])('[ENGINE-7] on %s, with %j: %s: %s', (day, queueRules, expected) => {
  const center = { ...DAY_CATALOGUE.center, queueRules }
  // reason: a date in a table of this test
  const { discipline, version } = configOn(day as ServiceDay, { ...DAY_CATALOGUE, center })
  expect(`${discipline} ${version}`).toBe(expected)
})

const STATION = DAY_CATALOGUE.stations[0] as Station // reason: the catalogue of these tests has five
const AGENT = DAY_CATALOGUE.agents[0] as Agent // reason: as above

test.each<[string, number[], number[], number[], string]>([
  ['equipped for all, specialised in nothing', [1, 2, 3], [], [1, 2, 3], 'serves all'],
  ['equipped for 1 and 2', [1, 2], [], [1, 2], 'not what the station cannot do'],
  ['specialised in 2', [1, 2, 3], [2], [2], 'what the agent learnt'],
  ['specialised in 3, equipped for 1', [1], [3], [], 'nothing that both can'],
])('[CALL-2] %s', (_what, supported, learnt, expected) => {
  const ids = (numbers: number[]) => numbers.map(id => ServiceId.parse(id))
  const services = servicesAt(
    { ...STATION, services: ids(supported) },
    { ...AGENT, services: ids(learnt) },
    DAY_CATALOGUE.services,
  )
  expect([...services]).toEqual(expected)
  expect(
    servicesAt(
      STATION,
      AGENT,
      DAY_CATALOGUE.services.map(service => ({ ...service, active: false })),
    ).size,
  ).toBe(0)
})

/** The numbers in the order in which agent 1 will call them. */
function order(script: string, reach?: Reach): string {
  const { events, now } = day(script)
  const { state, config, times } = schedulingIn(queueOf(events), DAY_CATALOGUE, reach)
  return callOrder(state, config, times, 1 as AgentId, now, 60) // reason: agent 1 of the catalogue
    .map(id => id.slice(0, 4))
    .join(' ')
}

test.each<[string, string, string]>([
  ['1( A101 A102 A201', 'A101 A102 A201', 'one kind: by the time they came'],
  ['1( A101 ~1m R101 ~10m', 'R101 A101', 'a kept appointment has used more of its promise'],
  ['1( A101 ~40m R101 ~1m', 'A101 R101', 'but not after a minute'],
  ['1( A101 A102v', 'A102 A101', 'the vulnerable have a head start'],
  ['1( A101 A102 A102e', 'A102 A101', 'an emergency that was granted goes first'],
  ['1( E101 A101 ~10m', 'E101 A101', 'the service of emergencies makes no emergency'],
  ['1( A101 1>A101 1~ A102', 'A102 A101', 'who did not come is held, and still listed'],
  ['1( A101 1>A101 1p A102', 'A102', 'who is parked is not called'],
  ['1( 2( A101 1>A101 1+ 1%B A102', 'A102', 'who transferred somebody does not get him back'],
  ['1( A101 1>A101 1+ 1%B A102', 'A101 A102', 'unless nobody else can serve him'],
])('[CALL-1, CALL-3] %s: %s: %s', (script, expected) => {
  expect(order(script)).toBe(expected)
})

test('[ENGINE-11] out of reach of each other, two tablets call no citizen twice, and each calls somebody', () => {
  const { events, now } = day(`1( 2( ${Array.from({ length: 20 }, (_, i) => `A1${10 + i}`).join(' ')} ~2m`)
  const queue = queueOf(events)
  const cut: Reach = { lostSince: device => (device === tablet(2) ? now - MINUTE_MS : null), isGone: () => false }
  const otherCut: Reach = { lostSince: device => (device === tablet(1) ? now - MINUTE_MS : null), isGone: () => false }
  const called = [cut, otherCut].map((reach, index) => {
    const result = callNext(queue, post(index + 1), schedulingIn(queue, DAY_CATALOGUE, reach), now)
    return result.ok && result.value.type === 'ticket.called.v1' ? result.value : null
  })
  expect(called.map(call => call?.heldElsewhere ?? 0).every(held => held > 0)).toBe(true)
  expect(new Set(called.map(call => call?.ticket)).size).toBe(2)
})

test('[ENGINE-11] a tablet that was lost for half an hour holds nobody back any more', () => {
  const { events, now } = day(`1( 2( ${Array.from({ length: 20 }, (_, i) => `A1${10 + i}`).join(' ')} ~2m`)
  const queue = queueOf(events)
  const lostSince: Reach['lostSince'] = device => (device === tablet(2) ? now - MINUTE_MS : null)
  const firstOf = (isGone: boolean) => {
    const { state, config, times } = schedulingIn(queue, DAY_CATALOGUE, { lostSince, isGone: () => isGone })
    const order = callOrder(state, config, times, 1 as AgentId, now, 20) // reason: agent 1 of the catalogue
    return order.map(id => id.slice(0, 4)).join()
  }
  expect(firstOf(true)).toBe(Array.from({ length: 20 }, (_, i) => `A1${10 + i}`).join())
  expect(firstOf(false)).not.toBe(firstOf(true))
})

test('[ENGINE-8] a call keeps why it was this ticket', () => {
  const { events, now } = day('1( A101 ~1m R101 ~10m')
  const queue = queueOf(events)
  const called = callNext(queue, post(1), schedulingIn(queue), now)
  expect(called).toMatchObject({
    ok: true,
    value: { type: 'ticket.called.v1', engine: 2, config: 0, considered: 2, why: 'promise_used', share: 67 },
  })
  expect(called).toMatchObject({
    value: { runnerUp: 'A101.kiosk1', runnerUpShare: 24, override: null, laneSpent: null },
  })
  expect(called.ok && 'digest' in called.value && called.value.digest).toMatch(/^[0-9a-f]{16}$/)
})

test('[ENGINE-13] times are learnt from what was served today', () => {
  const script = Array.from({ length: 20 }, (_, i) => `A1${10 + i} 1>A1${10 + i} 1+ ~20m 1.`).join(' ')
  const { times } = schedulingIn(dayQueue(`1( ${script}`))
  const minutes = times.serviceMeanMs(SERVICES.A.id) / MINUTE_MS
  expect(minutes).toBeGreaterThan(14)
  expect(minutes).toBeLessThan(16)
})
