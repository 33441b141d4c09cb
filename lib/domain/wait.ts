import type { Service } from './catalogue'
import type { ServiceId } from './ids'
import type { WaitingTicket } from './ticket'

/** A wait to announce. Always a range; `unknown` when nobody can serve it, never an invented figure. */
export type WaitEstimate =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'range'; readonly fromMinutes: number; readonly toMinutes: number }

const ROUND_TO_MINUTES = 5

/**
 * The wait for a ticket with these tickets ahead of it: their work, shared by the stations open for its service.
 *
 * A first, plain rule: the seed's durations, no history. Rounded outwards to five minutes.
 * @param stationCount stations that are open and support the service.
 */
export function waitRange(
  ahead: readonly WaitingTicket[],
  services: ReadonlyMap<ServiceId, Service>,
  stationCount: number,
): WaitEstimate {
  if (stationCount === 0) return { kind: 'unknown' }
  const workMinutes = ahead.reduce((sum, ticket) => sum + (services.get(ticket.service)?.durationMinutes ?? 0), 0)
  const expected = workMinutes / stationCount
  const fromMinutes = Math.floor((expected * 0.7) / ROUND_TO_MINUTES) * ROUND_TO_MINUTES
  const toMinutes = Math.max(ROUND_TO_MINUTES, Math.ceil((expected * 1.3) / ROUND_TO_MINUTES) * ROUND_TO_MINUTES)
  return { kind: 'range', fromMinutes, toMinutes }
}
