import type { AgentId, InstantMs, TicketId } from '../ids'
import { byCredit, mayServe } from './eligibility'
import type { EngineConfig, EngineState, EngineTicket, ServiceTimes } from './model'
import { nextTicket } from './next-ticket'

/**
 * The tickets of one agent in the order in which he will call them, if nobody else called and nobody came: the first of
 * them by the decisions themselves, the rest by their credit.
 *
 * @param most how many decisions to make; each costs one pass over those who wait.
 */
export function callOrder(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  agentId: AgentId,
  now: InstantMs,
  most: number,
): readonly TicketId[] {
  const agent = state.agents.find(candidate => candidate.agent === agentId)
  if (!agent) return []
  let left = state.waiting.filter(ticket => mayServe(agent, ticket, state.agents))
  const order: TicketId[] = []
  while (order.length < most) {
    const { ticket } = nextTicket({ ...state, waiting: left }, config, times, agentId, now)
    if (ticket === null) break
    order.push(ticket)
    left = left.filter(({ id }) => id !== ticket)
  }
  return [...order, ...left.sort(byHoldAndCredit(now)).map(({ id }) => id)]
}

/** Who did not come, and is held for some minutes, stands behind those who may be called. */
function byHoldAndCredit(now: InstantMs): (a: EngineTicket, b: EngineTicket) => number {
  const heldUntil = ({ notBefore }: EngineTicket) => (notBefore > now ? notBefore : 0)
  return (a, b) => heldUntil(a) - heldUntil(b) || byCredit(a, b)
}
