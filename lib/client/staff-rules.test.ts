import { expect, test } from 'vitest'
import { SHIFT_MS } from '@/lib/domain/person'
import { NO_TRIES, withOneMore } from '@/lib/domain/pin-tries'
import { PIN_TRIES_MAX, pinFault, waitForTry } from './staff-pin'
import { openingOf, unverifiedShift, verifiedShift } from './staff-shift'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MORNING = Date.parse('2026-03-02T06:30:00Z')

test.each([
  ['4862', null],
  ['486 2', 'pin_length'],
  ['486', 'pin_length'],
  ['4862917', 'pin_length'],
  ['0000', 'pin_trivial'],
  ['555555', 'pin_trivial'],
  ['1234', 'pin_trivial'],
  ['67890', 'pin_trivial'],
  ['4321', 'pin_trivial'],
  ['1212', 'pin_trivial'],
  ['482482', 'pin_trivial'],
  ['1987', 'pin_trivial'],
  ['2026', 'pin_trivial'],
  ['198724', null],
])('[STAFF-8] the PIN %s: %s', (pin, fault) => {
  expect(pinFault(pin)).toBe(fault)
})

test.each([
  // wrong so far, seconds since the last, waits (seconds)
  [0, 0, 0],
  [1, 0, 0],
  [2, 0, 5],
  [2, 4, 1],
  [2, 5, 0],
  [3, 0, 30],
  [4, 0, 60],
  [4, 61, 0],
  [4, -3_600, 60],
  [5, 0, null],
  [5, 90_000, null],
])('[STAFF-9] after %i wrong tries, %i s later, the next one waits %s s', (count, seconds, waits) => {
  const waitMs = waitForTry({ count, lastAt: MORNING }, MORNING + seconds * 1000)
  expect(waitMs === null ? null : waitMs / 1000).toBe(waits)
})

test('[STAFF-9] a try is counted when it begins, and there are five of them', () => {
  let tries = NO_TRIES
  let now = MORNING
  let begun = 0
  for (let waitMs = waitForTry(tries, now); waitMs !== null; waitMs = waitForTry(tries, now)) {
    now += waitMs
    tries = withOneMore(tries, now)
    begun += 1
  }
  expect(begun).toBe(PIN_TRIES_MAX)
  expect(now - MORNING).toBe(95_000)
})

test.each([
  // hours since the password, server, what the person must show
  [0, 'there', 'shift'],
  [11.9, 'there', 'shift'],
  [11.9, 'away', 'shift'],
  [12, 'there', 'password'],
  [12, 'away', 'new_shift'],
  [24, 'away', 'new_shift'],
  [7 * 24 - 0.1, 'away', 'new_shift'],
  [7 * 24, 'away', 'password'],
  [-0.1, 'there', 'shift'],
  // The clock was set back: a server says what is right, and without one nobody is kept out.
  [-1, 'there', 'password'],
  [-1, 'away', 'new_shift'],
])('[STAFF-10] %f h after the password, with the server %s: %s', (hours, server, opening) => {
  const known = { shift: { startedAt: MORNING, endsAt: MORNING + SHIFT_MS, isVerified: true }, passwordAt: MORNING }
  expect(openingOf(known, MORNING + hours * HOUR, server === 'there')).toBe(opening)
})

test('[STAFF-10] a shift that was begun without a server goes on by the PIN when it is back, for twelve hours in all', () => {
  const known = { shift: unverifiedShift(MORNING), passwordAt: MORNING - 24 * HOUR }
  expect(openingOf(known, MORNING + 11 * HOUR, true)).toBe('shift')
  expect(openingOf(known, MORNING + 12 * HOUR, true)).toBe('password')
})

test('[STAFF-3] a shift ends when the server says, whatever the clock of the tablet', () => {
  const told = { serverTime: MORNING, expiresAt: MORNING + 10 * HOUR }
  const now = MORNING - 300 * HOUR
  expect(verifiedShift(told, now)).toEqual({ startedAt: now, endsAt: now + 10 * HOUR, isVerified: true })
})
