import { expect, test } from 'vitest'
import { DAY, day, dayQueue, queueOf } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { type DayFigures, dayFigures } from './center-figures'
import { MINUTE_MS } from './engine/config'
import type { DurationMs } from './ids'
import { configOn } from './scheduling'

const CONFIG = configOn(DAY, DAY_CATALOGUE)

function figures(script: string): DayFigures {
  return dayFigures(dayQueue(script), DAY_CATALOGUE, CONFIG)
}

const minutes = (durationMs: DurationMs | null) => durationMs && Math.round(durationMs / MINUTE_MS)

/** Station 1 takes these as they come, and needs so many minutes for each. */
function served(letter: string, takes: readonly number[]): string {
  return takes.map((each, index) => `${letter}1${10 + index} 1>${letter}1${10 + index} 1+ ~${each}m 1.`).join(' ')
}

test.each<[string, string, [n: number, p50: number | null, p90: number | null][]]>([
  ['nobody yet', '1( A101 1>A101 1+ ~9m', []],
  ['four are too few', `1( ${served('A', [2, 2, 2, 2])}`, [[4, null, null]]],
  ['five', `1( ${served('A', [2, 4, 6, 8, 20])}`, [[5, 6, 20]]],
  [
    'each service by itself',
    `1( ${served('A', [3, 3, 3, 3, 3])} ${served('R', [9])}`,
    [
      [5, 3, 3],
      [1, null, null],
    ],
  ],
])('[WATCH-4] services: %s', (_what, script, expected) => {
  const { services } = figures(script)
  expect(services.map(({ n, p50Ms, p90Ms }) => [n, minutes(p50Ms), minutes(p90Ms)])).toEqual(expected)
})

const FIVE = 'A101 A102 A103 A104 A105 ~10m 1>A101 1+ 1. 1>A102 1+ 1. 1>A103 1+ 1. 1>A104 1+ 1. ~20m 1>A105'

test.each<[string, string, [priority: number, n: number, p50: number | null, p95: number | null][]]>([
  ['five of one class', `1( ${FIVE}`, [[4, 5, 10, 30]]],
  [
    'by the class of the call',
    `1( ${FIVE} A106 A106e 1. 1>A106`,
    [
      [1, 1, null, null],
      [4, 5, 10, 30],
    ],
  ],
  ['who was called before is not counted again', `1( ${FIVE} 1~ ~9m 1>A105`, [[4, 4, null, null]]],
  ['who is found to need another service is', `1( ${FIVE} 1?B`, [[4, 5, 10, 30]]],
])('[WATCH-4] waits: %s', (_what, script, expected) => {
  const { waits } = figures(script)
  expect(waits.map(({ priority, n, p50Ms, p95Ms }) => [priority, n, minutes(p50Ms), minutes(p95Ms)])).toEqual(expected)
})

test('[WATCH-4] the promise stands beside the waits of a class', () => {
  expect(figures(`1( ${FIVE}`).waits.map(({ promiseMs }) => minutes(promiseMs))).toEqual([45])
})

test('[WATCH-4] an appointment waits from its hour on', () => {
  const called = Array.from({ length: 5 }, (_, index) => `1>R10${index + 1} 1+ 1.`).join(' ')
  const { events } = day(`1( R101 R102 R103 R104 R105 ~30m ${called}`)
  const booked = events.map(event =>
    event.type === 'ticket.checked_in.v1' ? { ...event, appointmentAt: event.h[0] + 20 * MINUTE_MS } : event,
  )
  const { waits } = dayFigures(queueOf(booked), DAY_CATALOGUE, CONFIG)
  expect(waits.map(({ priority, n, p50Ms }) => [priority, n, minutes(p50Ms)])).toEqual([[2, 5, 10]])
})

test('[WATCH-4] how often somebody went before another, and how many calls were made by name', () => {
  const { calls, fairness } = figures('1( A101 ~5m A102 1>A102 1+ 1. 1>A101')
  expect([calls, fairness.overtakesPerTicket, minutes(fairness.largestOvertakenMs)]).toEqual([2, 0.5, 5])
  const byName = day('1( A101 A102 1>A101 1+ 1. 1>A102').events.map(event =>
    event.type === 'ticket.called.v1' && event.ticket.startsWith('A102')
      ? { ...event, override: 'other' as const }
      : event,
  )
  expect(dayFigures(queueOf(byName), DAY_CATALOGUE, CONFIG).fairness.overrideShare).toBe(0.5)
})
