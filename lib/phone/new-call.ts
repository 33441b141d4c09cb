import type { PhoneTicket } from '@/lib/protocol/phone'

/** Whether its holder is called now as he was not before: for the first time, once more, anew, or to another station. */
export function isNewCall(before: PhoneTicket | null, now: PhoneTicket): boolean {
  if (now.state !== 'called') return false
  if (before?.state !== 'called') return true
  return before.calls !== now.calls || before.station !== now.station || before.calledAt !== now.calledAt
}
