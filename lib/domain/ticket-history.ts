import type { EventType, TicketEvent } from './events'
import type { AgentId, DeviceId, EventId, InstantMs, StationId, TicketId } from './ids'
import { pushTo } from './multimap'
import { type ClockCorrections, timeOf } from './stamp'
import { evidenceOf, evolve, isAtStation, issue, type Ticket } from './ticket'

/** Two moves were made on one ticket at the same time; the loser is a fact to tell, never a value to overwrite. */
export type Conflict = {
  readonly ticket: TicketId
  readonly winner: EventId
  readonly loser: EventId
  readonly loserDevice: DeviceId
  readonly loserAgent: AgentId | null
  /** Where the ticket is instead, and since when; null when it is at no station any more. */
  readonly station: StationId | null
  readonly at: InstantMs
}

export type Settled = { readonly ticket: Ticket; readonly conflicts: readonly Conflict[] }

/** Moves of one ticket that are followed, one after another. No visit has so many; a broken program could. */
export const MOVES_MAX = 1_000

/**
 * One ticket from its events.
 *
 * Its moves form a tree by `basedOn`. Where two moves share a parent, they were made apart: the branch whose end has
 * the stronger evidence wins, then the earlier one (SPEC CONF-1, CONF-2). Papers, a granted emergency and a head start
 * that was taken back are notes on the ticket, not moves.
 *
 * @param history events of one ticket that may count, in stamp order.
 * @returns null while its check-in has not arrived.
 */
export function settle(history: readonly TicketEvent[], corrections: ClockCorrections): Settled | null {
  const first = history.find(event => event.type === 'ticket.checked_in.v1')
  if (first?.type !== 'ticket.checked_in.v1') return null

  let ticket: Ticket = issue(first, timeOf(first, corrections))
  for (const event of history) if (isNote(event)) ticket = evolve(ticket, event, timeOf(event, corrections))

  const last = followChain(ticket, history, corrections)
  if (last) return { ticket: last, conflicts: NO_CONFLICTS }

  const followers = new Map<EventId, TicketEvent[]>()
  for (const event of history) if (isMove(event)) pushTo(followers, event.basedOn, event)
  return follow(ticket, followers, corrections, MOVES_MAX)
}

const NO_CONFLICTS: readonly Conflict[] = []

/** Nearly every ticket: each move is based on the one before it. Null if one is not: then the tree has to be followed. */
function followChain(start: Ticket, history: readonly TicketEvent[], corrections: ClockCorrections): Ticket | null {
  if (history.length > MOVES_MAX) return null
  let ticket = start
  for (const event of history) {
    if (!isMove(event)) continue
    if (event.basedOn !== ticket.head) return null
    ticket = evolve(ticket, event, timeOf(event, corrections))
  }
  return ticket
}

function follow(
  start: Ticket,
  followers: ReadonlyMap<EventId, readonly TicketEvent[]>,
  corrections: ClockCorrections,
  movesLeft: number,
): Settled {
  if (movesLeft === 0) return { ticket: start, conflicts: NO_CONFLICTS }
  const branches = (followers.get(start.head) ?? [])
    .map(event => ({ event, next: evolve(start, event, timeOf(event, corrections)) }))
    .filter(({ next }) => next !== start)
  const [only, rival] = branches
  if (!only) return { ticket: start, conflicts: NO_CONFLICTS }
  if (!rival) return follow(only.next, followers, corrections, movesLeft - 1)

  const ends = branches.map(({ event, next }) => ({
    event,
    settled: follow(next, followers, corrections, movesLeft - 1),
  }))
  const best = ends.reduce((a, b) => (evidenceOf(b.settled.ticket) > evidenceOf(a.settled.ticket) ? b : a))
  const lost = ends.filter(end => end !== best).map(end => lostMove(best.settled.ticket, best.event, end.event))
  return { ticket: best.settled.ticket, conflicts: [...lost, ...best.settled.conflicts] }
}

function lostMove(ticket: Ticket, winner: TicketEvent, loser: TicketEvent): Conflict {
  return {
    ticket: ticket.id,
    winner: winner.id,
    loser: loser.id,
    loserDevice: loser.device,
    loserAgent: loser.actor,
    station: isAtStation(ticket) || ticket.state === 'completed' ? ticket.station : null,
    at: 'calledAt' in ticket ? ticket.calledAt : ticket.checkedInAt,
  }
}

/** What may be said of a ticket whatever its state: it moves nothing, and nothing can conflict with it. */
const NOTES: ReadonlySet<EventType> = new Set([
  'ticket.printed.v1',
  'ticket.print_failed.v1',
  'ticket.emergency_granted.v1',
  'ticket.head_start_removed.v1',
])

function isNote(event: TicketEvent): boolean {
  return NOTES.has(event.type)
}

function isMove(event: TicketEvent): event is TicketEvent & { readonly basedOn: EventId } {
  return event.basedOn !== null && !isNote(event)
}
