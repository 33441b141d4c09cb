import { useEffect, useState } from 'react'
import type { DurationMs, TicketId } from '@/lib/domain/ids'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'
import { askVisitorCode, type VisitorCode } from './visitor-code'

/** The kiosk may bring it a little later than the ticket, and the server must have the call before it tells. */
const ASK_AGAIN_MS: DurationMs = 10_000

type Known = { readonly ticket: TicketId; readonly answer: VisitorCode }

/** Where the answer comes from. */
type Asking = Pick<ReadyDevice, 'replica' | 'bearer'>
type AtStation = { readonly ticket: { readonly id: TicketId }; readonly confirmed: boolean }

/**
 * The code of the citizen at the station; null until the server has answered. In memory alone, and gone with the ticket:
 * what is not kept need not be erased.
 */
export function useVisitorCode({ replica, bearer }: Asking, current: AtStation | null): VisitorCode | null {
  const [known, setKnown] = useState<Known | null>(null)
  const ticket = current?.ticket.id ?? null
  // Before the server has the ticket's latest move it tells nothing.
  const isConfirmed = current?.confirmed === true
  const isKnown = known?.ticket === ticket && known.answer.kind === 'known'

  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: a ready device is a new object with each change of its state, and always asks by the same session
  useEffect(() => {
    if (ticket === null) return setKnown(null)
    if (!isConfirmed || isKnown) return
    let left = false
    async function ask(of: TicketId): Promise<void> {
      try {
        const ports = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), token: bearer }
        const answer = await askVisitorCode({ day: replica.day, ticket: of }, ports)
        if (answer && !left) setKnown({ ticket: of, answer })
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

  return known?.ticket === ticket ? known.answer : null
}
