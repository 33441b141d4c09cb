import { describe, expect, test } from 'vitest'
import type { TicketGiven } from '@/lib/client/kiosk-desk'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { PreEnrollmentCode, ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import { type KioskMove, type KioskState, kioskFlow, welcome } from './kiosk-flow'
import { IDLE_MS, NUMBER_SHOWN_MS, TICKET_SHOWN_MS, WARNING_MS, warningSeconds } from './kiosk-times'

const today = ServiceDay.parse('2025-03-03')
const service = ServiceId.parse(3)
const given: TicketGiven = {
  kind: 'issued',
  ticket: { number: TicketNumber.parse('A112'), print: 'printed', isVulnerable: false },
  outlook: { kind: 'no_turn' },
  qr: null,
}

/** A visitor who takes a second for each move. */
function visit(...moves: readonly KioskMove[]): { readonly state: KioskState; readonly at: number } {
  return moves.reduce(
    ({ state, at }, move) => ({ state: kioskFlow(state, { ...move, at: at + 1000 }), at: at + 1000 }),
    { state: welcome(today, 0), at: 0 },
  )
}

const english: KioskMove = { type: 'language_chosen', language: 'en' }
const noCode: KioskMove = { type: 'code_skipped' }
const FORETOLD: Foretold = { ...NOTHING_FORETOLD, isServed: true, ahead: 4 }
const TOO_LATE: Foretold = { ...FORETOLD, closing: 'refuse' }
const choose: KioskMove = { type: 'service_chosen', service, foretold: FORETOLD, door: null }
const chooseTooLate: KioskMove = { type: 'service_chosen', service, foretold: TOO_LATE, door: null }
const take: KioskMove = { type: 'ticket_wanted' }
const digits: readonly KioskMove[] = [...'001234'].map(digit => ({ type: 'digit_typed', digit }))
const enter: KioskMove = { type: 'code_entered' }
const CODE = PreEnrollmentCode.parse('CNI2025001234')
/** It is one, and says nothing of a service. */
const found: KioskMove = { type: 'code_checked', code: CODE, answer: { kind: 'open', word: 'checked' } }
const tick = (state: KioskState, at: number) => kioskFlow(state, { type: 'ticked', today, at })

test.each<[string, readonly KioskMove[], string]>([
  ['the first touch is the language', [english], 'code'],
  ['[CODE-2] what is no code is told at once', [english, enter], 'refused'],
  ['a complete code is looked up', [english, ...digits, enter], 'checking'],
  ['and leads to the service', [english, ...digits, enter, found], 'service'],
  ['one may come without a code', [english, noCode], 'service'],
  ['the service leads to the confirmation', [english, noCode, choose], 'confirm'],
  ['only then a ticket is asked for', [english, noCode, take], 'service'],
  [
    'while it is issued nothing else happens',
    [english, noCode, choose, take, { type: 'started_over', today }],
    'issuing',
  ],
  ['a ticket is shown', [english, noCode, choose, take, { type: 'answered', answer: given }], 'ticket'],
  [
    'or why there is none',
    [english, noCode, choose, take, { type: 'answered', answer: { kind: 'refused', code: 'not_durable' } }],
    'refused',
  ],
  ['an answer nobody waits for is ignored', [english, { type: 'answered', answer: given }], 'code'],
  ['one may go back', [english, noCode, choose, { type: 'went_back' }, { type: 'went_back' }], 'code'],
  ['and start over', [english, noCode, { type: 'started_over', today }], 'welcome'],
])('[KIOSK] %s', (_why, moves, step) => {
  expect(visit(...moves).state.step).toBe(step)
})

test('[KIOSK] the wish holds the code and the service', () => {
  expect(visit(english, ...digits, enter, found, choose).state).toMatchObject({
    code: 'CNI2025001234',
    service,
    language: 'en',
  })
})

test('[KIOSK] switching the language keeps the step and the digits', () => {
  const { state } = visit(english, ...digits, { type: 'language_switched', language: 'fr' })
  expect(state).toMatchObject({ step: 'code', language: 'fr', entry: { digits: '001234' } })
})

const priority: KioskMove = { type: 'priority_touched', foretold: null }
const SHORTER: Foretold = { ...FORETOLD, ahead: 1 }
const switchLanguage: KioskMove = { type: 'language_switched', language: 'fr' }
const back: KioskMove = { type: 'went_back' }
const startOver: KioskMove = { type: 'started_over', today }
const full: KioskMove = { type: 'answered', answer: { kind: 'refused', code: 'not_durable' } }

test.each<[string, readonly KioskMove[], boolean]>([
  ['nobody has it without asking', [english, noCode, choose], false],
  ['a touch on the services asks for it', [english, noCode, priority, choose], true],
  ['one on the confirmation too', [english, noCode, choose, priority], true],
  ['a second touch takes it back', [english, noCode, priority, priority], false],
  ['also later', [english, noCode, priority, choose, priority], false],
  ['the other language keeps it', [english, noCode, priority, switchLanguage, choose], true],
  ['a way back keeps it', [english, noCode, priority, choose, back], true],
  ['a refusal keeps it', [english, noCode, priority, choose, take, full, back], true],
  ['elsewhere there is nothing to touch', [english, priority, noCode], false],
  ['nor while the ticket is issued', [english, noCode, choose, take, priority], false],
  ['the next visitor begins without it', [english, noCode, priority, startOver, english, noCode], false],
])('[KIOSK-1] priority: %s', (_why, moves, expected) => {
  expect(visit(...moves).state.isVulnerable).toBe(expected)
})

test('[KIOSK-1] the second tap of a double tap asks for nothing', () => {
  const { state, at } = visit(english, noCode, choose)
  expect(kioskFlow(state, { ...priority, at: at + 120 })).toBe(state)
  expect(kioskFlow(state, { ...priority, at: at + 600 })).toMatchObject({ isVulnerable: true })
})

test('[KIOSK-1] nor has the visitor after one who walked away', () => {
  const { state, at } = visit(english, noCode, priority)
  expect(tick(state, at + IDLE_MS + WARNING_MS).isVulnerable).toBe(false)
})

test.each<[string, readonly KioskMove[], Foretold]>([
  ['from the confirmation', [english, noCode, choose], FORETOLD],
  ['in the other language', [english, noCode, choose, switchLanguage], FORETOLD],
  ['to his ticket', [english, noCode, choose, take], FORETOLD],
  ['unless he asks for priority', [english, noCode, choose, { ...priority, foretold: SHORTER }, take], SHORTER],
])('[KIOSK-2] what he is told stays the same: %s', (_why, moves, expected) => {
  const { state } = visit(...moves)
  expect('foretold' in state ? state.foretold : null).toBe(expected)
})

test('[KIOSK-4] who cannot be served before closing is told so at once, and may go back', () => {
  const { state } = visit(english, noCode, chooseTooLate)
  expect(state).toMatchObject({ step: 'refused', refusal: 'closing' })
  expect(visit(english, noCode, chooseTooLate, back).state.step).toBe('service')
})

test('[KIOSK-4] who has a code may have a ticket already: he is asked to confirm', () => {
  expect(visit(english, ...digits, enter, found, chooseTooLate).state.step).toBe('confirm')
})

test('[KIOSK] a refused code can be corrected: its digits are still there', () => {
  const refused: KioskMove = { type: 'answered', answer: { kind: 'refused', code: 'invalid_code' } }
  const { state } = visit(english, ...digits, enter, found, choose, take, refused, { type: 'code_reopened' })
  expect(state).toMatchObject({ step: 'code', entry: { digits: '001234' } })
})

test('[KIOSK] the second tap of a double tap chooses nothing on the next screen', () => {
  const { state, at } = visit(english, noCode)
  expect(kioskFlow(state, { ...choose, at: at + 120 }).step).toBe('service')
  expect(kioskFlow(state, { ...choose, at: at + 600 }).step).toBe('confirm')
})

describe('[KIOSK-7] idle', () => {
  const { state, at } = visit(english, ...digits.slice(0, 5))

  test('after 20 s a warning counts 15 s down', () => {
    expect(warningSeconds(state, at + IDLE_MS - 1)).toBeNull()
    expect(warningSeconds(state, at + IDLE_MS)).toBe(15)
    expect(warningSeconds(state, at + IDLE_MS + 14_001)).toBe(1)
  })

  test('a touch ends the warning', () => {
    const touched = kioskFlow(state, { type: 'touched', at: at + IDLE_MS + 5_000 })
    expect(warningSeconds(touched, at + IDLE_MS + 5_001)).toBeNull()
  })

  test('then everything is cleared, the language too', () => {
    expect(tick(state, at + IDLE_MS + WARNING_MS - 1)).toBe(state)
    expect(tick(state, at + IDLE_MS + WARNING_MS)).toMatchObject({
      step: 'welcome',
      language: 'fr',
      entry: { digits: '' },
    })
  })

  test('a check-in under way is never cleared', () => {
    const issuing = visit(english, noCode, choose, take)
    expect(tick(issuing.state, issuing.at + 600_000).step).toBe('issuing')
  })
})

test.each<[string, TicketGiven, number]>([
  ['closes after 6 s', given, TICKET_SHOWN_MS],
  [
    'stays long enough to write the number down when there is no paper',
    { ...given, ticket: { ...given.ticket, print: 'print_failed' } },
    NUMBER_SHOWN_MS,
  ],
])('[KIOSK] the ticket screen %s', (_why, answer, shownMs) => {
  const { state, at } = visit(english, noCode, choose, take, { type: 'answered', answer })
  expect(tick(state, at + shownMs - 1).step).toBe('ticket')
  expect(tick(state, at + shownMs).step).toBe('welcome')
})

const chooseSuspended: KioskMove = { type: 'service_chosen', service, foretold: FORETOLD, door: 'service_suspended' }

test.each<[string, readonly KioskMove[], object]>([
  ['without a code', [english, noCode, chooseSuspended], { step: 'refused', refusal: 'service_suspended' }],
  ['and chooses another', [english, noCode, chooseSuspended, { type: 'went_back' }, choose], { step: 'confirm' }],
  ['with a code, which may lead to a ticket', [english, ...digits, enter, found, chooseSuspended], { step: 'confirm' }],
])('[KIOSK-5] who wants what nobody gets now is told when he chooses: %s', (_what, moves, expected) => {
  expect(visit(...moves).state).toMatchObject(expected)
})

const scan = (text: string): KioskMove => ({ type: 'scanned', text })
const oldPaper = scan('CNI1999001234')
const bottle = scan('6001240128397')
const issued: KioskMove = { type: 'answered', answer: given }

test.each<[string, readonly KioskMove[], object]>([
  // where, and what                       the moves                                       then
  ['before a touch', [scan(CODE)], { step: 'welcome', scanned: CODE }],
  ['then only the language is asked', [scan(CODE), english], { step: 'checking', language: 'en', code: CODE }],
  ['of something else', [bottle], { step: 'welcome', scanned: 'no_code' }],
  ['whose code is then typed', [bottle, english], { step: 'code', entry: { digits: '' } }],
  ['again, and right', [bottle, scan(CODE), english], { step: 'checking', code: CODE }],
  ['where the code is asked for', [english, scan(CODE)], { step: 'checking', code: CODE }],
  ['in small letters and groups', [english, scan('cni 2025 001 234')], { step: 'checking', code: CODE }],
  ['of a code that is none', [english, oldPaper], { step: 'refused', refusal: 'invalid_code' }],
  ['after that', [english, oldPaper, scan(CODE)], { step: 'checking', code: CODE }],
  ['of who had said he has none', [english, noCode, scan(CODE)], { step: 'checking', code: CODE }],
  ['of something else there', [english, noCode, bottle], { step: 'service', code: null }],
  ['on the last screen', [english, noCode, choose, scan(CODE), found], { step: 'confirm', code: CODE, service }],
  ['while the ticket is issued', [english, noCode, choose, take, scan(CODE)], { step: 'issuing', code: null }],
  ['by the next in line', [english, noCode, choose, take, issued, scan(CODE)], { step: 'ticket' }],
  ['to be corrected', [english, scan(CODE), back], { step: 'code', entry: { year: '2025', digits: '001234' } }],
])('[KIOSK-6] a scan %s', (_where, moves, expected) => {
  expect(visit(...moves).state).toMatchObject(expected)
})

test('[KIOSK-6] a scan that nobody follows is forgotten after 20 s', () => {
  const { state, at } = visit(scan(CODE))
  expect(tick(state, at + IDLE_MS - 1)).toMatchObject({ scanned: CODE })
  expect(tick(state, at + IDLE_MS)).toMatchObject({ step: 'welcome', scanned: null })
})

test('[KIOSK-7] a kiosk that was left on over New Year offers the new one to its first visitor', () => {
  const newYear = kioskFlow(welcome(today, 0), { type: 'ticked', today: ServiceDay.parse('2026-01-02'), at: 1 })
  const { code } = kioskFlow(kioskFlow(newYear, { ...english, at: 1_000 }), {
    ...{ type: 'scanned', text: 'CNI2026000001', at: 2_000 },
  }) as { code?: string } // reason: a service is chosen with a code or without
  expect([newYear.entry.year, code]).toEqual(['2026', 'CNI2026000001'])
})
