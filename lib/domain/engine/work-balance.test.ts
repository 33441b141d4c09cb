import { expect, test } from 'vitest'
import { CONFIG, NOW, roster, SERVICES, serviceOf, waiting } from '@/tests/support/engine-center'
import type { ServiceId } from '../ids'
import { type Advice, adviseChanges } from './advice'
import { MINUTE_MS } from './config'
import type { EngineAgent, Outlook } from './model'
import { priorTimes } from './prior-times'
import { agentsNeeded, chanceToWait } from './staffing'
import { tightestBalance, type WorkBalance } from './work-balance'

const TIMES = priorTimes(CONFIG)
const QUIET: Outlook = { forecast: null, basis: 'table', doorsCloseAt: null, closesAt: null }
const COLLECTION = new Set([serviceOf('C')])

/** `12R 3M`: twelve renewals and three corrections wait. */
function queueOf(script: string) {
  const words = script.split(' ').filter(word => word !== '')
  return words.flatMap(word => {
    const [, count = '0', letter = ''] = /^(\d+)([A-Z])$/.exec(word) ?? []
    return waiting(Array.from({ length: Number(count) }, (_, index) => `${letter}${100 + index}@5`).join(' '))
  })
}

function balance(agents: readonly EngineAgent[], queue: string, outlook = QUIET): WorkBalance {
  return tightestBalance({ waiting: queueOf(queue), agents }, CONFIG, TIMES, outlook, NOW)
}

function lettersOf(services: readonly ServiceId[]): string {
  return services.map(service => SERVICES.find(({ id }) => id === service)?.letter).join('')
}

test.each([
  // agents             waiting      worst off   load  capacity
  ['1:R', '', '', 0, 0],
  ['1:R', '6R', 'R', 1, 1],
  ['1:R 2:R', '6R', 'R', 1, 2],
  ['1:RA 2:RAM', '12R 4A 3M', 'RAM', 4, 2],
  ['1:RA 2:M', '3R 2A 6M', 'M', 2, 1],
  ['1:RA 2:RC 3:C', '12R 20C', 'R', 2, 2],
  ['1:R 2:R-', '9R', 'R', 1.5, 1],
  ['1:R 2:R~', '9R', 'R', 1.5, 1.8333],
])('[ENGINE-19] %s with %s: %s has work for %d of %d agents', (agents, queue, worst, load, capacity) => {
  const { services, load: found, capacity: able, ratio } = balance(roster(agents), queue)
  expect(lettersOf(services)).toBe(worst)
  expect([found, able].map(value => Math.round(value * 10_000) / 10_000)).toEqual([load, capacity])
  expect(ratio).toBeCloseTo(capacity === 0 ? 0 : load / capacity, 4)
})

test('[ENGINE-19] work that nobody can do is beyond all measure', () => {
  expect(balance(roster('1:R'), '1M 1R')).toMatchObject({ ratio: Number.POSITIVE_INFINITY, agents: [] })
})

test('[ENGINE-19] who leaves within the hour, or pauses, counts for the rest of it', () => {
  const [agent] = roster('1:R')
  if (!agent) throw new Error('nobody')
  const leaving = { ...agent, dutyEnd: NOW + 15 * MINUTE_MS }
  expect(balance([leaving], '6R').capacity).toBe(0.25)
  const pausing = { ...agent, plannedBreaks: [{ from: NOW + 50 * MINUTE_MS, to: NOW + 90 * MINUTE_MS }] }
  expect(balance([pausing], '6R').capacity).toBeCloseTo(5 / 6, 10)
  expect(balance([{ ...pausing, dutyEnd: NOW + 55 * MINUTE_MS }], '6R').capacity).toBeCloseTo(5 / 6, 10)
})

test('[ENGINE-19] those who will come within the hour count, until the doors close', () => {
  const mix = [{ priority: 4, service: serviceOf('R'), share: 1 }]
  const slots = Array.from({ length: 4 }, () => ({ perMs: 12 / (60 * MINUTE_MS), mix }))
  const outlook: Outlook = { ...QUIET, forecast: { startAt: NOW, slotMs: 30 * MINUTE_MS, slots } }
  expect(balance(roster('1:R'), '', outlook).load).toBeCloseTo((12 * 10.5) / 60, 10)
  const closing = { ...outlook, doorsCloseAt: NOW + 20 * MINUTE_MS }
  expect(balance(roster('1:R'), '', closing).load).toBeCloseTo((4 * 10.5) / 60, 10)
})

function advise(agents: string, queue: string, history: number[] = [], mayLearn = () => true): readonly Advice[] {
  const state = { waiting: queueOf(queue), agents: roster(agents) }
  return adviseChanges(state, CONFIG, TIMES, QUIET, NOW, history, mayLearn, COLLECTION)
}

function told(advice: readonly Advice[]): string[] {
  return advice.map(({ change, after }) => {
    const ratio = after.ratio.toFixed(2)
    if (change.code === 'open_station') return `open ${lettersOf(change.services)} ${ratio}`
    if (change.code === 'recall_from_break') return `recall ${change.agent} ${ratio}`
    return `add ${lettersOf([change.service])} to ${change.agent} ${ratio}`
  })
}

test.each([
  // agents              waiting     advice, the best first
  ['1:R 2:M', '5R 1M', []],
  ['1:R 2:M', '12R', ['add R to 2 1.00', 'open R 1.00']],
  ['1:R 2:M', '3R 5M', ['open M 0.83', 'add M to 1 1.08']],
  ['1:R 2:R~', '18R', ['open R 1.06', 'recall 2 1.50']],
  ['1:R 2:C', '12R', ['open R 1.00']],
  ['1:R 2:C 3:C', '12R', ['add R to 2 1.00', 'add R to 3 1.00', 'open R 1.00']],
  ['1:R 2:CM', '12R', ['add R to 2 1.00', 'open R 1.00']],
])('[ENGINE-20] %s with %s: %j', (agents, queue, expected) => {
  expect(told(advise(agents, queue))).toEqual(expected)
})

test('[ENGINE-20] nobody is advised to do what he may not', () => {
  expect(told(advise('1:R 2:M', '12R', [], () => false))).toEqual(['open R 1.00'])
})

test.each([
  // changes made so many minutes ago   more advice
  [[], true],
  [[29], false],
  [[30], true],
  [[200, 100], true],
  [[300, 200, 100], false],
])('[ENGINE-20] after changes %j minutes ago, more advice: %s', (history, expected) => {
  const instants = history.map(minutes => NOW - minutes * MINUTE_MS)
  expect(advise('1:R 2:M', '12R', instants).length > 0).toBe(expected)
})

test.each([
  // load, agents   wait for an agent (Erlang C, from tables)
  [1, 2, 1 / 3],
  [8.5, 10, 0.5299],
  [0.5, 1, 0.5],
])('[ENGINE-20] with work for %d and %i agents a citizen waits with chance %d', (load, agents, expected) => {
  expect(chanceToWait(load, agents)).toBeCloseTo(expected, 3)
})

test.each([
  [0.1, 10, 10, 1],
  [8.5, 10, 10, 10],
  [8.5, 10, 0, 12],
  [500, 10, 10, null],
])(
  '[ENGINE-20] work for %d agents, services of %i min, a target of %i min: %s agents',
  (load, mean, target, expected) => {
    expect(agentsNeeded(load, mean * MINUTE_MS, target * MINUTE_MS)).toBe(expected)
  },
)
