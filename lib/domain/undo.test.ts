import { expect, test } from 'vitest'
import { day, dayQueue, lost, post, queueOf, SERVICES, ticketOf, told } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import type { Queue } from './fold'
import { undo } from './serve'

const A101 = ticketOf('A101')

test.each<[string, string, string]>([
  // day                                  ticket                 why
  ['A101 1>A101 1uA101', 'A101 waiting', 'called by mistake: he waits again'],
  ['A101 1>A101 1! 1uA101', 'A101 called 1', 'a recall is heard, and is not taken back'],
  ['A101 1>A101 1+ 1uA101', 'A101 serving 1', 'nor is a start'],
  ['A101 1>A101 1+ 1. 1uA101', 'A101 serving 1', 'not finished yet'],
  ['A101 1>A101 1- 1uA101', 'A101 called 1', 'he was there after all'],
  ['A101 1>A101 1~ 1uA101', 'A101 called 1', 'also the first time'],
  ['A101 1>A101 1+ 1%R 1uA101', 'A101 serving 1', 'it was the wrong service: he never left'],
  ['A101 1>A101 1p 1uA101', 'A101 parked', 'parked he is brought back by hand'],
  ['A101 1>A101 1uA101 1uA101', 'A101 waiting', 'what was taken back is not taken back again'],
  ['A101 1>A101 1uA101 1>A101', 'A101 called 1', 'and life goes on from there'],
  ['A101 1>A101 1+ 1. 1uA101 1.', 'A101 completed 1', 'finished at last'],
  ['A101 1>A101 2uA101', 'A101 called 1', 'nobody takes back what another has done'],
  ['A101 1>A101 ~71s 1uA101', 'A101 called 1', 'much later it is a fact'],
  ['1uA101 A101', 'A101 waiting', 'nothing to take back'],
])('[LIFE-8] %s -> %s: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
})

test('[LIFE-8] a ticket that was taken back is as before: its turn, its credit, its papers', () => {
  const queue = dayQueue('A101 A101* 1>A101 1~ ~2m 2>A101 2uA101')
  const before = dayQueue('A101 A101* 1>A101 1~')
  const [now, then] = [queue, before].map(each => each.tickets.get(A101))
  expect({ ...now, head: null }).toEqual({ ...then, head: null })
})

test('[LIFE-8] the time of a service that was ended by mistake runs on; no end and no pause of it is learnt', () => {
  const queue = dayQueue('1( A101 1>A101 1+ ~2m 1. 1uA101')
  const meanIn = (of: Queue) => schedulingIn(of).times.meanMs(post(1).agent, SERVICES.A.id)
  expect(meanIn(queue)).toBe(meanIn(dayQueue('1(')))
  const [ended] = dayQueue('A101 1>A101 1+ ~1m 1. 1uA101 ~1m 1.').tickets.values()
  if (ended?.state !== 'completed') throw new Error('not completed')
  expect(ended.closedAt - ended.startedAt).toBe(123_000)
})

test.each<[string, string, string, string]>([
  // while apart                                        after the merge    who lost                        why
  ['A101 1>A101 { 1uA101 | 2>A101 }', 'A101 called 2', 'agent1 lost A101 to 2', 'somebody has called him meanwhile'],
  ['A101 1>A101 1+ 1%R { 1uA101 | 2>A101 }', 'A101 called 2', 'agent1 lost A101 to 2', 'though he was being served'],
  ['A101 1>A101 1- { 1uA101 | 2^A101 }', 'A101 waiting', 'agent1 lost A101 to null', 'reopened elsewhere'],
  ['A101 1>A101 { 1uA101 | A101x }', 'A101 closed 1', 'agent1 lost A101 to null', 'a supervisor ended the visit'],
])('[CONF-5] who went on wins against who took it back: %s -> %s, %s: %s', (script, expected, losers) => {
  expect(told(dayQueue(script))).toBe(expected)
  expect(lost(dayQueue(script))).toBe(losers)
})

test.each<[string, string, string]>([
  ['1( A101 1>A101', 'A101', 'a call'],
  ['1( A101 1>A101 ~8s', 'A101', 'for ten seconds'],
  ['1( A101 1>A101 ~11s', 'undo_too_late', 'and no longer'],
  ['1( A101 1>A101 1+', 'wrong_state', 'his service has begun'],
  ['1( 2( A101 2>A101', 'wrong_state', 'another agent did it'],
  ['1( A101 1>A101 1+ 1.', 'A101', 'an end'],
  ['1( A101 A102 1>A101 1+ 1. 1>A102', 'station_busy', 'the next one is at the station already'],
  ['1( A101 1>A101 1+ 1. 1)', 'station_closed', 'it is closed'],
  ['1( A101=ada 1>A101 1- A102=ada', 'A101', 'an absence, though he has taken another ticket'],
  ['1( A101 1>A101 1+ 1%R', 'A101', 'a transfer'],
])('[CALL-14] %s: taken back: %s, since %s', (script, expected) => {
  const { events, now } = day(script)
  const taken = undo(queueOf(events), post(1), A101, now)
  expect(taken.ok ? 'ticket' in taken.value && taken.value.ticket.slice(0, 4) : taken.refusal.code).toBe(expected)
})
