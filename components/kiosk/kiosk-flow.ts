import type { KioskAnswer, KioskRefusal, TicketGiven } from '@/lib/client/kiosk-desk'
import { isPlausibleCode, readCode } from '@/lib/domain/check-in'
import type { Foretold } from '@/lib/domain/estimates'
import type { DurationMs, InstantMs, Language, PreEnrollmentCode, ServiceDay, ServiceId } from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { unreachable } from '@/lib/domain/result'
import { type CodeEntry, codeOf, correct, editYear, emptyEntry, entryOf, typeDigit } from './code-entry'

/** 20 s without a touch, then a warning of 15 s, then everything is cleared for the next visitor. */
export const IDLE_MS: DurationMs = 20_000
export const WARNING_MS: DurationMs = 15_000

/** The ticket screen: 6 s when there is paper, and long enough to write the number down when there is none. */
export const TICKET_SHOWN_MS: DurationMs = 6_000
export const NUMBER_SHOWN_MS: DurationMs = 45_000

/** Of the accessibility mode, in which every time is as many times as long (SPEC EASE-3). */
export const UNHURRIED = 5

/** The second tap of a double tap would land on whatever the next screen shows under the finger. */
export const SETTLE_MS: DurationMs = 350

type Visit = {
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
}

/** A step has only what it can have: a chosen service exists from `confirm` on. */
type Step =
  | { readonly step: 'welcome'; readonly scanned: Scanned | null }
  | { readonly step: 'code' }
  | { readonly step: 'service'; readonly code: PreEnrollmentCode | null }
  | {
      readonly step: 'confirm' | 'issuing'
      readonly code: PreEnrollmentCode | null
      readonly service: ServiceId
      /** Stays the same until his ticket is out, whatever the queue does meanwhile (SPEC KIOSK-2). */
      readonly foretold: Foretold
    }
  | { readonly step: 'ticket'; readonly given: TicketGiven; readonly service: ServiceId }
  | { readonly step: 'refused'; readonly refusal: KioskRefusal; readonly code: PreEnrollmentCode | null }

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
  | { readonly type: 'started_over'; readonly today: ServiceDay }
  | { readonly type: 'ticked'; readonly today: ServiceDay }

/** A move and its monotonic time in milliseconds: the flow reads no clock. */
export type KioskAction = KioskMove & { readonly at: InstantMs }

export function welcome(today: ServiceDay, at: InstantMs): KioskState {
  const visit = { language: 'fr', today, entry: emptyEntry(today), isVulnerable: false, isAccessible: false } as const
  return { step: 'welcome', scanned: null, ...visit, touchedAt: at, enteredAt: at }
}

/** The next state of the kiosk. An action that the current step does not know leaves it as it is. */
export function kioskFlow(state: KioskState, action: KioskAction): KioskState {
  if (action.type === 'ticked') return isOver(state, action) ? welcome(action.today, action.at) : state
  if (changesStep(action) && action.at - state.enteredAt < SETTLE_MS) return state
  const next = advance(state, action)
  const touched = action.type === 'answered' ? next : { ...next, touchedAt: action.at }
  return touched.step === state.step ? touched : { ...touched, enteredAt: action.at }
}

function advance(state: KioskState, action: Exclude<KioskAction, { type: 'ticked' }>): KioskState {
  switch (action.type) {
    case 'language_chosen':
      return state.step === 'welcome' ? begun(state, action.language) : state
    case 'language_switched':
      return { ...state, language: action.language }
    case 'digit_typed':
      return state.step === 'code' ? { ...state, entry: typeDigit(state.entry, action.digit) } : state
    case 'scanned':
      return withScan(state, plausibleCode(readCode(action.text), state.today))
    case 'corrected':
      return state.step === 'code' ? { ...state, entry: correct(state.entry) } : state
    case 'cleared':
      return state.step === 'code' ? { ...state, entry: { ...state.entry, digits: '', field: 'digits' } } : state
    case 'year_touched':
      return state.step === 'code' ? { ...state, entry: editYear(state.entry) } : state
    case 'code_entered':
      return state.step === 'code' ? withCode(state) : state
    case 'code_skipped':
      return state.step === 'code' ? { ...visitOf(state), step: 'service', code: null } : state
    case 'code_reopened':
      return state.step === 'refused' ? { ...visitOf(state), step: 'code' } : state
    case 'service_chosen':
      return state.step === 'service' ? withService(state, action) : state
    case 'priority_touched':
      return withPriority(state, action.foretold)
    case 'ticket_wanted':
      return state.step === 'confirm' ? { ...state, step: 'issuing' } : state
    case 'answered':
      return state.step === 'issuing' ? withAnswer(state, action) : state
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
  return scanned === null || scanned === 'no_code' ? { ...visit, step: 'code' } : { ...visit, ...withCodeRead(scanned) }
}

/** What is no code, or one of a year to come, is told at once and leads back to the keys (SPEC CODE-2). */
function withCode(state: KioskState): KioskState {
  const code = plausibleCode(codeOf(state.entry), state.today)
  return code ? { ...visitOf(state), ...withCodeRead(code) } : withoutCode(state)
}

/** A scan is worth the same at every step until a ticket is asked for; one of something else is worth nothing, and answered where a code is asked for. */
function withScan(state: KioskState, code: PreEnrollmentCode | null): KioskState {
  switch (state.step) {
    case 'welcome':
      return { ...state, scanned: code ?? 'no_code' }
    case 'code':
      return code ? { ...visitOf(state), ...withCodeRead(code) } : withoutCode(state)
    case 'service':
    case 'refused':
      return code ? { ...visitOf(state), ...withCodeRead(code) } : state
    case 'confirm':
      return code ? { ...state, entry: entryOf(code), code } : state
    case 'issuing':
    case 'ticket':
      return state
    default:
      return unreachable(state)
  }
}

function plausibleCode(code: PreEnrollmentCode | null | undefined, today: ServiceDay): PreEnrollmentCode | null {
  return code && isPlausibleCode(code, today) ? code : null
}

function withCodeRead(code: PreEnrollmentCode) {
  return { step: 'service', entry: entryOf(code), code } as const
}

function withoutCode(state: KioskState): KioskState {
  return { ...visitOf(state), step: 'refused', refusal: 'invalid_code', code: null }
}

/** Whom nobody can serve, or not before closing, is told at once, unless his code may lead to a ticket that he has already. */
function withService(
  state: Extract<KioskState, { step: 'service' }>,
  { service, foretold, door }: Extract<KioskMove, { type: 'service_chosen' }>,
): KioskState {
  const { code } = state
  const refusal = door ?? (foretold.closing === 'refuse' ? 'closing' : null)
  if (refusal && code === null) return { ...visitOf(state), step: 'refused', refusal, code }
  return { ...visitOf(state), step: 'confirm', code, service, foretold }
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
  if (answer.kind === 'refused') return { ...visit, step: 'refused', refusal: answer.code, code: state.code }
  return { ...visit, step: 'ticket', given: answer, service: state.service }
}

function stepBack(state: KioskState): KioskState {
  if (state.step === 'service') return { ...visitOf(state), step: 'code' }
  if (state.step === 'confirm') return { ...visitOf(state), step: 'service', code: state.code }
  if (state.step === 'refused') return { ...visitOf(state), step: 'service', code: state.code }
  return state
}

function visitOf({ language, today, entry, isVulnerable, isAccessible, touchedAt, enteredAt }: Visit): Visit {
  return { language, today, entry, isVulnerable, isAccessible, touchedAt, enteredAt }
}

/** Actions that a stray second tap must not cause. Typing, language and time are never held back. */
function changesStep({ type }: KioskAction): boolean {
  const steps = ['language_chosen', 'code_skipped', 'service_chosen', 'ticket_wanted', 'went_back', 'started_over']
  return type === 'priority_touched' || steps.includes(type)
}

/** Seconds left in the warning, or null while there is none. A check-in under way is never interrupted. */
export function warningSeconds(state: KioskState, now: InstantMs): number | null {
  if (state.step === 'welcome' || state.step === 'issuing' || state.step === 'ticket') return null
  const idleMs = now - state.touchedAt
  const pace = paceOf(state)
  return idleMs < IDLE_MS * pace ? null : Math.max(0, Math.ceil(((IDLE_MS + WARNING_MS) * pace - idleMs) / 1000))
}

export function ticketShownMs(state: Extract<KioskState, { step: 'ticket' }>): DurationMs {
  return (state.given.ticket.print === 'print_failed' ? NUMBER_SHOWN_MS : TICKET_SHOWN_MS) * paceOf(state)
}

function paceOf({ isAccessible }: Visit): number {
  return isAccessible ? UNHURRIED : 1
}

function isOver(
  state: KioskState,
  { at: now, today }: { readonly at: InstantMs; readonly today: ServiceDay },
): boolean {
  const idleMs = now - state.touchedAt
  // A kiosk that was left on over New Year would offer the old year, and take a code of the new one for mistyped.
  if (!isBegun(state)) return state.today !== today
  // Nothing is lost here that a warning could save: whoever scanned his code, or asked for the mode, has left.
  if (state.step === 'welcome') return idleMs >= IDLE_MS * paceOf(state)
  if (state.step === 'issuing') return false
  if (state.step === 'ticket') return now - state.enteredAt >= ticketShownMs(state)
  return idleMs >= (IDLE_MS + WARNING_MS) * paceOf(state)
}

/** Somebody has done something here that the next visitor must not find. */
export function isBegun(state: KioskState): boolean {
  return state.step !== 'welcome' || state.scanned !== null || state.isAccessible
}
