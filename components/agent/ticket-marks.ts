import { EMERGENCY, type EngineConfig } from '@/lib/domain/engine/model'
import type { InstantMs } from '@/lib/domain/ids'
import { engineTicketOf, heldUntilOf } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'

/** What an agent should see of a ticket before he reads it. Of a head start that there is one, never why. */
export type TicketMarks = {
  readonly hasHeadStart: boolean
  readonly isEmergency: boolean
  readonly isTransferred: boolean
  readonly heldUntil: InstantMs | null
}

export function ticketMarks(ticket: Ticket, rules: EngineConfig, now: InstantMs): TicketMarks {
  const { priority } = engineTicketOf(ticket, rules)
  return {
    hasHeadStart: ticket.standing.isVulnerable,
    isEmergency: priority === EMERGENCY,
    isTransferred: ticket.standing.turns.some(({ kind }) => kind === 'transferred'),
    heldUntil: heldUntilOf(ticket, rules, now),
  }
}
