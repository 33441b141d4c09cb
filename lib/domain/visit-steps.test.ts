import { expect, test } from 'vitest'
import { day, dayQueue, post, queueOf, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { whyNot } from './engine/why-not'
import { callNext } from './serve'
import { stepAt, stepIndexOf } from './visit-steps'

const A101 = ticketOf('A101')
const STEPS = [
  { fr: 'Dossier', en: 'Documents' },
  { fr: 'Biométrie', en: 'Biometrics' },
]

test.each<[string, number, string]>([
  // day                                      step      why
  ['A101', 0, 'a visit begins at its first'],
  ['A101 1>A101 1+ 1>>+', 1, 'on to the next'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2r', 1, 'put back he has not lost it'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2+ 2>>1', 1, 'nor by another station for the same step'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2+ 2>>+', 2, 'and the one after'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2+ 2%R', 0, 'another service begins at its own first'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2?R', 0, 'also one that turned out to be his'],
  ['A101 1>A101 1+ 1>>+ 1uA101', 0, 'taken back'],
])('[LIFE-9] one ticket carries the whole visit: %s: step %i: %s', (script, expected) => {
  const ticket = dayQueue(script).tickets.get(A101)
  expect(ticket && stepIndexOf(ticket)).toBe(expected)
})

test('[LIFE-9] a step that the center no longer names is none', () => {
  expect(stepAt({ steps: STEPS }, 1)).toEqual({ index: 1, count: 2, name: STEPS[1] })
  expect([stepAt({ steps: STEPS }, 2), stepAt({}, 0)]).toEqual([null, null])
})

test.each<[string, number, string, string]>([
  // day                                        station  calls    why
  ['1( 2( 3( A101 1>A101 1+ 1>>2 A102', 2, 'A101', 'whoever is there has him, with his time of check-in'],
  ['1( 2( 3( A101 1>A101 1+ 1>>2 A102', 3, 'A102', 'and nobody else'],
  ['1( 2( 3( A101 1>A101 1+ 1>>@2 A102', 2, 'A101', 'the agent by name'],
  ['1( 2( 3( A101 1>A101 1+ 1>>@2 A102', 3, 'A102', 'as well'],
  ['1( 3( A101 1>A101 1+ 1>>2 A102', 3, 'A101', 'at a closed station nobody waits for ever'],
  ['1( 2( 3( A101 1>A101 1+ 1>>2 A102 2)', 3, 'A101', 'nor if it closes'],
  ['1( 2( 3( A101 1>A101 1+ 1>>2 2>A101 ~2m 2~ ~6m A102', 3, 'A102', 'who did not come is still his'],
  ['1( 2( 3( A101 1>A101 1+ 1>>+ A102', 3, 'A101', 'the next step is whose turn it is'],
  ['1( 2( 3( A101 1>A101 1+ 1>>+ A102', 1, 'A102', 'of another than who did the last'],
])('[ENGINE-23] %s: station %i calls %s: %s', (script, station, expected) => {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const called = callNext(queue, post(station), schedulingIn(queue), now)
  expect(called.ok && 'ticket' in called.value && called.value.ticket.slice(0, 4)).toBe(expected)
})

test('[CALL-11] why not somebody who was sent to a colleague', () => {
  const { events, now } = day('1( 2( 3( A101 1>A101 1+ 1>>2')
  const { state, config, times } = schedulingIn(queueOf(events))
  expect(whyNot(state, config, times, post(3).agent, A101, now)).toEqual({ code: 'sent_elsewhere' })
})
