import { expect, test } from 'vitest'
import { idOf, NOW } from '@/tests/support/engine-center'
import { MINUTE_MS } from './config'
import { fairnessOf, gini } from './fairness'

/** `R101 0 20!`: came at minute 0, called at minute 20, out of order. */
function calls(script: string) {
  return script
    .split(', ')
    .filter(text => text !== '')
    .map(text => {
      const [number = '', from = '', at = ''] = text.split(' ')
      return {
        ticket: idOf(number),
        creditStart: NOW + Number(from) * MINUTE_MS,
        calledAt: NOW + Number.parseInt(at, 10) * MINUTE_MS,
        isOverride: at.endsWith('!'),
      }
    })
}

test.each([
  // the day's calls                          overtakes, largest in minutes, overrides
  ['', 0, 0, 0],
  ['R101 0 10, R102 5 20', 0, 0, 0],
  ['R101 0 30, C101 12 14', 0.5, 12, 0],
  ['R101 0 30, C101 12 14, C102 20 21!', 2 / 3, 20, 1 / 3],
  ['R101 5 10, R102 5 20', 0, 0, 0],
])(
  '[ENGINE-22] %s: %d overtakes a ticket, by %d minutes at most, %d out of order',
  (day, overtakes, largest, overrides) => {
    expect(fairnessOf(calls(day))).toMatchObject({
      overtakesPerTicket: overtakes,
      largestOvertakenMs: largest * MINUTE_MS,
      overrideShare: overrides,
    })
  },
)

test.each([
  [[], 0],
  [[0, 0], 0],
  [[7, 7, 7], 0],
  [[0, 0, 0, 10], 0.75],
  [[1, 3], 0.25],
])('[ENGINE-22] the waits %j are shared with a Gini of %d', (waits, expected) => {
  expect(gini(waits)).toBeCloseTo(expected, 10)
})
