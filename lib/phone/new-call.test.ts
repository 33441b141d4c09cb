import { expect, test } from 'vitest'
import { PhoneTicket } from '@/lib/protocol/phone'
import { isNewCall } from './new-call'

/** E.g. `called at 2, call 1 of 10:05`, or `waiting`. */
function ticket(words: string): PhoneTicket {
  const [, state = '', station = null, calls = '0', hour = null, minute] =
    /^(\w+)(?: at (\d), call (\d) of (\d\d):(\d\d))?$/.exec(words) ?? []
  const place = { centerFr: 'Yaoundé', centerEn: 'Yaoundé', timeZone: 'Africa/Douala', serviceFr: '', serviceEn: '' }
  return PhoneTicket.parse({
    ...{ number: 'A101', state, language: 'fr', ...place, ahead: null, fromMinutes: null, toMinutes: null, asOf: 1 },
    ...{ station, calls: Number(calls), calledAt: hour === null ? null : Date.parse(`2026-03-02T${hour}:${minute}Z`) },
  })
}

test.each([
  // before, now, alerts
  ['waiting', 'called at 2, call 1 of 10:05', true],
  [null, 'called at 2, call 1 of 10:05', true],
  ['called at 2, call 1 of 10:05', 'called at 2, call 1 of 10:05', false],
  ['called at 2, call 1 of 10:05', 'called at 2, call 2 of 10:06', true],
  // Taken back and given to another station between two looks.
  ['called at 2, call 1 of 10:05', 'called at 3, call 1 of 10:05', true],
  // Absent, found again and called anew while the phone was without a network.
  ['called at 2, call 1 of 10:05', 'called at 2, call 1 of 11:40', true],
  ['called at 2, call 1 of 10:05', 'serving', false],
  ['waiting', 'closed', false],
])('[PHONE-6] from %s to %s, a phone alerts: %s', (before, now, alerts) => {
  expect(isNewCall(before === null ? null : ticket(before), ticket(now))).toBe(alerts)
})
