import { EMERGENCY, type EngineConfig } from '@/lib/domain/engine/model'
import type { InstantMs } from '@/lib/domain/ids'
import { engineTicketOf } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'

/** What an agent should see of a ticket before he reads it. Of a head start that there is one, never why. */
export type TicketMarks = {
  readonly hasHeadStart: boolean
  readonly isEmergency: boolean
  readonly isTransferred: boolean
  /** He did not come, and is not called again before this instant; null when he may be. */
  readonly heldUntil: InstantMs | null
}

export function ticketMarks(ticket: Ticket, rules: EngineConfig, now: InstantMs): TicketMarks {
  const { priority, notBefore } = engineTicketOf(ticket, rules)
  return {
    hasHeadStart: ticket.standing.isVulnerable,
    isEmergency: priority === EMERGENCY,
    isTransferred: ticket.standing.turns.some(({ kind }) => kind === 'transferred'),
    heldUntil: ticket.state === 'waiting' && notBefore > now ? notBefore : null,
  }
}
