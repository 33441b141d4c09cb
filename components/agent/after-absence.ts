import type { EngineConfig } from '@/lib/domain/engine/model'
import type { InstantMs } from '@/lib/domain/ids'
import { noShowsOf } from '@/lib/domain/serve'
import type { Ticket } from '@/lib/domain/ticket'
import { ticketMarks } from './ticket-marks'

/** What the agent is told of the citizen who has just not come. `until`: held so long, or may be reopened so long. */
export type AfterAbsence = {
  readonly kind: 'held' | 'closed'
  readonly until: InstantMs
  /** His no-shows, this one included. */
  readonly count: number
}

/** Null once there is nothing more to say: he may be called, has been, or can come back no more. */
export function afterAbsence(ticket: Ticket, rules: EngineConfig, now: InstantMs): AfterAbsence | null {
  if (ticket.state === 'no_show') {
    const until = ticket.closedAt + rules.noShow.returnWithinMs
    return until > now ? { kind: 'closed', until, count: noShowsOf(ticket) + 1 } : null
  }
  const { heldUntil: until } = ticketMarks(ticket, rules, now)
  return until === null ? null : { kind: 'held', until, count: noShowsOf(ticket) }
}
