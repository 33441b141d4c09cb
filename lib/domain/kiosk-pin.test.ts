import { expect, test } from 'vitest'
import { KioskPin, waitForTry } from './kiosk-pin'
import { NO_TRIES, type PinTries, withOneMore } from './pin-tries'

test.each<[string, string, boolean]>([
  ['six digits', '482913', true],
  ['five', '48291', false],
  ['seven', '4829137', false],
  ['a letter', '48291A', false],
  ['one digit', '777777', false],
  ['a pair', '272727', false],
  ['three, twice', '391391', false],
  ['a row', '345678', false],
  ['a row backwards', '987654', false],
])('[CORNER-2] the PIN of the kiosks: %s (%s): %s', (_what, pin, expected) => {
  expect(KioskPin.safeParse(pin).success).toBe(expected)
})

const SECOND = 1_000

test.each<[number, number]>([
  // wrong tries  seconds until the next
  [0, 0],
  [2, 0],
  [3, 10],
  [4, 30],
  [5, 60],
  [6, 120],
  [7, 300],
  [8, 600],
  [50, 600],
])('[CORNER-3] after %i wrong tries the next waits %i s', (count, seconds) => {
  let tries: PinTries = NO_TRIES
  for (let attempt = 0; attempt < count; attempt++) tries = withOneMore(tries, 1_000_000)
  expect(waitForTry(tries, 1_000_000)).toBe(seconds * SECOND)
  expect(waitForTry(tries, 1_000_000 + seconds * SECOND)).toBe(0)
})

test('[CORNER-3] a clock that was set back for years costs one pause', () => {
  expect(waitForTry({ count: 4, lastAt: 1_900_000_000_000 }, 1_000)).toBe(30 * SECOND)
})
