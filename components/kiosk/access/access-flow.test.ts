import { expect, test } from 'vitest'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import { type KioskMove, type KioskState, kioskFlow, welcome } from '../kiosk-flow'
import { warningSeconds } from '../kiosk-times'

const today = ServiceDay.parse('2025-03-03')
const SECOND = 1_000

const on: KioskMove = { type: 'access_switched' }
const french: KioskMove = { type: 'language_chosen', language: 'fr' }
const noCode: KioskMove = { type: 'code_skipped' }
const choose: KioskMove = {
  ...{ type: 'service_chosen', service: ServiceId.parse(1) },
  ...{ foretold: { ...NOTHING_FORETOLD, isServed: true }, door: null },
}
const take: KioskMove = { type: 'ticket_wanted' }
const answered = (print: 'printed' | 'print_failed'): KioskMove => ({
  type: 'answered',
  answer: {
    kind: 'issued',
    ticket: { number: TicketNumber.parse('A112'), print, isVulnerable: false },
    outlook: { kind: 'no_turn' },
    qr: null,
  },
})

/** A second for each move; then so many seconds in which nobody touches anything. */
function left(seconds: number, ...moves: readonly KioskMove[]): KioskState {
  let [state, at] = [welcome(today, 0), 0]
  for (const move of moves) {
    at += SECOND
    state = kioskFlow(state, { ...move, at })
  }
  return kioskFlow(state, { type: 'ticked', today, at: at + seconds * SECOND })
}

test.each<[string, readonly KioskMove[], number, number]>([
  // with the mode on, after          seconds   still there  back at the start
  ['the welcome, with nobody there', [on], 99, 100],
  ['the code', [on, french], 174, 175],
  ['the services', [on, french, noCode], 174, 175],
  ['the confirmation', [on, french, noCode, choose], 174, 175],
  ['a ticket on paper', [on, french, noCode, choose, take, answered('printed')], 29, 30],
  ['a number to write down', [on, french, noCode, choose, take, answered('print_failed')], 224, 225],
  ['the code, asked for there', [french, on], 174, 175],
])('[EASE-3] every time is five times as long: %s', (_where, moves, stays, ends) => {
  const there = left(stays, ...moves)
  expect([there.isAccessible, there.step]).toEqual([true, left(0, ...moves).step])
  expect(left(ends, ...moves)).toMatchObject({ step: 'welcome', isAccessible: false })
})

test.each<[string, readonly KioskMove[], number, number | null]>([
  // what                                 seconds  left in the warning
  ['nobody has touched for 99 s', [on, french], 99, null],
  ['for 100 s', [on, french], 100, 75],
  ['for 174 s', [on, french], 174, 1],
  ['the mode was switched off again', [on, french, on], 20, 15],
])('[EASE-3] the warning: %s', (_what, moves, seconds, expected) => {
  expect(warningSeconds(left(0, ...moves), (moves.length + seconds) * SECOND)).toBe(expected)
})

test.each<[string, readonly KioskMove[], boolean]>([
  ['nobody has it without asking', [french], false],
  ['it stays through all steps', [on, french, noCode, choose, take, answered('printed')], true],
  ['and on the way back', [on, french, noCode, choose, { type: 'went_back' }, { type: 'went_back' }], true],
  ['and in the other language', [on, french, { type: 'language_switched', language: 'en' }], true],
  ['a second press ends it', [on, on, french], false],
  ['it ends with the visit', [on, french, { type: 'started_over', today }, french], false],
])('[EASE-2] the accessibility mode is of one visit: %s', (_why, moves, expected) => {
  expect(left(0, ...moves).isAccessible).toBe(expected)
})
