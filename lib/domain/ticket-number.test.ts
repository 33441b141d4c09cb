import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kiosk } from '@/tests/support/day'
import { issuerDigitOf, issuerOf, numberOf, SERVICE_LETTERS, ticketId, ticketNumber } from './ticket-number'

test.each([
  ['A', 1, 1, 'A101', 'the first of kiosk 1'],
  ['A', 0, 1, 'A001', 'the first by REST'],
  ['B', 9, 42, 'B942', 'two digits'],
  ['A', 1, 99, 'A199', 'the last of two digits'],
  ['A', 1, 100, 'A1100', 'then a third one'],
  ['A', 1, 1000, 'A11000', 'and a fourth'],
])('[NUM-1] %s, issuer %i, counter %i -> %s: %s', (letter, digit, counter, expected) => {
  expect(ticketNumber(letter, digit, counter)).toBe(expected)
})

test.each(['I', 'O', 'Q', 'S', 'Z', 'a', ''])('[NUM-1] no number begins with %j', letter => {
  expect(() => ticketNumber(letter, 1, 1)).toThrow()
  expect(SERVICE_LETTERS.includes(letter) && letter !== '').toBe(false)
})

test('[NUM-1] two issuers never give one number, at any count', () => {
  const part = fc.tuple(
    fc.constantFrom(...SERVICE_LETTERS),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 1, max: 99_999 }),
  )
  fc.assert(
    fc.property(part, part, (a, b) => {
      const same = a.every((value, index) => value === b[index])
      return (ticketNumber(...a) === ticketNumber(...b)) === same && issuerDigitOf(ticketNumber(...a)) === a[1]
    }),
    { seed: 2026, numRuns: 500 },
  )
})

test('[NUM-1] the key of a ticket holds its number and its issuer', () => {
  const id = ticketId(ticketNumber('A', 1, 100), kiosk(1))
  expect([id, numberOf(id), issuerOf(id)]).toEqual(['A1100.kiosk1', 'A1100', 'kiosk1'])
})
