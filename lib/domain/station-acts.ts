import type { BreakReason, EventDraft, WalkInReason } from './events'
import type { Queue } from './fold'
import type { ServiceId, StationId } from './ids'
import { freeRefusal, isServing, occupationOf, type Post, type ServeRefusal, serveRefusal } from './post'
import { ok, type Result, refuse } from './result'

/** The agent opens his station, or takes it over from another device by name. */
export function openStation(post: Post): Result<EventDraft, ServeRefusal> {
  return ok({ type: 'station.opened.v1', actor: post.agent, station: post.station })
}

/** No closing with a citizen at the station. */
export function closeStation(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  if (isServing(queue, post)) return refuse({ code: 'station_busy' })
  return ok({ type: 'station.closed.v1', actor: post.agent, station: post.station })
}

/** A supervisor ends the work of a station whose tablet is out of reach: what it would call comes home to the others. */
export function releaseStation(queue: Queue, post: Post, station: StationId): Result<EventDraft, ServeRefusal> {
  if (!queue.openStations.has(station)) return refuse({ code: 'station_closed' })
  return ok({ type: 'station.closed.v1', actor: post.agent, station })
}

/** He calls nobody for a while; his station stays his, and he signed in. Only between two citizens. */
export function startBreak(queue: Queue, post: Post, reason: BreakReason): Result<EventDraft, ServeRefusal> {
  const refusal = freeRefusal(queue, post)
  if (refusal) return refuse(refusal)
  return ok({ type: 'station.break_started.v1', actor: post.agent, station: post.station, reason })
}

export function endBreak(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  if (occupationOf(queue, post)?.kind !== 'break') return refuse({ code: 'wrong_state' })
  return ok({ type: 'station.break_ended.v1', actor: post.agent, station: post.station })
}

/**
 * Serves somebody who has no ticket, by a reason that is kept: nobody who waits is told a wrong wait meanwhile. After the
 * reception has closed nobody else is served, with a ticket or without.
 */
export function startWalkIn(
  queue: Queue,
  post: Post,
  service: ServiceId,
  reason: WalkInReason,
): Result<EventDraft, ServeRefusal> {
  const refusal = serveRefusal(queue, post)
  if (refusal) return refuse(refusal)
  if (!post.services.has(service)) return refuse({ code: 'wrong_state' })
  return ok({ type: 'station.walk_in_started.v1', actor: post.agent, station: post.station, service, reason })
}

export function endWalkIn(queue: Queue, post: Post): Result<EventDraft, ServeRefusal> {
  if (occupationOf(queue, post)?.kind !== 'walk_in') return refuse({ code: 'wrong_state' })
  return ok({ type: 'station.walk_in_ended.v1', actor: post.agent, station: post.station })
}
