import type { Change } from './engine/advice'
import type { Decision, Reason } from './engine/model'
import { nextTicket } from './engine/next-ticket'
import {
  type EmergencyReason,
  type EventDraft,
  type OverrideReason,
  type ParkReason,
  type Remark,
  TO_ANYBODY,
  UNEXPLAINED,
} from './events'
import type { Queue } from './fold'
import type { AgentId, DurationMs, InstantMs, ServiceId, StationId, TicketId } from './ids'
import { type By, freeRefusal, type Post, type ServeRefusal, serveRefusal, ticketAt } from './post'
import { ok, type Result, refuse } from './result'
import type { Scheduling } from './scheduling'
import { isAtStation, type Ticket } from './ticket'
import { isUndoable, UNDO_MS } from './ticket-history'
import { stepIndexOf } from './visit-steps'

/** Recalls stand at least 20 s apart; absent after three calls or two minutes (SPEC CALL-6). */
export const RECALL_SPACING_MS: DurationMs = 20_000
export const CALLS_BEFORE_NO_SHOW = 3
export const NO_SHOW_AFTER_MS: DurationMs = 120_000

/** Calls the ticket that the center's discipline gives to this agent now (SPEC ENGINE-4). The call binds; nothing before it did. */
export function callNext(
  queue: Queue,
  post: Post,
  scheduling: Scheduling,
  now: InstantMs,
): Result<EventDraft, ServeRefusal> {
  const refusal = serveRefusal(queue, post)
  if (refusal) return refuse(refusal)

  const { state, config, times } = scheduling
  const decision = nextTicket(state, config, times, post.agent, now)
  const next = decision.ticket && queue.tickets.get(decision.ticket)
  if (!next) return refuse(refusalOf(decision))
  return ok(callOf(next, post, { ...explained(decision), override: null }))
}

/** Calls a ticket by name, out of order. It counts among the center's figures of fairness. */
export function callOutOfOrder(
  queue: Queue,
  post: Post,
  ticket: TicketId,
  override: OverrideReason,
): Result<EventDraft, ServeRefusal> {
  const refusal = serveRefusal(queue, post)
  if (refusal) return refuse(refusal)

  const wanted = queue.tickets.get(ticket)
  if (wanted?.state !== 'waiting') return refuse({ code: 'not_waiting' })
  return ok(callOf(wanted, post, { ...UNEXPLAINED, override }))
}

type CallDraft = Extract<EventDraft, { type: 'ticket.called.v1' }>
/** The part of a call that says why. */
type Explanation = Pick<CallDraft, keyof typeof UNEXPLAINED>

function callOf(ticket: Ticket, post: Post, explanation: Explanation): CallDraft {
  const { station, agent: actor } = post
  return { type: 'ticket.called.v1', actor, ticket: ticket.id, basedOn: ticket.head, station, ...explanation }
}

function refusalOf({ reasons }: Decision): ServeRefusal {
  const held = reasons.find(reason => reason.code === 'all_held')
  return held ? { code: 'all_held', count: held.count } : { code: 'queue_empty' }
}

/** A decision as its call keeps it. */
function explained({ reasons, version, considered, inputDigest }: Decision): Omit<Explanation, 'override'> {
  const find = <Code extends Reason['code']>(code: Code) =>
    reasons.find((reason): reason is Extract<Reason, { code: Code }> => reason.code === code)
  const used = find('promise_used')
  const runnerUp = find('runner_up')
  const first = used ?? find('emergency_lane') ?? find('discipline_order') ?? find('foreign_tail')
  return {
    engine: version.engine,
    config: version.config,
    considered,
    digest: inputDigest,
    why: first?.code ?? null,
    share: used?.percent ?? null,
    runnerUp: runnerUp?.ticket ?? null,
    runnerUpShare: runnerUp?.percent ?? null,
    heldByWindow: find('fairness_window')?.held ?? null,
    heldElsewhere: find('partition_held')?.held ?? null,
    laneSpent: find('emergency_cap') ? 1 : null,
  }
}

export function recall(queue: Queue, post: Post, now: InstantMs): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })

  const waitMs = ticket.calledAt + RECALL_SPACING_MS - now
  if (waitMs > 0) return refuse({ code: 'recall_too_soon', waitMs })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.recalled.v1' })
}

export function start(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.service_started.v1' })
}

export function complete(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'serving') return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.completed.v1' })
}

/**
 * The citizen did not come: after three calls, or two minutes after the first. He is called again a little later; the
 * last of his no-shows closes the ticket (SPEC ENGINE-12).
 */
export function noShow(
  queue: Queue,
  post: Post,
  { config }: Scheduling,
  now: InstantMs,
): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })

  const waitMs = ticket.firstCalledAt + NO_SHOW_AFTER_MS - now
  if (ticket.calls < CALLS_BEFORE_NO_SHOW && waitMs > 0) return refuse({ code: 'no_show_too_soon', waitMs })
  const isLast = noShowsOf(ticket) + 1 >= config.noShow.max
  return ok({ ...ofTicket(ticket, post), type: isLast ? 'ticket.no_show.v1' : 'ticket.set_back.v1' })
}

/** How often he has not come so far. */
export function noShowsOf({ standing }: Ticket): number {
  return standing.turns.filter(({ kind }) => kind === 'set_back').length
}

/** Back to where he stood. */
export function requeue(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (!ticket) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.requeued.v1' })
}

export function park(queue: Queue, post: Post, reason: ParkReason): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (!ticket) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.parked.v1', reason })
}

/**
 * Takes back the latest move of a ticket: who made it, on the same tablet, within ten seconds of its clock. Who is back
 * at the station by this needs it free (SPEC CALL-14).
 */
export function undo(queue: Queue, post: Post, id: TicketId, now: InstantMs): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  const move = queue.latestMove(id)
  const isOwn = move?.device === post.device && move.actor === post.agent
  if (!ticket || ticket.state === 'duplicate' || !isOwn || !isUndoable(move)) return refuse({ code: 'wrong_state' })
  if (now - move.h[0] > UNDO_MS) return refuse({ code: 'undo_too_late' })
  if (move.type !== 'ticket.called.v1') {
    const busy = freeRefusal(queue, post)
    if (busy) return refuse(busy)
  }
  return ok({ ...ofTicket(ticket, post), type: 'ticket.undone.v1' })
}

/** A parked citizen is ready: he queues again, with his credit. */
export function resume(queue: Queue, post: Post, id: TicketId): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (ticket?.state !== 'parked') return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.resumed.v1' })
}

/** Where somebody is sent on: to a service, and there to a station or an agent by name if one is given. */
export type Destination = { readonly service: ServiceId; readonly station?: StationId; readonly agent?: AgentId }

/** To another service, station or agent; the time of check-in, the number and the steps done stay. */
export function transfer(queue: Queue, post: Post, to: Destination): Result<EventDraft, ServeRefusal> {
  const { service, station = null, agent = null } = to
  const ticket = ticketAt(queue, post)
  const isHere = station === post.station || agent === post.agent
  const isElsewhere = ticket?.service !== service || station !== null || agent !== null
  if (!ticket || isHere || !isElsewhere) return refuse({ code: 'wrong_state' })
  const step = ticket.service === service ? stepIndexOf(ticket) : null
  return ok({ ...ofTicket(ticket, post), type: 'ticket.transferred.v1', service, station, agent, step })
}

/** This step of the visit is done: the next one is another station's, or his own if nobody else serves it. */
export function nextStep(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'serving') return refuse({ code: 'wrong_state' })
  const { service } = ticket
  const step = stepIndexOf(ticket) + 1
  return ok({ ...ofTicket(ticket, post), type: 'ticket.transferred.v1', service, ...TO_ANYBODY, step })
}

/** His service turned out to be another one, and he stays where he is. */
export function reclassify(
  queue: Queue,
  post: Post,
  id: TicketId,
  service: ServiceId,
): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  const isOpen = ticket && (ticket.state === 'waiting' || isAtStation(ticket))
  if (!isOpen || ticket.service === service) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.reclassified.v1', service })
}

/** Somebody comes back whose ticket was closed, as a no-show or by staff. Whom tomorrow takes over has no ticket of today. */
export function reopen(
  queue: Queue,
  by: By,
  { config }: Pick<Scheduling, 'config'>,
  id: TicketId,
  now: InstantMs,
): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  const isClosed = ticket?.state === 'no_show' || (ticket?.state === 'closed' && !ticket.isCarried)
  if (!isClosed) return refuse({ code: 'wrong_state' })
  if (now - ticket.closedAt > config.noShow.returnWithinMs) return refuse({ code: 'too_late' })
  return ok({ ...ofTicket(ticket, by), type: 'ticket.reopened.v1' })
}

/** A named member of staff answers for it: a kiosk never makes an emergency (SPEC ENGINE-3). */
export function grantEmergency(
  queue: Queue,
  by: By,
  id: TicketId,
  reason: EmergencyReason,
): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (ticket?.state !== 'waiting' || ticket.standing.isEmergency) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, by), type: 'ticket.emergency_granted.v1', reason })
}

/** A word for the next agent, of a fixed list. @param id of any ticket, while it lives or when it is done */
export function addRemark(queue: Queue, post: Post, id: TicketId, remark: Remark): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (!ticket || ticket.state === 'duplicate' || ticket.standing.remarks.includes(remark))
    return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.remarked.v1', remark })
}

/** He forgot to press a button, or pressed one too early. */
export function flagTime(queue: Queue, post: Post, id: TicketId): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (!ticket || !('firstCalledAt' in ticket) || ticket.standing.isTimeWrong) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.time_flagged.v1' })
}

/** Nothing of it was to be seen. */
export function removeHeadStart(queue: Queue, post: Post, id: TicketId): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (!ticket?.standing.isVulnerable) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.head_start_removed.v1' })
}

/** What the supervisor has just done. Whether it was advised is his to say: advice is gone as soon as it has worked. */
export function followAdvice({ agent }: Post, change: Change): EventDraft {
  const subject = change.code === 'open_station' ? null : change.agent
  const service = change.code === 'add_service' ? change.service : null
  return { type: 'advice.followed.v1', actor: agent, change: change.code, subject, service }
}

/**
 * A ticket at a station that its tablet no longer holds, since somebody released it or took it over: without this nobody
 * could call it again.
 */
export function bringBack(queue: Queue, post: Post, id: TicketId): Result<EventDraft, ServeRefusal> {
  const ticket = queue.tickets.get(id)
  if (!ticket || !isAbandoned(queue, ticket)) return refuse({ code: 'wrong_state' })
  return ok({ ...ofTicket(ticket, post), type: 'ticket.requeued.v1' })
}

export function isAbandoned({ openStations }: Queue, ticket: Ticket): boolean {
  return isAtStation(ticket) && openStations.get(ticket.station)?.device !== ticket.device
}

function ofTicket({ id: ticket, head: basedOn }: Ticket, { agent: actor }: By) {
  return { actor, ticket, basedOn }
}
