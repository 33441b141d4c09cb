import { expect, test } from 'vitest'
import { CONFIG, idOf, NOW, roster, waiting } from '@/tests/support/engine-center'
import { AgentId } from '../ids'
import { MINUTE_MS } from './config'
import { priorTimes } from './prior-times'
import { type WhyNot, whyNot } from './why-not'

const ALL = '1:EPCRAMU'

test.each<[string, string, string, WhyNot]>([
  // agent   waiting   who asks   why not
  [ALL, 'R101@9', 'R101', { code: 'is_next' }],
  [ALL, 'R101@9', 'R102', { code: 'not_waiting' }],
  ['2:R', 'R101@9', 'R101', { code: 'no_such_agent' }],
  ['1:C', 'R101@9', 'R101', { code: 'service_not_served' }],
  ['1:R 2:R', 'R101@9x1', 'R101', { code: 'transferred_by_him' }],
  [ALL, 'R101@9!3', 'R101', { code: 'held', until: NOW + 3 * MINUTE_MS }],
  [ALL, 'E101@1 R101@9', 'R101', { code: 'emergency_first', next: idOf('E101') }],
  [ALL, 'E101@1 E102@2', 'E101', { code: 'emergency_first', next: idOf('E102') }],
  [`${ALL}(11)`, 'E101@1 R101@50', 'E101', { code: 'lane_spent', next: idOf('R101'), run: 2 }],
  [
    ALL,
    'C101@20 M101@120',
    'C101',
    { code: 'window', oldest: idOf('M101'), aheadMs: 100 * MINUTE_MS, capMs: 90 * MINUTE_MS },
  ],
  [ALL, 'R101@36 A101@20', 'A101', { code: 'smaller_index', next: idOf('R101'), index: 30, nextIndex: 80 }],
])('[ENGINE-8] %s, %s: why not %s', (agents, queue, asks, expected) => {
  const state = { waiting: waiting(queue), agents: roster(agents) }
  expect(whyNot(state, CONFIG, priorTimes(CONFIG), AgentId.parse(1), idOf(asks), NOW)).toEqual(expected)
})

test('[ENGINE-8] a ticket of the other side of a cut belongs elsewhere', () => {
  const state = { waiting: waiting('R101@90 R102@80 R103@70 R104@60 R105@50 R106@40'), agents: roster('1:R 2:R*') }
  const answers = state.waiting.map(
    ({ id }) => whyNot(state, CONFIG, priorTimes(CONFIG), AgentId.parse(1), id, NOW).code,
  )
  expect(answers).toEqual([
    'is_next',
    'smaller_index',
    'smaller_index',
    'belongs_elsewhere',
    'belongs_elsewhere',
    'smaller_index',
  ])
})
