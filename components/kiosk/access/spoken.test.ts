import { expect, test } from 'vitest'
import type { CodeAnswer } from '@/lib/client/code-check'
import type { TicketGiven } from '@/lib/client/kiosk-desk'
import type { Sound } from '@/lib/domain/clips'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { PreEnrollmentCode, ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { type KioskMove, type KioskState, kioskFlow, welcome } from '../kiosk-flow'
import { type Moment, nameSound, speechOn } from './spoken'

const today = ServiceDay.parse('2025-03-03')
const WAITS = { ...NOTHING_FORETOLD, station: null, isServed: true } as const

const on: KioskMove = { type: 'access_switched' }
const french: KioskMove = { type: 'language_chosen', language: 'fr' }
const english: KioskMove = { type: 'language_switched', language: 'en' }
const digit: KioskMove = { type: 'digit_typed', digit: '4' }
const noCode: KioskMove = { type: 'code_skipped' }
const priority: KioskMove = { type: 'priority_touched', foretold: null }
const choose: KioskMove = {
  ...{ type: 'service_chosen', service: ServiceId.parse(1), door: null },
  foretold: { ...NOTHING_FORETOLD, isServed: true },
}
const CODE = PreEnrollmentCode.parse('CNI2025001234')
const scan: KioskMove = { type: 'scanned', text: CODE }
const told = (answer: CodeAnswer): KioskMove => ({ type: 'code_checked', code: CODE, answer })
const settled: Extract<CodeAnswer, { kind: 'settled' }> = {
  kind: 'settled',
  held: null,
  service: ServiceId.parse(1),
  foretold: { ...NOTHING_FORETOLD, isServed: true },
}
const take: KioskMove = { type: 'ticket_wanted' }
const startOver: KioskMove = { type: 'started_over', today }

function given(ahead: number, more: Partial<TicketGiven> = {}): KioskMove {
  const ticket = { number: TicketNumber.parse('A112'), print: 'printed', isVulnerable: false } as const
  return {
    type: 'answered',
    answer: { kind: 'issued', ticket, outlook: { kind: 'waits', ...WAITS, ahead }, qr: null, ...more },
  }
}
const refused: KioskMove = { type: 'answered', answer: { kind: 'refused', code: 'quota_reached' } }

function after(moves: readonly KioskMove[]): KioskState {
  return moves.reduce((state, move, at) => kioskFlow(state, { ...move, at: (at + 1) * 1_000 }), welcome(today, 0))
}

const moment = (state: KioskState, more: Partial<Moment> = {}): Moment => ({
  ...{ state, isWarned: false, door: null },
  ...more,
})

/** Clips by their last word; what is silent between them is left out. */
function heard(sound: Sound | undefined): string {
  const clips = (sound ?? []).flatMap(part => (typeof part === 'string' ? [part] : []))
  return clips.map(clip => clip.replace(/^(fr|en)\/prompt-/, '$1 ').replace(/^(fr|en)\//, '')).join(', ')
}

test.each<[string, readonly KioskMove[], KioskMove, string]>([
  // what              after                          comes        is said
  ['switched on', [], on, 'fr accessibility_on, fr welcome'],
  ['switched on later', [french, noCode], on, 'fr accessibility_on, fr service'],
  ['switched off', [on], on, 'fr accessibility_off'],
  ['a language', [on], french, 'fr code'],
  ['the other language', [on, french], english, 'en code'],
  ['a digit: that there is one, and not which', [on, french], digit, 'accepted'],
  ['no code', [on, french], noCode, 'fr service'],
  ['priority', [on, french, noCode], priority, 'fr choice_priority_asked'],
  ['priority taken back', [on, french, noCode, priority], priority, 'fr choice_priority_not_asked'],
  ['a service', [on, french, noCode], choose, 'fr confirm'],
  ['a code is looked up', [on, french], scan, 'accepted'],
  [
    'which nobody could',
    [on, french, scan, told({ kind: 'open', word: 'later' })],
    choose,
    'fr code_checked_later, fr confirm',
  ],
  [
    'of somebody with a ticket',
    [on, french, scan],
    told({ ...settled, held: TicketNumber.parse('A112') }),
    'fr has_ticket, fr confirm',
  ],
  ['which settles the service', [on, french, scan], told(settled), 'fr confirm'],
  ['which is unknown', [on, french, scan], told({ kind: 'unknown_code' }), 'fr refusal_invalid_code'],
  [
    'of a card that is not ready',
    [on, french, scan],
    told({ kind: 'card_not_ready', from: today }),
    'fr refusal_card_not_ready, fr staff_called',
  ],
  [
    'of another center',
    [on, french, scan],
    told({ kind: 'wrong_center', center: null }),
    'fr refusal_wrong_center, fr staff_called',
  ],
  [
    'of another day',
    [on, french, scan],
    told({ kind: 'wrong_day', day: today }),
    'fr refusal_wrong_day, fr staff_called',
  ],
  ['the ticket is wanted', [on, french, noCode, choose], take, 'fr issuing'],
  ['it is refused', [on, french, noCode, choose, take], refused, 'fr refusal_quota_reached'],
  ['the way back to the start', [on, french, noCode], startOver, 'fr accessibility_off'],
  ['somebody without the mode', [], french, ''],
])('[EASE-4] said: %s', (_what, before, move, expected) => {
  const speech = speechOn(moment(after(before)), moment(after([...before, move])))
  expect(heard(speech?.sound)).toBe(expected)
})

const NUMBER = 'fr your_number, letter-a, hundred-1, number-12'

test.each<[string, KioskMove, string]>([
  ['nobody ahead', given(0), `fr ticket, ${NUMBER}, fr nobody_ahead, fr may_change`],
  ['one ahead', given(1), `fr ticket, ${NUMBER}, fr person_ahead, fr may_change`],
  ['twelve ahead', given(12), `fr ticket, ${NUMBER}, fr people_ahead, number-12, fr may_change`],
  [
    'no paper',
    given(0, { ticket: { number: TicketNumber.parse('A112'), print: 'print_failed', isVulnerable: false } }),
    `fr print_failed, ${NUMBER}, fr nobody_ahead, fr may_change`,
  ],
  ['there already', given(0, { kind: 'shown_again', outlook: { kind: 'no_turn' } }), `fr ticket_again, ${NUMBER}`],
])('[EASE-4] said of a ticket: %s', (_what, answer, expected) => {
  const before = [on, french, noCode, choose, take]
  expect(heard(speechOn(moment(after(before)), moment(after([...before, answer])))?.sound)).toBe(expected)
})

test.each<[string, Partial<Moment>, Partial<Moment>, string]>([
  ['the warning', {}, { isWarned: true }, 'reminder, fr idle_warning'],
  ['while it lasts', { isWarned: true }, { isWarned: true }, ''],
  ['somebody is there', { isWarned: true }, {}, 'fr code'],
  ['the warning ends in the start', { isWarned: true }, { state: after([]) }, 'fr cleared'],
])('[EASE-4] said when nobody touches anything: %s', (_what, before, next, expected) => {
  const state = after([on, french])
  expect(heard(speechOn(moment(state, before), moment(state, next))?.sound)).toBe(expected)
})

test.each<DoorRefusal>(['center_closed', 'kiosk_paused', 'quota_reached'])(
  '[EASE-4] a kiosk that gives no tickets says why: %s',
  door => {
    const speech = speechOn(moment(after([]), { door }), moment(after([on]), { door }))
    expect(heard(speech?.sound)).toBe(`fr accessibility_on, fr refusal_${door}`)
  },
)

test('[EASE-4] each service that centers have from the start has its name, any other leads to the reception', () => {
  expect(nameSound('service_renewal', 'en')).toBe('en/prompt-service_renewal')
  expect(nameSound('service_loss', 'fr')).toBe('fr/prompt-choice_service')
  expect(nameSound(undefined, 'fr')).toBeNull()
})
