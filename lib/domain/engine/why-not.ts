import type { AgentId, DurationMs, InstantMs, TicketId } from '../ids'
import { rulesOf } from './config'
import { DISCIPLINES } from './disciplines'
import { byCredit, isSentTo, mayServe } from './eligibility'
import { EMERGENCY, type EngineConfig, type EngineState, type EngineTicket, type ServiceTimes } from './model'
import { fieldOf, isHeldByWindow, isLaneSpent, nextTicket } from './next-ticket'

/** Why a ticket that waits is not the next one of an agent. */
export type WhyNot =
  | { readonly code: 'is_next' }
  | { readonly code: 'not_waiting' | 'no_such_agent' }
  /** He does not serve its service. */
  | { readonly code: 'service_not_served' }
  /** He transferred it, and another can serve it. */
  | { readonly code: 'transferred_by_him' }
  /** It was sent to another agent, or station, by name. */
  | { readonly code: 'sent_elsewhere' }
  | { readonly code: 'held'; readonly until: InstantMs }
  /** It belongs to an agent out of reach. */
  | { readonly code: 'belongs_elsewhere' }
  | { readonly code: 'emergency_first'; readonly next: TicketId }
  /** An emergency, but he had as many in a row as he may while somebody overdue waits. */
  | { readonly code: 'lane_spent'; readonly next: TicketId; readonly run: number }
  /** It may not pass somebody whose credit is so much longer than the cap of its class allows. */
  | { readonly code: 'window'; readonly oldest: TicketId; readonly aheadMs: DurationMs; readonly capMs: DurationMs }
  /** Others have the larger index, in hundredths. */
  | { readonly code: 'smaller_index'; readonly next: TicketId; readonly index: number; readonly nextIndex: number }

/** The answer to "why not me", from the same state, configuration and instant as the decision. */
export function whyNot(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  agentId: AgentId,
  ticketId: TicketId,
  now: InstantMs,
): WhyNot {
  const agent = state.agents.find(candidate => candidate.agent === agentId)
  if (!agent) return { code: 'no_such_agent' }
  const ticket = state.waiting.find(({ id }) => id === ticketId)
  if (!ticket) return { code: 'not_waiting' }
  if (!agent.services.has(ticket.service)) return { code: 'service_not_served' }
  if (!mayServe(agent, ticket, state.agents))
    return { code: ticket.sentTo && !isSentTo(agent, ticket.sentTo) ? 'sent_elsewhere' : 'transferred_by_him' }
  if (ticket.notBefore > now) return { code: 'held', until: ticket.notBefore }

  const next = state.waiting.find(({ id }) => id === nextTicket(state, config, times, agentId, now).ticket)
  if (!next || next.id === ticketId) return { code: 'is_next' }
  const field = fieldOf(state, config, agent, now)
  if (field.foreign.includes(ticket)) return { code: 'belongs_elsewhere' }
  const discipline = DISCIPLINES[config.discipline]
  if (field.lane.includes(ticket) && isLaneSpent(field, agent, config))
    return { code: 'lane_spent', next: next.id, run: config.laneMaxRun }
  if (discipline.hasLane && next.priority === EMERGENCY) return { code: 'emergency_first', next: next.id }
  if (isHeldByWindow(ticket, field, discipline, config)) return heldByWindow(ticket, field.pool, config)

  const indexOf = ({ priority, creditStart, service }: EngineTicket) => {
    const fit = times.fitOf(agentId, service)
    return Math.round(100 * discipline.rank({ priority, creditStart }, rulesOf(config, priority), fit, now))
  }
  return { code: 'smaller_index', next: next.id, index: indexOf(ticket), nextIndex: indexOf(next) }
}

function heldByWindow(ticket: EngineTicket, pool: readonly EngineTicket[], config: EngineConfig): WhyNot {
  const oldest = pool.reduce((first, other) => (byCredit(other, first) < 0 ? other : first), ticket)
  const { capMs } = rulesOf(config, ticket.priority)
  return { code: 'window', oldest: oldest.id, aheadMs: ticket.creditStart - oldest.creditStart, capMs }
}
