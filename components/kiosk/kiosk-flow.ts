import type { CodeAnswer, CodeWord } from '@/lib/client/code-check'
import type { KioskAnswer, KioskRefusal, TicketGiven } from '@/lib/client/kiosk-desk'
import { isPlausibleCode, readCode } from '@/lib/domain/check-in'
import type { CodeRefusal } from '@/lib/domain/code-check'
import type { Foretold } from '@/lib/domain/estimates'
import type {
  DurationMs,
  InstantMs,
  Language,
  PreEnrollmentCode,
  ServiceDay,
  ServiceId,
  TicketNumber,
} from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { unreachable } from '@/lib/domain/result'
import { type CodeEntry, codeOf, correct, editYear, emptyEntry, entryOf, typeDigit } from './code-entry'
import { isOver } from './kiosk-times'

/** The second tap of a double tap would land on whatever the next screen shows under the finger. */
export const SETTLE_MS: DurationMs = 350

/** After the last digit a code is taken by itself, unless it is being corrected: nobody looks for a button then. */
export const TAKE_MS: DurationMs = 1_000

/** Whoever has looked for it all the same touches where it was, a moment after. */
export const STRAY_MS: DurationMs = 900

/** A visitor waits for what is known of his code: with the ticks of the flow, 3 s at most. */
export const CHECK_MS: DurationMs = 2_750

export type Visit = {
  readonly language: Language
  /** The service day on which the visit began. */
  readonly today: ServiceDay
  readonly entry: CodeEntry
  /** He asks for the head start of the vulnerable: a request that staff confirm. */
  readonly isVulnerable: boolean
  /** The accessibility mode: asked for by this visitor, and gone with him. */
  readonly isAccessible: boolean
  /** The last touch, and when this screen came up. */
  readonly touchedAt: InstantMs
  readonly enteredAt: InstantMs
  /** From then on it is meant what is touched here. */
  readonly settledAt: InstantMs
}

type Chosen = {
  readonly service: ServiceId
  /** Stays the same until his ticket is out, whatever the queue does meanwhile (SPEC KIOSK-2). */
  readonly foretold: Foretold
  /** The ticket that he has already. */
  readonly held: TicketNumber | null
}

/** A code, and what is known of it; both null of who has none. */
type Checked =
  | { readonly code: PreEnrollmentCode; readonly word: CodeWord }
  | { readonly code: null; readonly word: null }

/** A step has only what it can have: a chosen service exists from `confirm` on. */
type Step =
  | { readonly step: 'welcome'; readonly scanned: Scanned | null }
  /** `completedAt`: when its last digit was typed; null while one is missing, or it is looked at again. */
  | { readonly step: 'code'; readonly completedAt: InstantMs | null }
  /** `chosen` before the code was there. */
  | { readonly step: 'checking'; readonly code: PreEnrollmentCode; readonly chosen: Chosen | null }
  | ({ readonly step: 'service' } & Checked)
  | ({ readonly step: 'confirm' | 'issuing' } & Checked & Chosen)
  | { readonly step: 'ticket'; readonly given: TicketGiven; readonly service: ServiceId }
  | ({ readonly step: 'refused'; readonly refusal: Refused } & Checked)

/** Why there is no ticket: by the kiosk, or by what is known of the code. */
export type Refused = KioskRefusal | CodeRefusal

const NO_CODE = { code: null, word: null } as const

/** What a visitor has held under the scanner before anything else; his language is still to be asked. */
export type Scanned = PreEnrollmentCode | 'no_code'

export type KioskState = Visit & Step

/** Everything that can happen at a kiosk. */
export type KioskMove =
  | { readonly type: 'language_chosen' | 'language_switched'; readonly language: Language }
  | { readonly type: 'digit_typed'; readonly digit: string }
  | { readonly type: 'scanned'; readonly text: string }
  | { readonly type: 'corrected' | 'cleared' | 'year_touched' | 'code_entered' | 'code_skipped' | 'code_reopened' }
  | {
      readonly type: 'service_chosen'
      readonly service: ServiceId
      readonly foretold: Foretold
      /** Why nobody gets a ticket for it now. */
      readonly door: DoorRefusal | null
    }
  /** With what he is told from then on, once there is something to tell. */
  | { readonly type: 'priority_touched'; readonly foretold: Foretold | null }
  | { readonly type: 'ticket_wanted' | 'went_back' | 'touched' | 'access_switched' }
  | { readonly type: 'answered'; readonly answer: KioskAnswer }
  | { readonly type: 'code_checked'; readonly code: PreEnrollmentCode; readonly answer: CodeAnswer }
  | { readonly type: 'started_over'; readonly today: ServiceDay }
  | { readonly type: 'ticked'; readonly today: ServiceDay }

/** A move and its monotonic time in milliseconds: the flow reads no clock. */
export type KioskAction = KioskMove & { readonly at: InstantMs }

export function welcome(today: ServiceDay, at: InstantMs): KioskState {
  const visit = { language: 'fr', today, entry: emptyEntry(today), isVulnerable: false, isAccessible: false } as const
  return { step: 'welcome', scanned: null, ...visit, touchedAt: at, enteredAt: at, settledAt: at + SETTLE_MS }
}

/** The next state of the kiosk. An action that the current step does not know leaves it as it is. */
export function kioskFlow(state: KioskState, action: KioskAction): KioskState {
  if (action.type === 'ticked' && isOver(state, action)) return welcome(action.today, action.at)
  if (changesStep(action) && action.at < state.settledAt) return state
  const next = action.type === 'ticked' ? byItself(state, action.at) : advance(state, action)
  const touched = isTouch(action) ? { ...next, touchedAt: action.at } : next
  return touched.step === state.step ? touched : entered(touched, action.at)
}

function entered(state: KioskState, at: InstantMs): KioskState {
  return { ...state, enteredAt: at, settledAt: Math.max(state.settledAt, at + SETTLE_MS) }
}

/** What nobody has to touch anything for: a code that stands there whole, and one of which nobody tells anything in time. */
function byItself(state: KioskState, at: InstantMs): KioskState {
  if (state.step === 'checking' && at - state.enteredAt >= CHECK_MS)
    return withCodeChecked(state, { answer: { kind: 'open', word: 'later' }, at })
  if (state.step !== 'code' || state.completedAt === null || at - state.completedAt < TAKE_MS) return state
  // Whoever hears what he types ends it himself.
  return state.isAccessible ? state : { ...withCode(state), settledAt: at + STRAY_MS }
}

function isTouch({ type }: KioskAction): boolean {
  return type !== 'ticked' && type !== 'answered' && type !== 'code_checked'
}

function advance(state: KioskState, action: Exclude<KioskAction, { type: 'ticked' }>): KioskState {
  switch (action.type) {
    case 'language_chosen':
      return state.step === 'welcome' ? begun(state, action.language) : state
    case 'language_switched':
      return { ...state, language: action.language }
    case 'digit_typed':
      return state.step === 'code' ? withDigit(state, action) : state
    case 'scanned':
      return withScan(state, plausibleCode(readCode(action.text), state.today))
    case 'corrected':
      return state.step === 'code' ? { ...state, entry: correct(state.entry), completedAt: null } : state
    case 'cleared':
      return state.step === 'code'
        ? { ...atCode(state), entry: { ...state.entry, digits: '', field: 'digits' } }
        : state
    case 'year_touched':
      return state.step === 'code' ? { ...state, entry: editYear(state.entry), completedAt: null } : state
    case 'code_entered':
      return state.step === 'code' ? withCode(state) : state
    case 'code_skipped':
      return state.step === 'code' || state.step === 'refused'
        ? { ...visitOf(state), step: 'service', ...NO_CODE }
        : state
    case 'code_reopened':
      return state.step === 'refused' ? atCode(state) : state
    case 'service_chosen':
      return state.step === 'service' ? withService(state, action) : state
    case 'priority_touched':
      return withPriority(state, action.foretold)
    case 'ticket_wanted':
      return state.step === 'confirm' ? { ...state, step: 'issuing' } : state
    case 'answered':
      return state.step === 'issuing' ? withAnswer(state, action) : state
    case 'code_checked':
      return state.step === 'checking' && state.code === action.code ? withCodeChecked(state, action) : state
    case 'went_back':
      return stepBack(state)
    case 'started_over':
      return state.step === 'issuing' ? state : welcome(action.today, action.at)
    case 'access_switched':
      return { ...state, isAccessible: !state.isAccessible }
    case 'touched':
      return state
    default:
      return unreachable(action)
  }
}

/** With a code that he has scanned already, the next question is the next one. */
function begun(state: Extract<KioskState, { step: 'welcome' }>, language: Language): KioskState {
  const { scanned } = state
  const visit = { ...visitOf(state), language }
  return scanned === null || scanned === 'no_code' ? atCode(visit) : withCodeRead(visit, scanned)
}

function atCode(state: Visit): Extract<KioskState, { step: 'code' }> {
  return { ...visitOf(state), step: 'code', completedAt: null }
}

function withDigit(
  state: Extract<KioskState, { step: 'code' }>,
  { digit, at }: { readonly digit: string; readonly at: InstantMs },
): KioskState {
  const entry = typeDigit(state.entry, digit)
  return { ...state, entry, completedAt: codeOf(entry) === null ? null : at }
}

/** What is no code, or one of a year to come, is told at once and leads back to the keys (SPEC CODE-2). */
function withCode(state: KioskState): KioskState {
  const code = plausibleCode(codeOf(state.entry), state.today)
  return code ? withCodeRead(state, code) : withoutCode(state)
}

/** A scan is worth the same at every step until a ticket is asked for; one of something else is worth nothing, and answered where a code is asked for. */
function withScan(state: KioskState, code: PreEnrollmentCode | null): KioskState {
  switch (state.step) {
    case 'welcome':
      return { ...state, scanned: code ?? 'no_code' }
    case 'code':
      return code ? withCodeRead(state, code) : withoutCode(state)
    case 'service':
    case 'refused':
      return code ? withCodeRead(state, code) : state
    case 'checking':
      return code ? withCodeRead(state, code, state.chosen) : state
    case 'confirm':
      return code ? withCodeRead(state, code, chosenIn(state)) : state
    case 'issuing':
    case 'ticket':
      return state
    default:
      return unreachable(state)
  }
}

/** What is his own choice: another code is another person's, and so is the ticket that was found. */
function chosenIn({ service, foretold, held }: Chosen): Chosen | null {
  return held === null ? { service, foretold, held } : null
}

function plausibleCode(code: PreEnrollmentCode | null | undefined, today: ServiceDay): PreEnrollmentCode | null {
  return code && isPlausibleCode(code, today) ? code : null
}

function withCodeRead(state: Visit, code: PreEnrollmentCode, chosen: Chosen | null = null): KioskState {
  return { ...visitOf(state), step: 'checking', entry: entryOf(code), code, chosen }
}

function withoutCode(state: KioskState): KioskState {
  return { ...visitOf(state), step: 'refused', refusal: 'invalid_code', ...NO_CODE }
}

/** What he had chosen before his code was there stays, unless he has a ticket. His idle time begins with what he reads now. */
function withCodeChecked(
  state: Extract<KioskState, { step: 'checking' }>,
  { answer, at }: { readonly answer: CodeAnswer; readonly at: InstantMs },
): KioskState {
  const visit = { ...visitOf(state), touchedAt: at }
  const { code, chosen } = state
  switch (answer.kind) {
    case 'open': {
      const checked = { code, word: answer.word } as const
      return chosen ? { ...visit, step: 'confirm', ...checked, ...chosen } : { ...visit, step: 'service', ...checked }
    }
    case 'settled': {
      const { service, foretold, held } = answer
      const settled = held !== null || chosen === null ? { service, foretold, held } : chosen
      return { ...visit, step: 'confirm', code, word: 'checked', ...settled }
    }
    default:
      return { ...visit, step: 'refused', refusal: answer, code, word: 'checked' }
  }
}

/** Whom nobody can serve, or not before closing, is told at once, unless his code may lead to a ticket that he has already. */
function withService(
  state: Extract<KioskState, { step: 'service' }>,
  { service, foretold, door }: Extract<KioskMove, { type: 'service_chosen' }>,
): KioskState {
  const checked = checkedOf(state)
  const refusal = door ?? (foretold.closing === 'refuse' ? 'closing' : null)
  if (refusal && checked.code === null) return { ...visitOf(state), step: 'refused', refusal, ...checked }
  return { ...visitOf(state), step: 'confirm', ...checked, service, foretold, held: null }
}

function checkedOf({ code, word }: Checked): Checked {
  return code === null ? NO_CODE : { code, word }
}

function withPriority(state: KioskState, foretold: Foretold | null): KioskState {
  const isVulnerable = !state.isVulnerable
  if (state.step === 'service') return { ...state, isVulnerable }
  return state.step === 'confirm' ? { ...state, isVulnerable, foretold: foretold ?? state.foretold } : state
}

/** The time of the answer starts the ticket screen; it is not a touch, but its idle time begins there too. */
function withAnswer(
  state: Extract<KioskState, { step: 'confirm' | 'issuing' }>,
  { answer, at }: { readonly answer: KioskAnswer; readonly at: InstantMs },
): KioskState {
  const visit = { ...visitOf(state), touchedAt: at }
  if (answer.kind === 'refused') return { ...visit, step: 'refused', refusal: answer.code, ...checkedOf(state) }
  return { ...visit, step: 'ticket', given: answer, service: state.service }
}

function stepBack(state: KioskState): KioskState {
  if (state.step === 'service' || state.step === 'checking') return atCode(state)
  if (state.step === 'confirm') return { ...visitOf(state), step: 'service', ...checkedOf(state) }
  if (state.step === 'refused') return { ...visitOf(state), step: 'service', ...checkedOf(state) }
  return state
}

function visitOf(visit: Visit): Visit {
  const { language, today, entry, isVulnerable, isAccessible, touchedAt, enteredAt, settledAt } = visit
  return { language, today, entry, isVulnerable, isAccessible, touchedAt, enteredAt, settledAt }
}

/** Actions that a stray second tap must not cause. Typing, language and time are never held back. */
function changesStep({ type }: KioskAction): boolean {
  const steps = ['language_chosen', 'code_skipped', 'service_chosen', 'ticket_wanted', 'went_back', 'started_over']
  return type === 'priority_touched' || steps.includes(type)
}
