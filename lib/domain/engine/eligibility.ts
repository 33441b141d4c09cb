import { compareText } from '../stamp'
import type { EngineAgent, EngineTicket } from './model'

export function isOnDuty(agent: EngineAgent): boolean {
  return agent.status !== 'offline'
}

/**
 * Whether this agent may be given this ticket, its hold apart. Who transferred a ticket is not given it again, unless
 * nobody else on duty can serve it: then it would wait for ever.
 */
export function mayServe(agent: EngineAgent, ticket: EngineTicket, roster: readonly EngineAgent[]): boolean {
  if (!agent.services.has(ticket.service)) return false
  if (ticket.excludedAgent !== agent.agent) return true
  return !roster.some(other => other.agent !== agent.agent && isOnDuty(other) && other.services.has(ticket.service))
}

/** The longer credit first; the id settles a tie. */
export function byCredit(a: EngineTicket, b: EngineTicket): number {
  return a.creditStart - b.creditStart || compareText(a.id, b.id)
}
