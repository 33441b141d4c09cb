import type { EventType, QueueEvent, TicketEvent } from './events'
import { AHEAD_MS_MAX } from './hybrid-clock'
import type { AgentId, DeviceId, DurationMs, EventId, InstantMs, StationId, TicketId } from './ids'
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
  readonly loserType: EventType
  /** Where the ticket is instead, and since when; null when it is at no station any more. */
  readonly station: StationId | null
  readonly at: InstantMs
}

export type Settled = { readonly ticket: Ticket; readonly conflicts: readonly Conflict[] }

/** So long after it was made its author may take a move back. */
export const UNDO_MS: DurationMs = 10_000

/** A hybrid time may run ahead of its clock, and the seconds between two of them may look like so many more. */
const UNDO_SEEN_MS_MAX: DurationMs = UNDO_MS + AHEAD_MS_MAX

const UNDOABLE = [
  'ticket.called.v1',
  'ticket.set_back.v1',
  'ticket.no_show.v1',
  'ticket.completed.v1',
  'ticket.transferred.v1',
] as const
export type UndoableMove = Extract<TicketEvent, { type: (typeof UNDOABLE)[number] }>

/** Whether whoever made it, on that device, may take this move back. The rest of its time is for whoever decides. */
export function isUndoable(event: QueueEvent): event is UndoableMove {
  return UNDOABLE.some(type => type === event.type)
}

/**
 * Moves of one ticket that are followed, one after another. No visit has so many; a broken program could. Behind them it can
 * still be closed, once: else its day would never end.
 */
export const MOVES_MAX = 1_000

/**
 * One ticket from its events.
 *
 * Its moves form a tree by `basedOn`. Where two moves share a parent, they were made apart: the branch whose end has
 * the stronger evidence wins, then the earlier one (SPEC CONF-1, CONF-2); but whoever went on from a move wins against
 * whoever took it back (CONF-5). Papers, a granted emergency, a head start
 * that was taken back, remarks and a flag on its times are notes on the ticket, not moves.
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
  return follow({ ticket, before: null, move: null }, followers, corrections, MOVES_MAX)
}

const NO_CONFLICTS: readonly Conflict[] = []

/** Where a chain of moves has come to: what its last move has made of what. */
type Step = { readonly ticket: Ticket; readonly before: Ticket | null; readonly move: TicketEvent | null }

/** Nearly every ticket: each move is based on the one before it. Null if one is not: then the tree has to be followed. */
function followChain(start: Ticket, history: readonly TicketEvent[], corrections: ClockCorrections): Ticket | null {
  if (history.length > MOVES_MAX) return null
  let ticket = start
  let before: Ticket | null = null
  let move: TicketEvent | null = null
  for (const event of history) {
    if (!isMove(event)) continue
    if (event.basedOn !== ticket.head) return null
    const next = moved(ticket, before, move, event, corrections)
    if (next === ticket) continue
    before = ticket
    ticket = next
    move = event
  }
  return ticket
}

/** The ticket after one more move; the same one if it may not be made. */
function moved(
  ticket: Ticket,
  before: Ticket | null,
  move: TicketEvent | null,
  event: TicketEvent,
  corrections: ClockCorrections,
): Ticket {
  if (event.type !== 'ticket.undone.v1') return evolve(ticket, event, timeOf(event, corrections))
  return before && move && takesBack(event, move) ? { ...before, head: event.id } : ticket
}

function takesBack(undone: TicketEvent, move: TicketEvent): boolean {
  const isAuthors = undone.device === move.device && undone.actor === move.actor
  return isAuthors && isUndoable(move) && undone.h[0] - move.h[0] <= UNDO_SEEN_MS_MAX
}

function follow(
  { ticket: start, before, move }: Step,
  followers: ReadonlyMap<EventId, readonly TicketEvent[]>,
  corrections: ClockCorrections,
  movesLeft: number,
): Settled {
  const branches = (followers.get(start.head) ?? [])
    .filter(({ type }) => movesLeft > 0 || type === 'ticket.closed.v1')
    .map(event => ({ event, next: moved(start, before, move, event, corrections) }))
    .filter(({ next }) => next !== start)
  const go = ({ event, next }: (typeof branches)[number]) =>
    follow({ ticket: next, before: start, move: event }, followers, corrections, movesLeft - 1)
  const [only, rival] = branches
  if (!only) return { ticket: start, conflicts: NO_CONFLICTS }
  if (!rival) return go(only)

  const ends = branches.map(branch => ({ event: branch.event, settled: go(branch) }))
  const best = ends.reduce((a, b) => (isStronger(b, a) ? b : a))
  const lost = ends.filter(end => end !== best).map(end => lostMove(best.settled.ticket, best.event, end.event))
  return { ticket: best.settled.ticket, conflicts: [...lost, ...best.settled.conflicts] }
}

type BranchEnd = { readonly event: TicketEvent; readonly settled: Settled }

function isStronger(a: BranchEnd, b: BranchEnd): boolean {
  if (isUndo(a.event) !== isUndo(b.event)) return isUndo(b.event)
  return evidenceOf(a.settled.ticket) > evidenceOf(b.settled.ticket)
}

function isUndo({ type }: TicketEvent): boolean {
  return type === 'ticket.undone.v1'
}

function lostMove(ticket: Ticket, winner: TicketEvent, loser: TicketEvent): Conflict {
  return {
    ticket: ticket.id,
    winner: winner.id,
    loser: loser.id,
    loserDevice: loser.device,
    loserAgent: loser.actor,
    loserType: loser.type,
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
  'ticket.remarked.v1',
  'ticket.time_flagged.v1',
])

export function isNote(event: TicketEvent): boolean {
  return NOTES.has(event.type)
}

function isMove(event: TicketEvent): event is TicketEvent & { readonly basedOn: EventId } {
  return event.basedOn !== null && !isNote(event)
}
