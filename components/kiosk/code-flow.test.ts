import { expect, test } from 'vitest'
import type { CodeAnswer } from '@/lib/client/code-check'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { PreEnrollmentCode, ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import {
  CHECK_MS,
  type KioskMove,
  type KioskState,
  kioskFlow,
  SETTLE_MS,
  STRAY_MS,
  TAKE_MS,
  welcome,
} from './kiosk-flow'
import { IDLE_MS, WARNING_MS } from './kiosk-times'

/** A code from its last digit to what comes after it. */

const today = ServiceDay.parse('2025-03-03')
const CODE = PreEnrollmentCode.parse('CNI2025001234')
const OTHER = PreEnrollmentCode.parse('CNI2025005678')
const [COLLECTION, RENEWAL] = [ServiceId.parse(1), ServiceId.parse(3)]
const TOLD: Foretold = { ...NOTHING_FORETOLD, isServed: true, ahead: 4 }
const TICK_MS = 250

const english: KioskMove = { type: 'language_chosen', language: 'en' }
const on: KioskMove = { type: 'access_switched' }
const digitsOf = (text: string): readonly KioskMove[] => [...text].map(digit => ({ type: 'digit_typed', digit }))
const digits = digitsOf('001234')
const enter: KioskMove = { type: 'code_entered' }
const correct: KioskMove = { type: 'corrected' }
const year: KioskMove = { type: 'year_touched' }
const noCode: KioskMove = { type: 'code_skipped' }
const back: KioskMove = { type: 'went_back' }
const startOver: KioskMove = { type: 'started_over', today }
const priority: KioskMove = { type: 'priority_touched', foretold: null }
const choose: KioskMove = { type: 'service_chosen', service: RENEWAL, foretold: TOLD, door: null }
const scan = (text: string): KioskMove => ({ type: 'scanned', text })
const told = (answer: CodeAnswer, code = CODE): KioskMove => ({ type: 'code_checked', code, answer })

const open: CodeAnswer = { kind: 'open', word: 'checked' }
const later: CodeAnswer = { kind: 'open', word: 'later' }
const settled: CodeAnswer = { kind: 'settled', held: null, service: COLLECTION, foretold: TOLD }
const again: CodeAnswer = { ...settled, held: TicketNumber.parse('A112') }
const notReady: CodeAnswer = { kind: 'card_not_ready', from: today }
const unknown: CodeAnswer = { kind: 'unknown_code' }

/** Half a second for each move, with the ticks of a kiosk between them; then so many milliseconds of ticks. */
function visit(moves: readonly KioskMove[], leftMs = 0): { readonly state: KioskState; readonly at: number } {
  let [state, at] = [welcome(today, 0), 0]
  const pass = (ms: number) => {
    for (const end = at + ms; at < end; ) {
      at += TICK_MS
      state = kioskFlow(state, { type: 'ticked', today, at })
    }
  }
  for (const move of moves) {
    pass(2 * TICK_MS)
    state = kioskFlow(state, { ...move, at })
  }
  pass(leftMs)
  return { state, at }
}

test.each<[string, readonly KioskMove[], number, string]>([
  // what he does                        what            after     the kiosk is at
  ['the sixth digit is typed', [english, ...digits], TAKE_MS - TICK_MS, 'code'],
  ['nothing more comes', [english, ...digits], TAKE_MS, 'checking'],
  ['he is faster', [english, ...digits, enter], 0, 'checking'],
  ['one digit is missing', [english, ...digits.slice(1)], 10 * TAKE_MS, 'code'],
  ['he takes one back', [english, ...digits, correct], 10 * TAKE_MS, 'code'],
  ['and types it anew', [english, ...digits, correct, ...digits.slice(5)], TAKE_MS, 'checking'],
  ['he looks at the year', [english, ...digits, year], 10 * TAKE_MS, 'code'],
  ['and types another', [english, ...digits, year, ...digitsOf('2024')], TAKE_MS, 'checking'],
  ['he clears it', [english, ...digits, { type: 'cleared' }], 10 * TAKE_MS, 'code'],
  ['he comes back to correct it', [english, ...digits, enter, told(open), back], 10 * TAKE_MS, 'code'],
  [
    'he comes back from an answer',
    [english, ...digits, enter, told(unknown), { type: 'code_reopened' }],
    9_000,
    'code',
  ],
  ['he hears what he types', [on, english, ...digits], 20 * TAKE_MS, 'code'],
  ['and ends it himself', [on, english, ...digits, enter], 0, 'checking'],
])('[KIOSK-13] a code is taken by itself: %s', (_what, moves, leftMs, step) => {
  expect(visit(moves, leftMs).state.step).toBe(step)
})

test('[KIOSK-13] a year to come is told as what it is, by itself too', () => {
  expect(visit([english, ...digits, year, ...digitsOf('2026')], TAKE_MS).state).toMatchObject({
    refusal: 'invalid_code',
  })
})

test('[KIOSK-13] whoever still reaches for the button presses nothing on the screen that came', () => {
  const { state, at } = visit([english, ...digits], TAKE_MS)
  const service = kioskFlow(state, { ...told(open), at: at + 40 })
  expect(kioskFlow(service, { ...priority, at: at + STRAY_MS - 1 })).toBe(service)
  expect(kioskFlow(service, { ...choose, at: at + STRAY_MS - 1 })).toBe(service)
  expect(kioskFlow(service, { ...choose, at: at + STRAY_MS }).step).toBe('confirm')
  const entered = visit([english, ...digits, enter])
  const asked = kioskFlow(entered.state, { ...told(open), at: entered.at + 40 })
  expect(kioskFlow(asked, { ...choose, at: entered.at + 40 + SETTLE_MS }).step).toBe('confirm')
})

const typed = [english, ...digits, enter]

test.each<[string, readonly KioskMove[], object]>([
  // what is known                       the moves                                      then
  ['nothing of a service', [...typed, told(open)], { step: 'service', code: CODE, word: 'checked' }],
  ['the service', [...typed, told(settled)], { step: 'confirm', service: COLLECTION, foretold: TOLD, word: 'checked' }],
  ['which he may change', [...typed, told(settled), back], { step: 'service', code: CODE, word: 'checked' }],
  ['nobody tells', [...typed, told(later)], { step: 'service', word: 'later' }],
  ['and it is said where he confirms', [...typed, told(later), choose], { step: 'confirm', word: 'later' }],
  ['he has a ticket', [...typed, told(again)], { step: 'confirm', service: COLLECTION, held: 'A112' }],
  [
    'and the next one holds his under the scanner',
    [...typed, told(again), scan(OTHER), told(open, OTHER)],
    { step: 'service', code: OTHER },
  ],
  ['his card is not ready', [...typed, told(notReady)], { step: 'refused', refusal: notReady }],
  ['no such code', [...typed, told(unknown)], { step: 'refused', refusal: unknown }],
  ['which he goes on without', [...typed, told(unknown), noCode], { step: 'service', code: null, word: null }],
  ['or corrects', [...typed, told(unknown), { type: 'code_reopened' }], { step: 'code', entry: { digits: '001234' } }],
  ['a scan', [english, scan(CODE), told(settled)], { step: 'confirm', code: CODE }],
  ['a scan before the language', [scan(CODE), english, told(settled)], { step: 'confirm', language: 'en' }],
  ['a scan when he had chosen', [english, noCode, choose, scan(CODE), told(settled)], { service: RENEWAL, code: CODE }],
  ['also of who has a ticket', [english, noCode, choose, scan(CODE), told(again)], { service: COLLECTION }],
  ['after priority was asked for', [english, noCode, priority, scan(CODE), told(settled)], { isVulnerable: true }],
  ['where he may ask for it, too', [...typed, told(settled), priority], { step: 'confirm', isVulnerable: true }],
  ['in the other language', [...typed, { type: 'language_switched', language: 'fr' }, told(open)], { step: 'service' }],
])('[KIOSK-14] a code was looked up: %s', (_what, moves, expected) => {
  expect(visit(moves).state).toMatchObject(expected)
})

test.each<[string, readonly KioskMove[], object]>([
  ['he went back', [...typed, back, told(settled)], { step: 'code' }],
  ['he left', [...typed, startOver, told(settled)], { step: 'welcome' }],
  ['the next one is typing', [...typed, startOver, english, told(settled)], { step: 'code', entry: { digits: '' } }],
  ['the next one’s is looked up', [...typed, startOver, english, scan(OTHER), told(notReady)], { step: 'checking' }],
  ['he has scanned another', [...typed, scan(OTHER), told(notReady)], { step: 'checking', code: OTHER }],
  ['it comes twice', [...typed, told(open), told(notReady)], { step: 'service' }],
])('[KIOSK-14] an answer that nobody waits for changes nothing: %s', (_what, moves, expected) => {
  const before = visit(moves.slice(0, -1)).state
  const { state } = visit(moves)
  expect(state).toMatchObject(expected)
  expect(state.touchedAt, 'and is no touch').toBe(before.touchedAt)
})

test('[KIOSK-14] nobody waits longer than 3 s: then his code is checked at the station', () => {
  expect(visit(typed, CHECK_MS - TICK_MS).state.step).toBe('checking')
  expect(visit(typed, CHECK_MS).state).toMatchObject({ step: 'service', code: CODE, word: 'later' })
  expect(CHECK_MS + TICK_MS).toBeLessThanOrEqual(3_000)
})

test('[KIOSK-7] the time to read an answer begins with the answer', () => {
  const { state, at } = visit([...typed], 2_000)
  const answered = kioskFlow(state, { ...told(open), at })
  const tick = (ms: number) => kioskFlow(answered, { type: 'ticked', today, at: at + ms })
  expect(tick(IDLE_MS + WARNING_MS - 1).step).toBe('service')
  expect(tick(IDLE_MS + WARNING_MS).step).toBe('welcome')
})
