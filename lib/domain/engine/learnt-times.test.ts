import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONFIG, SERVICE_LETTERS, serviceOf } from '@/tests/support/engine-center'
import { AgentId } from '../ids'
import { MINUTE_MS } from './config'
import { driftOf, NO_DRIFT, withService } from './drift'
import { DurationHistogram } from './duration-histogram'
import { normalQuantile } from './exact-math'
import { drawsFrom } from './hash'
import { learntTimes } from './learnt-times'
import { priorTimes } from './prior-times'
import { ServiceRecords } from './service-records'

/** `1R10*20`: agent 1 served twenty renewals of ten minutes each. */
function day(script: string): ServiceRecords {
  const records = new ServiceRecords()
  for (const word of script.split(' ').filter(text => text !== '')) {
    const [, agent = '', letter = '', minutes = '', count = '1'] = /^(\d+)([A-Z])([\d.]+)(?:\*(\d+))?$/.exec(word) ?? []
    for (let index = 0; index < Number(count); index++)
      records.addService(AgentId.parse(Number(agent)), serviceOf(letter), Number(minutes) * MINUTE_MS, CONFIG)
  }
  return records
}

const ONE = AgentId.parse(1)
const RENEWAL = serviceOf('R')

function minutes(ms: number): number {
  return Math.round((ms / MINUTE_MS) * 100) / 100
}

test.each([
  // days, newest first        the center's mean for a renewal
  [[''], 10],
  [['1R20*20'], 15],
  [['1R20*180'], 19],
  [['1R2000*20'], 35],
  [['1R0*20'], 5.83],
  [['', '1R20*20'], 14.59],
  [['', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '1R20*2000'], 10],
])('[ENGINE-13] after %j a renewal takes %d minutes', (days, expected) => {
  expect(minutes(learntTimes(days.map(day), CONFIG).serviceMeanMs(RENEWAL))).toBe(expected)
})

test('[ENGINE-13] before anything is measured, the table holds', () => {
  const learnt = learntTimes([], CONFIG)
  const table = priorTimes(CONFIG)
  for (const service of SERVICE_LETTERS.map(serviceOf)) {
    expect(learnt.meanMs(ONE, service)).toBe(table.meanMs(ONE, service))
    expect([learnt.fitOf(ONE, service), learnt.factor(ONE), learnt.cv(service)]).toEqual([1, 1, table.cv(service)])
  }
})

test('[ENGINE-13] a slow agent is slow in general, and is given no less of one kind for it', () => {
  const times = learntTimes([day('1R15*100 1A22.5*100 2R10*300 2A15*300')], CONFIG)
  expect(times.factor(ONE)).toBeGreaterThan(1.2)
  expect([times.fitOf(ONE, RENEWAL), times.fitOf(ONE, serviceOf('A'))]).toEqual([1, 1])
})

test('[ENGINE-13] who is slow in one kind is given less of that and more of the rest, within bounds', () => {
  const times = learntTimes([day('1R30*200 1A7*200 2R10*200 2A15*200')], CONFIG)
  expect([times.fitOf(ONE, RENEWAL), times.fitOf(ONE, serviceOf('A'))]).toEqual([0.8, 1.25])
})

test('[ENGINE-13] the pause before a call is learnt slowly and bounded', () => {
  const records = new ServiceRecords()
  for (let index = 0; index < 30; index++) records.addPause(90 * MINUTE_MS)
  expect(minutes(learntTimes([records], CONFIG).overheadMs)).toBe(10)
})

test('[ENGINE-13] regular work is known to vary less', () => {
  expect(learntTimes([day('1R10*4 1R11*5')], CONFIG).cv(RENEWAL)).toBe(0.6)
  expect(learntTimes([day('1R10*200 1R11*200')], CONFIG).cv(RENEWAL)).toBeLessThan(0.3)
  expect(learntTimes([day('1R3*200 1R40*200')], CONFIG).cv(RENEWAL)).toBeGreaterThan(0.8)
})

const services = fc.array(
  fc.record({
    agent: fc.integer({ min: 1, max: 4 }),
    letter: fc.constantFrom(...SERVICE_LETTERS),
    ms: fc.nat({ max: 9_000_000 }),
  }),
  { maxLength: 60 },
)

test('[ENGINE-13] whatever was tapped, a mean stays within its bounds and a fit within its own', () => {
  fc.assert(
    fc.property(services, all => {
      const records = new ServiceRecords()
      for (const { agent, letter, ms } of all) records.addService(AgentId.parse(agent), serviceOf(letter), ms, CONFIG)
      const times = learntTimes([records], CONFIG)
      for (const [service, { priorMs }] of CONFIG.services) {
        expect(times.serviceMeanMs(service)).toBeGreaterThanOrEqual(priorMs / 6 - 1)
        expect(times.serviceMeanMs(service)).toBeLessThanOrEqual(6 * priorMs + 1)
        expect(times.fitOf(ONE, service)).toBeGreaterThanOrEqual(0.8)
        expect(times.fitOf(ONE, service)).toBeLessThanOrEqual(1.25)
        expect(Number.isFinite(times.cv(service))).toBe(true)
      }
    }),
    { seed: 4, numRuns: 150 },
  )
})

test('[ENGINE-14] percentiles of two halves together are those of the whole, within a bucket', () => {
  const [whole, left, right] = [new DurationHistogram(), new DurationHistogram(), new DurationHistogram()]
  const draw = drawsFrom(7)
  const all = Array.from({ length: 999 }, () => Math.floor(draw() * 60 * MINUTE_MS))
  all.forEach((ms, index) => {
    whole.add(ms)
    if (index % 3 === 0) left.add(ms)
    else right.add(ms)
  })
  left.addAll(right)
  const sorted = [...all].sort((a, b) => a - b)
  for (const p of [0.5, 0.9, 0.95]) {
    expect(left.quantile(p)).toBe(whole.quantile(p))
    expect((whole.quantile(p) ?? 0) / (sorted[Math.ceil(p * all.length) - 1] ?? 1)).toBeCloseTo(1, 1)
  }
  expect([new DurationHistogram().quantile(0.5), left.total]).toEqual([null, 999])
})

/** How many services of a lognormal kind, so much slower than expected, before the alarm. */
function untilAlarm(slowness: number, seed: number, max: number): { services: number; direction: string | null } {
  const draw = drawsFrom(seed)
  const sigma = Math.sqrt(Math.log(1.36))
  let sums = NO_DRIFT
  for (let services = 1; services <= max; services++) {
    const ms = 600_000 * slowness * Math.exp(sigma * normalQuantile(draw()) - (sigma * sigma) / 2)
    sums = withService(sums, ms, 600_000, 0.6)
    const direction = driftOf(sums)
    if (direction) return { services, direction }
  }
  return { services: max, direction: null }
}

test.each([
  // slower by     alarm within
  [1.5, 'slower', 60],
  [1.3, 'slower', 300],
  [0.6, 'faster', 60],
] as const)(
  '[ENGINE-14] services that take %d times as long are noticed as %s within %i',
  (slowness, direction, within) => {
    for (let seed = 1; seed <= 20; seed++) expect(untilAlarm(slowness, seed, within).direction).toBe(direction)
  },
)

test('[ENGINE-14] and chance alone is seldom taken for it', () => {
  const runs = Array.from({ length: 40 }, (_, seed) => untilAlarm(1, seed, 2000).services)
  expect(runs.reduce((sum, services) => sum + services, 0) / runs.length).toBeGreaterThan(1000)
})
