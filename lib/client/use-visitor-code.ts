import { useEffect, useState } from 'react'
import type { DurationMs, PreEnrollmentCode, TicketId } from '@/lib/domain/ids'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'
import { askVisitorCode } from './visitor-code'

/** The kiosk may bring it a little later than the ticket, and the server must have the call before it tells. */
const ASK_AGAIN_MS: DurationMs = 10_000
/** Mostly it is there at once; what is not by then is said to be unknown, and still asked for. */
const SAY_UNKNOWN_MS: DurationMs = 2_500

/** What an agent is told of the code of the citizen at his station. `unknown`: he has none, or it is not known here. */
export type VisitorCode = { readonly kind: 'known'; readonly code: PreEnrollmentCode } | { readonly kind: 'unknown' }

type Asking = Pick<ReadyDevice, 'replica' | 'bearer'>
type AtStation = { readonly ticket: { readonly id: TicketId }; readonly confirmed: boolean }
type Known = { readonly ticket: TicketId; readonly code: PreEnrollmentCode }

/**
 * The code of the citizen at the station; null while nothing can be said yet. In memory alone, and gone with the ticket:
 * what is not kept need not be erased.
 */
export function useVisitorCode({ replica, bearer }: Asking, current: AtStation | null): VisitorCode | null {
  const [known, setKnown] = useState<Known | null>(null)
  const ticket = current?.ticket.id ?? null
  // Before the server has the ticket's latest move it tells nothing.
  const isConfirmed = current?.confirmed === true
  const isKnown = known !== null && known.ticket === ticket

  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: it is forgotten when the ticket goes, whatever comes after it
  useEffect(() => () => setKnown(null), [ticket])
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: a ready device is a new object with each change of its state, and always asks by the same session
  useEffect(() => {
    if (ticket === null || !isConfirmed || isKnown) return
    let left = false
    async function ask(of: TicketId): Promise<void> {
      try {
        const ports = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), token: bearer }
        const code = await askVisitorCode({ day: replica.day, ticket: of }, ports)
        if (code && !left) setKnown({ ticket: of, code })
      } catch (fault) {
        reportFault('read a code', fault)
      }
    }
    void ask(ticket)
    const timer = setInterval(() => void ask(ticket), ASK_AGAIN_MS)
    return () => {
      left = true
      clearInterval(timer)
    }
  }, [ticket, isConfirmed, isKnown])

  const isLate = useLate(ticket)
  if (isKnown) return { kind: 'known', code: known.code }
  return ticket !== null && isLate ? { kind: 'unknown' } : null
}

/** The ticket has been at the station for a moment. */
function useLate(ticket: TicketId | null): boolean {
  const [late, setLate] = useState<TicketId | null>(null)
  useEffect(() => {
    if (ticket === null) return
    const timer = setTimeout(() => setLate(ticket), SAY_UNKNOWN_MS)
    return () => clearTimeout(timer)
  }, [ticket])
  return late === ticket
}
