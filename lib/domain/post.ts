import { type Queue, strongestFirst } from './fold'
import type { AgentId, DeviceId, DurationMs, ServiceId, StationId } from './ids'
import type { Occupation } from './open-stations'
import { isAtStation, type TicketAtStation } from './ticket'

/** Who acts, and where. */
export type Post = {
  readonly device: DeviceId
  readonly agent: AgentId
  readonly station: StationId
  /** What may be served here (see `servicesAt`). */
  readonly services: ReadonlySet<ServiceId>
}

/** Who answers for it; null for a person who is no member of the center's staff. */
export type By = { readonly agent: AgentId | null }

export type ServeRefusal =
  | { readonly code: 'queue_empty' | 'station_busy' | 'station_closed' | 'wrong_state' | 'not_waiting' }
  /** The reception has closed: whoever is at a station is served, and nobody else is called. */
  | { readonly code: 'day_closed' }
  /** So many wait for him, but all are held for some minutes after they did not come. */
  | { readonly code: 'all_held'; readonly count: number }
  | { readonly code: 'recall_too_soon' | 'no_show_too_soon'; readonly waitMs: DurationMs }
  /** He has a break: he ends it first. */
  | { readonly code: 'on_break' }
  /** More than ten seconds after it was done. */
  | { readonly code: 'undo_too_late' }
  /** A ticket that was closed as a no-show longer ago than the center allows. */
  | { readonly code: 'too_late' }

/** Why nothing else can begin here now; null when the station is his, and free. */
export function freeRefusal(queue: Queue, post: Post): ServeRefusal | null {
  if (queue.openStations.get(post.station)?.device !== post.device) return { code: 'station_closed' }
  if (isServing(queue, post)) return { code: 'station_busy' }
  return occupationOf(queue, post) ? { code: 'on_break' } : null
}

/** Why nobody more can be served here now, with a ticket or without one. */
export function serveRefusal(queue: Queue, post: Post): ServeRefusal | null {
  return freeRefusal(queue, post) ?? (queue.dayState.reception?.state === 'closed' ? { code: 'day_closed' } : null)
}

/** Is a citizen here, with a ticket or without one? */
export function isServing(queue: Queue, post: Place): boolean {
  return occupationOf(queue, post)?.kind === 'walk_in' || ticketAt(queue, post) !== undefined
}

/** A station, as one tablet has it. */
type Place = Pick<Post, 'device' | 'station'>

/** What the agent does here beside the queue. */
export function occupationOf({ openStations }: Queue, post: Place): Occupation | null {
  const open = openStations.get(post.station)
  return open?.device === post.device ? open.occupation : null
}

/**
 * The ticket that this device has called to its station, if any. There can be two, when a lost call wins after all;
 * then the one with more evidence, so that a restart shows the same.
 */
export function ticketAt(queue: Queue, post: Place): TicketAtStation | undefined {
  const here: TicketAtStation[] = []
  for (const ticket of queue.tickets.values()) {
    if (isAtStation(ticket) && ticket.station === post.station && ticket.device === post.device) here.push(ticket)
  }
  return here.sort(strongestFirst)[0]
}
