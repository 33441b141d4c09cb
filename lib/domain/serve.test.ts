import { expect, test } from 'vitest'
import { day, post, queueOf, ticketOf } from '@/tests/support/day'
import type { EventDraft } from './events'
import type { Queue } from './fold'
import type { InstantMs } from './ids'
import type { Result } from './result'
import {
  callNext,
  closeStation,
  complete,
  noShow,
  openStation,
  type Post,
  recall,
  type ServeRefusal,
  start,
  ticketAt,
} from './serve'

type Decision = (queue: Queue, post: Post, now: InstantMs) => Result<EventDraft, ServeRefusal>

const DECISIONS = {
  open: (_queue, at) => openStation(at),
  close: closeStation,
  call: callNext,
  recall,
  start,
  complete,
  'no-show': noShow,
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
