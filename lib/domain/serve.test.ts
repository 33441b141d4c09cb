import { expect, test } from 'vitest'
import { day, post, queueOf, SERVICES, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import type { EventDraft } from './events'
import type { Queue } from './fold'
import { AgentId, type InstantMs, StationId } from './ids'
import { type Post, type ServeRefusal, ticketAt } from './post'
import type { Result } from './result'
import {
  bringBack,
  callNext,
  callOutOfOrder,
  complete,
  grantEmergency,
  nextStep,
  noShow,
  park,
  recall,
  reclassify,
  removeHeadStart,
  reopen,
  requeue,
  resume,
  start,
  transfer,
} from './serve'
import { closeStation, endBreak, endWalkIn, openStation, releaseStation, startBreak, startWalkIn } from './station-acts'

type Decision = (queue: Queue, post: Post, now: InstantMs) => Result<EventDraft, ServeRefusal>

const A101 = ticketOf('A101')
const DECISIONS = {
  open: (_queue, at) => openStation(at),
  close: closeStation,
  call: (queue, at, now) => callNext(queue, at, schedulingIn(queue), now),
  recall,
  start,
  complete,
  'no-show': (queue, at, now) => noShow(queue, at, schedulingIn(queue), now),
  'call A101': (queue, at) => callOutOfOrder(queue, at, A101, 'cannot_wait'),
  requeue,
  park: (queue, at) => park(queue, at, 'errand'),
  resume: (queue, at) => resume(queue, at, A101),
  transfer: (queue, at) => transfer(queue, at, { service: SERVICES.R.id }),
  'to station 2': (queue, at) => transfer(queue, at, { service: SERVICES.A.id, station: StationId.parse(2) }),
  'to station 1': (queue, at) => transfer(queue, at, { service: SERVICES.R.id, station: StationId.parse(1) }),
  'to agent 2': (queue, at) => transfer(queue, at, { service: SERVICES.A.id, agent: AgentId.parse(2) }),
  'next step': nextStep,
  reclassify: (queue, at) => reclassify(queue, at, A101, SERVICES.R.id),
  reopen: (queue, at, now) => reopen(queue, at, schedulingIn(queue), A101, now),
  emergency: (queue, at) => grantEmergency(queue, at, A101, 'proof_seen'),
  'no head start': (queue, at) => removeHeadStart(queue, at, A101),
  'bring back': (queue, at) => bringBack(queue, at, A101),
  release: (queue, at) => releaseStation(queue, at, StationId.parse(2)),
  break: (queue, at) => startBreak(queue, at, 'meal'),
  back: endBreak,
  'without a ticket': (queue, at) => startWalkIn(queue, at, SERVICES.A.id, 'question'),
  'not his service': (queue, at) => startWalkIn(queue, { ...at, services: new Set() }, SERVICES.A.id, 'question'),
  'he goes': endWalkIn,
} satisfies Record<string, Decision>

type Ask = keyof typeof DECISIONS
type Row = [day: string, asks: Ask, answer: string, why: string]

/** What station 1 gets when its agent asks for it now: the number it is about, or the refusal. */
function answer(script: string, what: Ask): string {
  const { events, now } = day(script)
  const decision: Decision = DECISIONS[what]
  const result = decision(queueOf(events), post(1), now)
  if (!result.ok)
    return 'waitMs' in result.refusal ? `${result.refusal.code} ${result.refusal.waitMs}` : result.refusal.code
  return 'ticket' in result.value ? result.value.ticket.slice(0, 4) : 'station 1'
}

test.each<Row>([
  // day so far                 asks     answer             why
  ['', 'open', 'station 1', 'a station opens'],
  ['2(', 'open', 'station 1', 'whatever the others do'],
  ['1(', 'close', 'station 1', 'and closes'],
  ['1( A101 1>A101', 'close', 'station_busy', 'not with a citizen on the way'],
  ['1( A101 1>A101 1+', 'close', 'station_busy', 'nor with one being served'],
  ['1( A101 1>A101 1+ 1.', 'close', 'station 1', 'but after'],
  ['A101', 'call', 'station_closed', 'a closed station calls nobody'],
  ['1( 1) A101', 'call', 'station_closed', 'nor one closed again'],
  ['1(', 'call', 'queue_empty', 'nobody waits'],
  ['1( A101 2>A101', 'call', 'queue_empty', 'nobody waits any more'],
  ['1( A101 A102', 'call', 'A101', 'who has waited longest'],
  ['1( A101 A102 1>A101', 'call', 'station_busy', 'a station serves one citizen at a time'],
  ['1( A101 A102 1>A101 1+', 'call', 'station_busy', 'until he is done'],
  ['1( A101 A102 1>A101 1+ 1.', 'call', 'A102', 'then the next'],
  ['1( A101 A102 1>A101 1-', 'call', 'A102', 'a no-show frees the station'],
  ['1( A101 A102 1>A101 2>A101', 'call', 'A102', 'so does another station that took the ticket over'],
])('[CALL-4] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['1( A101 A102', 'call A101', 'A101', 'a person answers for it'],
  ['A101', 'call A101', 'station_closed', 'not from a closed station'],
  ['1( A101 A102 1>A102', 'call A101', 'station_busy', 'nor while another is there'],
  ['1( A101 2>A101', 'call A101', 'not_waiting', 'nor who is with somebody else'],
  ['1( 2(', 'release', 'station 1', 'a tablet that is out of reach holds nobody back'],
  ['1(', 'release', 'station_closed', 'there is nothing to release'],
  ['1( 2( A101 2>A101 2+ 2)', 'bring back', 'A101', 'its tablet is gone, and nobody else could call him'],
  ['1( 2( A101 2>A101', 'bring back', 'wrong_state', 'not from a station that is open'],
  ['1( A101', 'bring back', 'wrong_state', 'nor who waits'],
])('[CALL-9] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['1(', 'break', 'station 1', 'between two citizens'],
  ['', 'break', 'station_closed', 'a closed station needs none'],
  ['1( A101 1>A101', 'break', 'station_busy', 'not while somebody is on the way'],
  ['1( A101 1>A101 1+', 'break', 'station_busy', 'nor while he is served'],
  ['1( 1z', 'break', 'on_break', 'once'],
  ['1( 1z A101', 'call', 'on_break', 'on a break nobody is called'],
  ['1( 1z A101', 'call A101', 'on_break', 'by name neither'],
  ['1( 1z', 'back', 'station 1', 'it ends'],
  ['1(', 'back', 'wrong_state', 'if it began'],
  ['1( 1z 1Z A101', 'call', 'A101', 'and the queue goes on'],
  ['1( 1z', 'close', 'station 1', 'he went home instead'],
  ['1( 1z 1) 1( A101', 'call', 'A101', 'whoever opens has no break of before'],
  ['1( 2( 2z A101', 'call', 'A101', 'the break of another station is not his'],
])('[CALL-16] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['1(', 'without a ticket', 'station 1', 'a question, at a free station'],
  ['1(', 'not his service', 'wrong_state', 'of what he serves there'],
  ['', 'without a ticket', 'station_closed', 'a closed station serves nobody'],
  ['1( A101 1>A101', 'without a ticket', 'station_busy', 'not while another is called'],
  ['1( 1z', 'without a ticket', 'on_break', 'nor on a break'],
  ['1( d(  d)', 'without a ticket', 'day_closed', 'nor when the reception is closed'],
  ['1( 1w', 'without a ticket', 'station_busy', 'one at a time'],
  ['1( 1w A101', 'call', 'station_busy', 'nobody is called meanwhile'],
  ['1( 1w', 'break', 'station_busy', 'he ends it first'],
  ['1( 1w', 'close', 'station_busy', 'nor closes before'],
  ['1( 1w', 'back', 'wrong_state', 'it is no break'],
  ['1( 1w', 'he goes', 'station 1', 'done'],
  ['1( 1z', 'he goes', 'wrong_state', 'nobody is there'],
  ['1( 1w 1W A101', 'call', 'A101', 'then the next'],
])('[CALL-17] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['A101 1>A101', 'requeue', 'A101', 'called, and cannot be taken now'],
  ['A101 1>A101 1+', 'requeue', 'A101', 'nor any more'],
  ['A101', 'requeue', 'wrong_state', 'he waits already'],
  ['A101 1>A101 1+', 'park', 'A101', 'a paper is missing'],
  ['A101', 'park', 'wrong_state', 'only a citizen who is at the station is parked'],
  ['A101 1>A101 1p', 'resume', 'A101', 'he is back'],
  ['A101', 'resume', 'wrong_state', 'he was not away'],
  ['A101 1>A101 1+', 'transfer', 'A101', 'another service by somebody else'],
  ['R101 1>R101 1+', 'transfer', 'wrong_state', 'it is his service already'],
  ['A101', 'transfer', 'wrong_state', 'only who is at the station'],
  ['1( A101 1>A101 1+', 'to station 2', 'A101', 'to a station by name, with the service he has'],
  ['1( A101 1>A101', 'to agent 2', 'A101', 'to an agent'],
  ['1( A101 1>A101', 'to station 1', 'wrong_state', 'not to where he is'],
  ['1( A101 1>A101 1+', 'next step', 'A101', 'this step is done'],
  ['1( A101 1>A101', 'next step', 'wrong_state', 'not before his service has begun'],
  ['A101', 'reclassify', 'A101', 'his service became known while he waits'],
  ['A101 1>A101', 'reclassify', 'A101', 'or at the station'],
  ['A101 1>A101 1+ 1.', 'reclassify', 'wrong_state', 'it is over'],
  ['A101 1>A101 1- ~59m', 'reopen', 'A101', 'a no-show is back within the hour'],
  ['A101 1>A101 1- ~61m', 'reopen', 'too_late', 'later he takes a new ticket'],
  ['A101', 'reopen', 'wrong_state', 'nothing was closed'],
  ['A101', 'emergency', 'A101', 'granted by staff'],
  ['A101 A101e', 'emergency', 'wrong_state', 'once'],
  ['A101 1>A101', 'emergency', 'wrong_state', 'he is called already'],
  ['A101v', 'no head start', 'A101', 'nothing of it was to be seen'],
  ['A101', 'no head start', 'wrong_state', 'he had none'],
])('[LIFE-5] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test('[CALL-6] the third no-show closes the ticket; until then he is called again', () => {
  const types = ['1>A101', '1>A101 1~ 1>A101', '1>A101 1~ 1>A101 1~ 1>A101'].map(script => {
    const { events, now } = day(`1( A101 ${script} ~2m`)
    const queue = queueOf(events)
    const result = noShow(queue, post(1), schedulingIn(queue), now)
    return result.ok ? result.value.type : result.refusal.code
  })
  expect(types).toEqual(['ticket.set_back.v1', 'ticket.set_back.v1', 'ticket.no_show.v1'])
})

test.each<Row>([
  ['A101', 'recall', 'wrong_state', 'nobody is called'],
  ['A101 1>A101', 'recall', 'recall_too_soon 20000', 'he is on his way'],
  ['A101 1>A101 ~19s', 'recall', 'recall_too_soon 1000', 'nearly'],
  ['A101 1>A101 ~20s', 'recall', 'A101', 'twenty seconds later'],
  ['A101 1>A101 ~20s 1!', 'recall', 'recall_too_soon 20000', 'each recall begins the twenty seconds again'],
  ['A101 1>A101 1+', 'recall', 'wrong_state', 'he is there'],
  ['A101 2>A101 ~20s', 'recall', 'wrong_state', 'another station called him'],
])('[CALL-5] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['A101', 'no-show', 'wrong_state', 'nobody is called'],
  ['A101 1>A101 ~30s', 'no-show', 'no_show_too_soon 90000', 'called once, half a minute ago'],
  ['A101 1>A101 ~20s 1! ~20s', 'no-show', 'no_show_too_soon 79000', 'called twice'],
  ['A101 1>A101 ~20s 1! ~20s 1!', 'no-show', 'A101', 'called three times'],
  ['A101 1>A101 ~119s', 'no-show', 'no_show_too_soon 1000', 'nearly two minutes'],
  ['A101 1>A101 ~2m', 'no-show', 'A101', 'two minutes after the first call'],
  ['A101 1>A101 ~100s 1! ~19s', 'no-show', 'A101', 'after the first call, not the last'],
  ['A101 1>A101 1+ ~2m', 'no-show', 'wrong_state', 'he is there'],
])('[CALL-6] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test.each<Row>([
  ['A101', 'start', 'wrong_state', 'nobody is called'],
  ['A101 1>A101', 'start', 'A101', 'he came'],
  ['A101 2>A101', 'start', 'wrong_state', 'to another station'],
  ['A101 1>A101 1+', 'start', 'wrong_state', 'twice is once'],
  ['A101 1>A101', 'complete', 'wrong_state', 'not before he was served'],
  ['A101 1>A101 1+', 'complete', 'A101', 'done'],
  ['A101 1>A101 1+ 1.', 'complete', 'wrong_state', 'twice is once'],
])('[LIFE-1] %s, %s -> %s: %s', (script, asks, expected) => {
  expect(answer(script, asks)).toBe(expected)
})

test('[CONF-1] every move is based on the move before it', () => {
  const { events, now } = day('1( A101 1>A101 ~20s 1!')
  const recalled = events.at(-1)
  const result = start(queueOf(events), post(1))
  expect(now).toBeGreaterThan(0)
  expect(result).toMatchObject({ ok: true, value: { ticket: ticketOf('A101'), basedOn: recalled?.id } })
})

test.each([
  ['1( A101 A102 1>A102 1>A101', 'A101'],
  ['1( A102 A101 1>A101 1>A102', 'A102'],
])('[CALL-7] %s: of two tickets at one station, %s was there first', (script, expected) => {
  const { events } = day(script)
  for (const arrival of [events, [...events].reverse()]) {
    expect(ticketAt(queueOf(arrival), post(1))?.number).toBe(expected)
  }
})
