import { compareText } from '../stamp'
import type { EngineAgent, EngineTicket } from './model'

export function isOnDuty(agent: EngineAgent): boolean {
  return agent.status !== 'offline'
}

/** Is it this agent, or whoever is at this station, that somebody was sent to? */
export function isSentTo({ agent, station }: Pick<EngineAgent, 'agent' | 'station'>, to: SentTo): boolean {
  return to.agent === agent || to.station === station
}
type SentTo = NonNullable<EngineTicket['sentTo']>

/** Out of reach, it may be switched off: then nobody waits for it. */
function isThere(agent: EngineAgent, { service }: EngineTicket): boolean {
  return isOnDuty(agent) && agent.isReachable && agent.services.has(service)
}

/** Whoever somebody waits for by name; null when nobody was named, or nobody of them can serve him now. */
export function namedFor(ticket: EngineTicket, roster: readonly EngineAgent[]): EngineAgent | null {
  const { sentTo } = ticket
  return (sentTo && roster.find(agent => isSentTo(agent, sentTo) && isThere(agent, ticket))) ?? null
}

/**
 * Whether this agent may be given this ticket, its hold apart. Who was sent to one by name is given to nobody else while
 * that one is there. Who transferred a ticket is not given it again, unless
 * nobody else on duty can serve it: then it would wait for ever.
 */
export function mayServe(agent: EngineAgent, ticket: EngineTicket, roster: readonly EngineAgent[]): boolean {
  if (!agent.services.has(ticket.service)) return false
  const { sentTo } = ticket
  if (sentTo && !isSentTo(agent, sentTo) && namedFor(ticket, roster)) return false
  if (ticket.excludedAgent !== agent.agent) return true
  return !roster.some(other => other.agent !== agent.agent && isOnDuty(other) && other.services.has(ticket.service))
}

/** The longer credit first; the id settles a tie. */
export function byCredit(a: EngineTicket, b: EngineTicket): number {
  return a.creditStart - b.creditStart || compareText(a.id, b.id)
}
