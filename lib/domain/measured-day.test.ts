import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, day, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import type { Catalogue, MeasuredDay } from './catalogue'
import { measuredDay } from './measured-day'

/** Agent 3 has learnt only service R. */
const CATALOGUE: Catalogue = {
  ...DAY_CATALOGUE,
  agents: DAY_CATALOGUE.agents.map(agent => (agent.id === 3 ? { ...agent, services: [SERVICES.R.id] } : agent)),
}
const LETTERS = new Map<number, string>(Object.entries(SERVICES).map(([letter, { id }]) => [id, letter]))

function measured(script: string): MeasuredDay | null {
  return measuredDay(day(`opened ${script}`).events, CATALOGUE, DAY)
}

const seconds = (ms: number) => `${ms / 1000}s`

/** `1A 2x 90s`: agent 1, service A, two services, 90 seconds together. */
function cellsIn(words: string): string {
  const cells = measured(words)?.cells ?? []
  return cells
    .map(({ agent, service, n, sumMs }) => `${agent}${LETTERS.get(service)} ${n}x ${seconds(sumMs)}`)
    .join(', ')
}

// A service takes ten minutes by the table of this center.
test.each([
  ['A101 1( 1>A101 1+ ~8m 1.', '1A 1x 481s', 'from its start to its end'],
  ['A101 A102 1( 1>A101 ~4m 1+ ~8m 1. 1>A102 1+ ~9m 1.', '1A 2x 1022s', 'the way to the station is no part of it'],
  ['A101 R101 1( 2( 1>A101 2>R101 1+ 2+ ~8m 1. 2.', '1A 1x 482s, 2R 1x 482s', 'each agent and service by itself'],
  ['A101 1( 1>A101 1+ 1.', '1A 1x 100s', 'a tap too early counts a sixth of the table'],
  ['A101 1( 1>A101 1+ ~200m 1.', '1A 1x 3600s', 'a forgotten one six times'],
  ['A101 1( 1>A101 1+ ~8m', '', 'one that has no end is not measured'],
  ['A101 1( 2( 1>A101 1+ ~8m 1%R 2>A101 2+ ~9m 2.', '2R 1x 541s', 'a transfer counts where it came to its end'],
  ['A101 1( 1>A101 1+ ~8m A101c', '', 'nor one that the end of the day closed'],
  ['A101=ada A201=ada 1( 2( 1>A101 1+ ~8m 1.', '1A 1x 481s', 'a duplicate is no service'],
])('[CENTER-2] services: %s -> %s: %s', (script, expected) => {
  expect(cellsIn(script)).toBe(expected)
})

test('[CENTER-2] logarithms are kept in whole thousandths, and the sum of their squares', () => {
  const [cell] = measured('A101 1( 1>A101 1+ ~8m 1.')?.cells ?? []
  const log = Math.round(1000 * Math.log(481_000))
  expect(cell).toMatchObject({ sumLog: log, sumLogSquares: log * log })
})

const SERVED = 'A101 1( 1>A101 1+ ~8m 1.'
test.each([
  [`A102 ${SERVED} ~2m 1>A102`, '1x 121s', 'somebody waited all the time'],
  [`${SERVED} ~9m A102 ~30s 1>A102`, '1x 31s', 'nobody waited at first'],
  [`A102 A103 ${SERVED} ~2m 1>A102 1+ ~8m 1. 1>A103`, '2x 122s', 'after each completion'],
  [`A102 ${SERVED} ~50m 1>A102`, '1x 1200s', 'twenty minutes at the most'],
  [`A102 ${SERVED} 1) ~10m 1( 1>A102`, '0x 0s', 'a station that was closed had no pause'],
  [`A102 ${SERVED} ~2m 1)`, '0x 0s', 'without a next call there is none'],
  [`A102 A103 1( 1>A102 ~2m 1- ~2m 1>A103`, '0x 0s', 'a no-show is no completion'],
  [
    `A102 1( 2( 2>A102 2~ ${SERVED.replace('1( ', '').replace('~8m', '~1m')} ~10m 1>A102`,
    '1x 365s',
    'one who was set back is left alone for five minutes',
  ],
  [
    'R101 A101 A102 3( 3>R101 3+ ~8m 3. ~5m R102 ~1m 3>R102',
    '1x 61s',
    'who waits for what he has not learnt does not wait for him',
  ],
  [`A102 A103 2( ${SERVED} ~1m 2>A102 ~1m 1>A103`, '1x 122s', 'whoever of them it was'],
  [`A102 ${SERVED} ~1m A102=ada ~1m 1>A102`, '1x 122s', 'a check-in that came twice changes nothing'],
])('[CENTER-2] pauses: %s -> %s: %s', (script, expected) => {
  const { n, sumMs } = measured(script)?.pauses ?? { n: -1, sumMs: 0 }
  expect(`${n}x ${seconds(sumMs)}`).toBe(expected)
})

// The day begins at eight: the sixteenth half hour.
test.each([
  ['A101 A102 R101', '16R2 1, 16A4 2', 'by half hour since midnight, class and service'],
  ['A101 ~29m A102 ~1m A103', '16A4 2, 17A4 1', 'the half hour goes by the clock of the center'],
  ['A101=ada A201=ada A102', '16A4 2', 'one person comes once'],
  ['A101 1( 1>A101 1%R', '16A4 1', 'as he was when he came'],
  ['A101 ~2000m A102', '16A4 1, 49A4 1', 'a clock that was far off ends in the last half hour'],
])('[CENTER-2] arrivals: %s -> %s: %s', (script, expected) => {
  const arrivals = measured(script)?.arrivals ?? []
  const told = arrivals.map(
    ({ slot, priority, service, count }) => `${slot}${LETTERS.get(service)}${priority} ${count}`,
  )
  expect(told.join(', ')).toBe(expected)
})

test('[CENTER-2] a day on which nobody came is not measured', () => {
  expect(measured('1( 1)')).toBeNull()
})

test('[CENTER-2] a ticket with thousands of moves costs no more than its events', () => {
  const script = `A101 A102 1( ${'1>A101 1r '.repeat(51)} 1>A101 1+ ~8m 1. ~1m 1>A102`
  expect(measured(script)).toMatchObject({ cells: [{ n: 1, sumMs: 481_000 }], pauses: { n: 1, sumMs: 61_000 } })
})

test('[CENTER-2] the same events in any order, some of them twice, measure the same day', () => {
  const { events } = day(
    `opened A101 A102=ada R101 1( 2( 1>A101 1+ ~8m 1. { A103 ~1m 1>A102 | A201=ada 2>R101 } 2+ ~4m 2p 2=R101 2>R101 2+ ~7m 2. 1>A103 1+ 1.`,
  )
  const expected = measuredDay(events, CATALOGUE, DAY)
  const shuffled = fc.shuffledSubarray([...events], { minLength: events.length })
  fc.assert(
    fc.property(shuffled, fc.subarray([...events]), (all, again) => {
      expect(measuredDay([...all, ...again], CATALOGUE, DAY)).toEqual(expected)
    }),
    { numRuns: 200, seed: 20_260_302 },
  )
})
