import { nextTicket } from './call-order'
import type { EventDraft } from './events'
import { type Queue, strongestFirst } from './fold'
import type { AgentId, DeviceId, DurationMs, InstantMs, ServiceId, StationId } from './ids'
import { ok, type Result, refuse } from './result'
import { isAtStation, type TicketAtStation } from './ticket'

/** Who acts, and where. */
export type Post = {
  readonly device: DeviceId
  readonly agent: AgentId
  readonly station: StationId
  /** What may be served here (see `servicesAt`). */
  readonly services: ReadonlySet<ServiceId>
}

export type ServeRefusal =
  | { readonly code: 'queue_empty' | 'station_busy' | 'station_closed' | 'wrong_state' }
  | { readonly code: 'recall_too_soon' | 'no_show_too_soon'; readonly waitMs: DurationMs }

/** Recalls stand at least 20 s apart; absent after three calls or two minutes (SPEC CALL-6). */
export const RECALL_SPACING_MS: DurationMs = 20_000
export const CALLS_BEFORE_NO_SHOW = 3
export const NO_SHOW_AFTER_MS: DurationMs = 120_000

/** The agent opens his station, or takes it over from another device by name. */
export function openStation(post: Post): Result<EventDraft, ServeRefusal> {
  return ok({ type: 'station.opened.v1', actor: post.agent, station: post.station })
}

/** No closing with a citizen at the station. */
export function closeStation(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  if (ticketAt(queue, post)) return refuse({ code: 'station_busy' })
  return ok({ type: 'station.closed.v1', actor: post.agent, station: post.station })
}

/** Calls the next ticket to the station. The call binds the ticket; nothing before it did. */
export function callNext(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  if (!holdsStation(queue, post)) return refuse({ code: 'station_closed' })
  if (ticketAt(queue, post)) return refuse({ code: 'station_busy' })

  const next = nextTicket(queue.tickets.values(), post.services)
  if (!next) return refuse({ code: 'queue_empty' })
  return ok({ type: 'ticket.called.v1', actor: post.agent, ticket: next.id, basedOn: next.head, station: post.station })
}

export function recall(queue: Queue, post: Post, now: InstantMs): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })

  const waitMs = ticket.calledAt + RECALL_SPACING_MS - now
  if (waitMs > 0) return refuse({ code: 'recall_too_soon', waitMs })
  return ok({ type: 'ticket.recalled.v1', actor: post.agent, ticket: ticket.id, basedOn: ticket.head })
}

export function start(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })
  return ok({ type: 'ticket.service_started.v1', actor: post.agent, ticket: ticket.id, basedOn: ticket.head })
}

export function complete(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'serving') return refuse({ code: 'wrong_state' })
  return ok({ type: 'ticket.completed.v1', actor: post.agent, ticket: ticket.id, basedOn: ticket.head })
}

/** The citizen did not come: after three calls, or two minutes after the first. */
export function noShow(queue: Queue, post: Post, now: InstantMs): Result<EventDraft, ServeRefusal> {
  const ticket = ticketAt(queue, post)
  if (ticket?.state !== 'called') return refuse({ code: 'wrong_state' })

  const waitMs = ticket.firstCalledAt + NO_SHOW_AFTER_MS - now
  if (ticket.calls < CALLS_BEFORE_NO_SHOW && waitMs > 0) return refuse({ code: 'no_show_too_soon', waitMs })
  return ok({ type: 'ticket.no_show.v1', actor: post.agent, ticket: ticket.id, basedOn: ticket.head })
}

/**
 * The ticket that this device has called to its station, if any. There can be two, when a lost call wins after all;
 * then the one with more evidence, so that a restart shows the same.
 */
export function ticketAt(queue: Queue, post: Pick<Post, 'device' | 'station'>): TicketAtStation | undefined {
  const here: TicketAtStation[] = []
  for (const ticket of queue.tickets.values()) {
    if (isAtStation(ticket) && ticket.station === post.station && ticket.device === post.device) here.push(ticket)
  }
  return here.sort(strongestFirst)[0]
}

function holdsStation(queue: Queue, post: Post): boolean {
  return queue.openStations.get(post.station)?.device === post.device
}
