import type { ParkReason } from '../events'
import type { AgentId, DurationMs, InstantMs, ServiceId } from '../ids'
import { ok, type Result, refuse } from '../result'
import { betterClass, classOfService } from './classify'
import type { EngineConfig, EngineTicket } from './model'

/** The `notBefore` of a parked ticket: later than any instant. */
export const PARKED: InstantMs = Number.MAX_SAFE_INTEGER

export function park(ticket: EngineTicket): EngineTicket {
  return { ...ticket, notBefore: PARKED }
}

/**
 * A parked ticket comes back. During an errand its clock stood still; for the center's reasons it ran on. Its credit never
 * begins later than now, though a correction of a clock may have moved `parkedAt` by a day.
 */
export function resume(ticket: EngineTicket, reason: ParkReason, parkedAt: InstantMs, now: InstantMs): EngineTicket {
  const pausedMs = reason === 'errand' ? Math.max(0, now - parkedAt) : 0
  const creditStart = Math.max(ticket.creditStart, Math.min(now, ticket.creditStart + pausedMs))
  return { ...ticket, notBefore: 0, creditStart }
}

/** Another service, by another agent if an agent sent him on. The credit stays, and the class is never worse than the one he queued with. */
export function transfer(
  ticket: EngineTicket,
  service: ServiceId,
  by: AgentId | null,
  config: EngineConfig,
  to: EngineTicket['sentTo'] = null,
): EngineTicket {
  const priority = betterClass(config, ticket.priority, classOfService(config, service))
  return { ...ticket, service, priority, notBefore: 0, sentTo: to, excludedAgent: by }
}

/**
 * The ticket of a citizen who did not come: held for a while and set back, but never behind somebody who comes now.
 *
 * @param count his no-shows, this one included.
 * @returns null when it is closed.
 */
export function afterNoShow(
  ticket: EngineTicket,
  count: number,
  now: InstantMs,
  { noShow }: EngineConfig,
): EngineTicket | null {
  if (count >= noShow.max) return null
  const creditStart = Math.max(ticket.creditStart, Math.min(now, ticket.creditStart + noShow.penaltyMs))
  return { ...ticket, notBefore: now + noShow.holdMs, creditStart }
}

/** A citizen comes back whose ticket was closed as a no-show: a little of his credit is left, for an hour. */
export function reopen(
  ticket: EngineTicket,
  closedAt: InstantMs,
  now: InstantMs,
  { noShow }: EngineConfig,
): Result<EngineTicket, { readonly code: 'too_late'; readonly overdueMs: DurationMs }> {
  const overdueMs = now - closedAt - noShow.returnWithinMs
  if (overdueMs > 0) return refuse({ code: 'too_late', overdueMs })
  const creditMs = Math.max(0, Math.min(closedAt - ticket.creditStart, noShow.returnCreditMs))
  return ok({ ...ticket, notBefore: 0, creditStart: now - creditMs })
}
