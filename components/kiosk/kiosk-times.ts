import type { DurationMs, InstantMs, ServiceDay } from '@/lib/domain/ids'
import type { KioskState, Visit } from './kiosk-flow'

/** 20 s without a touch, then a warning of 15 s, then everything is cleared for the next visitor. */
export const IDLE_MS: DurationMs = 20_000
export const WARNING_MS: DurationMs = 15_000

/** The ticket screen: 6 s when there is paper, and long enough to write the number down when there is none. */
export const TICKET_SHOWN_MS: DurationMs = 6_000
export const NUMBER_SHOWN_MS: DurationMs = 45_000

/** Of the accessibility mode, in which every time is as many times as long (SPEC EASE-3). */
export const UNHURRIED = 5

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

export function isOver(
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
