import { expect, test } from 'vitest'
import { CONFIG, NOW, numberIn, roster, timesWithFits, waiting } from '@/tests/support/engine-center'
import { AgentId } from '../ids'
import { MINUTE_MS } from './config'
import { idleAgentFor } from './idle-agents'
import type { DisciplineName, Reason } from './model'
import { nextTicket } from './next-ticket'
import { priorTimes } from './prior-times'

const TIMES = priorTimes(CONFIG)
const FIRST = AgentId.parse(1)

function decide(agents: string, queue: string, discipline: DisciplineName = 'hybrid', times = TIMES) {
  const state = { waiting: waiting(queue), agents: roster(agents) }
  return nextTicket(state, { ...CONFIG, discipline }, times, FIRST, NOW)
}

const ALL = '1:EPCRAMU'

test.each([
  // agent        waiting                     called   why
  [ALL, 'R101@10 R102@12', 'R102', 'the longer wait of one kind'],
  [ALL, 'R102@10 R101@10', 'R101', 'the id settles a tie'],
  [ALL, 'R101@40 A101@50', 'R101', '40 of 45 promised minutes are more than 50 of 60'],
  [ALL, 'C101@10 R101@25', 'C101', 'a collection is promised in 20 minutes, and is short'],
  [ALL, 'P101@9/2 R101@50', 'P101', 'a booking counts three times'],
  [ALL, 'P101@-5/2 R101@0', 'R101', 'an appointment that came early comes last'],
  [ALL, 'P101@-5/2', 'P101', 'unless the agent would idle'],
  [ALL, 'P101@-3/2 P102@-5/2', 'P101', 'of two that came early, the earlier'],
  ['1:C', 'R101@90', null, 'he cannot serve it'],
  ['1:C', 'R101@90 C101@1', 'C101', 'he serves what he can'],
  [ALL, 'R101@90!5 C101@1', 'C101', 'held after a no-show'],
  [ALL, 'R101@90!-1 C101@1', 'R101', 'the hold is over'],
  [ALL, 'R101@90!5', null, 'all are held'],
  [`${ALL} 2:R`, 'R101@90x1', null, 'he transferred it, and another can serve it'],
  [`${ALL} 2:R-`, 'R101@90x1', 'R101', 'the other has gone home'],
  ['', 'R101@90', null, 'no such agent'],
])('[ENGINE-4] %s: %s -> %s: %s', (agents, queue, expected, _why) => {
  expect(numberIn(decide(agents, queue).ticket)).toBe(expected)
})

test.each([
  // waiting                      called   why
  ['C101@19 M101@50', 'C101', 'a collection passes a correction that came 31 minutes before it'],
  ['C101@20 M101@110', 'C101', 'also one that came an hour and a half before'],
  ['C101@20 M101@111', 'M101', 'but not a minute more: the window holds it back'],
  ['P101@15/2 M101@195', 'P101', 'a booking passes whoever came up to three hours before'],
  ['P101@14.9/2 M101@195', 'M101', 'and nobody who came before that'],
  ['M101@70 M102@55 A101@66', 'A101', 'corrections pass nobody by more than half an hour'],
  ['R101@44 A101@45', 'R101', 'the cap of the one who passes counts, not of the one who is passed'],
])('[ENGINE-5] %s -> %s: %s', (queue, expected, _why) => {
  expect(numberIn(decide(ALL, queue).ticket)).toBe(expected)
})

test.each([
  // agent, his latest calls   waiting              called   why
  [`${ALL}`, 'E101@0 R101@90', 'E101', 'an emergency goes before everyone'],
  [`${ALL}`, 'E101@1 E102@2', 'E102', 'the longer wait of two'],
  [`${ALL}(11)`, 'E101@1 R101@46', 'R101', 'after two in a row, somebody overdue'],
  [`${ALL}(11)`, 'E101@1 R101@45', 'E101', 'nobody is overdue yet'],
  [`${ALL}(141)`, 'E101@1 R101@46', 'E101', 'one in a row only'],
  [`${ALL}(411)`, 'E101@1 R101@46', 'R101', 'two in a row, whatever was before'],
  [`${ALL}(11)`, 'E101@1', 'E101', 'nobody else waits'],
  ['1:E(11)', 'E101@1 R101@90', 'E101', 'nobody else waits for this agent'],
  [`${ALL}`, 'E101@1/5 R101@44', 'R101', 'what nobody granted is no emergency'],
])('[ENGINE-6] %s: %s -> %s: %s', (agents, queue, expected, _why) => {
  expect(numberIn(decide(agents, queue).ticket)).toBe(expected)
})

test.each<[DisciplineName, string, string]>([
  ['hybrid', 'E101@1 P101@2/2 C101@5 M101@100', 'E101'],
  ['strict_priority', 'M101@300 A101@1', 'A101'],
  ['strict_priority', 'A102@1 A101@1 A103@0', 'A101'],
  ['ratio', 'P101@15/2 R101@44 M101@61', 'M101'],
  ['ratio', 'P101@16/2 R101@44 M101@61', 'P101'],
  ['accumulating_priority', 'P101@5/2 M101@74', 'P101'],
  ['accumulating_priority', 'P101@4/2 M101@74', 'M101'],
  ['fifo', 'E101@4 M101@5', 'M101'],
])('[ENGINE-7] by %s: %s -> %s', (discipline, queue, expected) => {
  const { ticket, reasons } = decide(ALL, queue, discipline)
  expect(numberIn(ticket)).toBe(expected)
  if (discipline !== 'hybrid') expect(reasons[0]).toMatchObject({ code: 'discipline_order', discipline })
})

test('[ENGINE-4] who does one service better than others is given more of it', () => {
  const queue = 'R101@40 A101@50'
  expect(numberIn(decide(ALL, queue).ticket)).toBe('R101')
  expect(numberIn(decide(ALL, queue, 'hybrid', timesWithFits(TIMES, { '1A': 1.25 })).ticket)).toBe('A101')
})

test.each<[string, string, Reason[], string | null]>([
  // agent           waiting                     reasons                                                     runner-up
  [
    ALL,
    'M101@48 A101@20',
    [
      { code: 'promise_used', percent: 80, waitedMs: 48 * MINUTE_MS, promiseMs: 60 * MINUTE_MS, index: 64 },
      { code: 'runner_up', ticket: waiting('A101@20')[0]?.id ?? ('' as never), percent: 33, index: 30 }, // reason: it is there
    ],
    'A101',
  ],
  [
    ALL,
    'M101@120v C101@1',
    [
      { code: 'promise_used', percent: 200, waitedMs: 120 * MINUTE_MS, promiseMs: 60 * MINUTE_MS, index: 160 },
      { code: 'vulnerable', headStartMs: 15 * MINUTE_MS },
      { code: 'fairness_window', held: 1 },
    ],
    null,
  ],
  [ALL, 'E101@2 R101@5', [{ code: 'emergency_lane', waitedMs: 2 * MINUTE_MS }], null],
  [
    `${ALL}(11)`,
    'E101@2 R101@90',
    [
      { code: 'promise_used', percent: 200, waitedMs: 90 * MINUTE_MS, promiseMs: 45 * MINUTE_MS, index: 200 },
      { code: 'emergency_cap', run: 2 },
    ],
    null,
  ],
  ['1:C', 'R101@9', [{ code: 'nothing_eligible' }], null],
  ['1:C', 'C101@9!1 C102@8!2', [{ code: 'all_held', count: 2 }], null],
  ['2:C', 'C101@9', [{ code: 'no_such_agent' }], null],
])('[ENGINE-8] %s: %s is explained', (agents, queue, reasons, runnerUp) => {
  const decision = decide(agents, queue)
  expect(decision.reasons).toEqual(reasons)
  expect(numberIn(decision.runnerUp)).toBe(runnerUp)
})

test('[ENGINE-8] a decision names its version, how many it chose from, and a digest of its input', () => {
  const decision = decide(ALL, 'R101@10 R102@12 C101@1!4')
  expect(decision).toMatchObject({ considered: 2, version: { engine: 2, config: 1 } })
  expect(decision.inputDigest).toMatch(/^[0-9a-f]{16}$/)
  expect(decide(ALL, 'R102@12 C101@1!4 R101@10').inputDigest).toBe(decision.inputDigest)
  const others = ['R101@10 R102@13', 'R101@10/3 R102@12', 'R101@10', 'R101@10 R103@12'].map(queue => decide(ALL, queue))
  expect(new Set([decision, ...others].map(({ inputDigest }) => inputDigest)).size).toBe(5)
})

test.each([
  // idle agents                       taken by   why
  ['1:RA@1 2:R@1 3:RAC@1', 2, 'who serves the fewest services'],
  ['1:R@1 2:R@5 3:R@3', 2, 'then who is idle the longest'],
  ['2:R@1 1:R@1', 1, 'then the smaller id'],
  ['1:R+ 2:RACM@1', 2, 'the only one who is free'],
  ['1:R* 2:R~ 3:R- 4:C', null, 'nobody is free, heard and able'],
])('[ENGINE-10] %s -> agent %s: %s', (agents, expected, _why) => {
  const [ticket] = waiting('R101@0')
  const idle = ticket && idleAgentFor(ticket, { waiting: [ticket], agents: roster(agents) }, TIMES)
  expect(idle?.agent ?? null).toBe(expected)
})

test('[ENGINE-10] of two who are as free, the one who does it better', () => {
  const [ticket] = waiting('R101@0')
  const state = { waiting: [], agents: roster('1:R@9 2:R@1') }
  expect(ticket && idleAgentFor(ticket, state, timesWithFits(TIMES, { '2R': 1.1 }))?.agent).toBe(2)
})
