import { mayServe } from './eligibility'
import type { EngineAgent, EngineState, EngineTicket, ServiceTimes } from './model'

/**
 * Which of several idle agents should take this ticket: who serves the fewest services, so that the others stay free;
 * then the best fit, then who is idle the longest, then the smaller id. Null when nobody idle can: an eligible idle
 * agent never waits while a ticket does.
 */
export function idleAgentFor(ticket: EngineTicket, state: EngineState, times: ServiceTimes): EngineAgent | null {
  let best: EngineAgent | null = null
  for (const agent of state.agents) {
    if (agent.status !== 'available' || !agent.isReachable || !mayServe(agent, ticket, state.agents)) continue
    if (!best || compareIdle(agent, best, ticket, times) < 0) best = agent
  }
  return best
}

function compareIdle(a: EngineAgent, b: EngineAgent, { service }: EngineTicket, times: ServiceTimes): number {
  return (
    a.services.size - b.services.size ||
    times.fitOf(b.agent, service) - times.fitOf(a.agent, service) ||
    a.idleSince - b.idleSince ||
    a.agent - b.agent
  )
}
