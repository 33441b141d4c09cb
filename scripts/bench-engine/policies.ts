import { rulesOf } from '@/lib/domain/engine/config'
import { byCredit, mayServe } from '@/lib/domain/engine/eligibility'
import type {
  DisciplineName,
  EngineAgent,
  EngineConfig,
  EngineState,
  EngineTicket,
  ServiceTimes,
} from '@/lib/domain/engine/model'
import { nextTicket } from '@/lib/domain/engine/next-ticket'
import type { AgentId, DurationMs, InstantMs, ServiceId, TicketId } from '@/lib/domain/ids'
import { CENTER_CONFIG, TABLE_MS } from './center-table'
import { meanOf } from './figures'

/** What is decided on one day of one center. */
export type DayPolicy = {
  /** The ticket for an agent who is free; null leaves him idle. */
  readonly next: (state: EngineState, agent: AgentId, now: InstantMs, times: ServiceTimes) => TicketId | null
  /** A ticket has just entered the queue, at check-in or after a transfer. Only for who binds it then. */
  readonly enter?: (ticket: EngineTicket, state: EngineState) => void
  /** An agent went home; the state is without him. */
  readonly leave?: (agent: AgentId, state: EngineState) => void
  /** A service has ended. */
  readonly served?: (agent: AgentId, ms: DurationMs) => void
}

export type Policy = { readonly name: string; readonly newDay: () => DayPolicy }

/** Production: the discipline of this configuration, late binding. */
export function productionPolicy(name: string, config: EngineConfig): Policy {
  return {
    name,
    newDay: () => ({
      next: (state, agent, now, times) => nextTicket(state, config, times, agent, now).ticket,
    }),
  }
}

export function disciplinePolicy(discipline: DisciplineName): Policy {
  return productionPolicy(discipline, { ...CENTER_CONFIG, discipline })
}

export const HYBRID = { ...disciplinePolicy('hybrid'), name: 'hybrid' }
export const STRICT = { ...disciplinePolicy('strict_priority'), name: 'strict' }
export const FIFO = { ...disciplinePolicy('fifo'), name: 'fifo' }
export const APQ = { ...disciplinePolicy('accumulating_priority'), name: 'apq' }
export const RATIO = { ...disciplinePolicy('ratio'), name: 'ratio' }

const STRICT_CONFIG: EngineConfig = { ...CENTER_CONFIG, discipline: 'strict_priority' }

/**
 * The seed's method: at check-in the ticket is given to the agent with the smallest score, the heads on his list times
 * his average service time over his match for the service, and he calls his own by class, then by time. Repaired where
 * it would fail outright: who cannot serve it is not considered, nor who is on a break while somebody else is there;
 * the lists of who goes home are given out anew.
 *
 * The seed does not say what a match is. Here it is 1 for who does nothing else, and less the more he does: a "bonus"
 * for the specialist. The other reading, a match that is the same for all who can serve it, is shown beside it.
 */
export const SEED = bindingPolicy('seed', ({ services }) => 1 / services.size)
export const SEED_NO_BONUS = bindingPolicy('seed, no bonus', () => 1)

function bindingPolicy(name: string, matchOf: (agent: EngineAgent) => number): Policy {
  return { name, newDay: () => bindingDay(matchOf) }
}

function bindingDay(matchOf: (agent: EngineAgent) => number): DayPolicy {
  const own = new Map<TicketId, AgentId>()
  const served = new Map<AgentId, { count: number; ms: number }>()
  const averageMs = ({ agent, services }: EngineAgent) => {
    const known = served.get(agent)
    return known ? known.ms / known.count : meanOf([...services].map(tableMs))
  }
  const bind = (ticket: EngineTicket, state: EngineState) => {
    const heads = headsOf(state, own, ticket.id)
    const scoreOf = (agent: EngineAgent) => ((heads.get(agent.agent) ?? 0) * averageMs(agent)) / matchOf(agent)
    const agent = smallestScore(ticket, state, scoreOf)
    if (agent !== null) own.set(ticket.id, agent)
  }
  return {
    enter: bind,
    leave: (agent, state) => {
      for (const ticket of state.waiting) if (own.get(ticket.id) === agent) bind(ticket, state)
    },
    served: (agent, ms) => {
      const { count, ms: sum } = served.get(agent) ?? { count: 0, ms: 0 }
      served.set(agent, { count: count + 1, ms: sum + ms })
    },
    next: (state, agent, now, times) => {
      const waiting = state.waiting.filter(({ id }) => own.get(id) === agent)
      return nextTicket({ ...state, waiting }, STRICT_CONFIG, times, agent, now).ticket
    },
  }
}

function headsOf(state: EngineState, own: ReadonlyMap<TicketId, AgentId>, but: TicketId): Map<AgentId, number> {
  const heads = new Map<AgentId, number>()
  for (const { id } of state.waiting) {
    const agent = own.get(id)
    if (agent !== undefined && id !== but) heads.set(agent, (heads.get(agent) ?? 0) + 1)
  }
  return heads
}

function smallestScore(
  ticket: EngineTicket,
  state: EngineState,
  scoreOf: (agent: EngineAgent) => number,
): AgentId | null {
  const able = state.agents.filter(
    agent => agent.status !== 'offline' && agent.isReachable && mayServe(agent, ticket, state.agents),
  )
  const present = able.filter(({ status }) => status !== 'break')
  const [first, ...others] = present.length > 0 ? present : able
  if (!first) return null
  return others.reduce((best, agent) => (scoreOf(agent) < scoreOf(best) ? agent : best), first).agent
}

function tableMs(service: ServiceId): DurationMs {
  return TABLE_MS.get(service) ?? 0
}

/** What a rule that production does not have would rank highest; only to compare with. */
function rankedPolicy(
  name: string,
  rank: (ticket: EngineTicket, agent: AgentId, now: InstantMs, times: ServiceTimes) => number,
): Policy {
  return {
    name,
    newDay: () => ({
      next: (state, agentId, now, times) => {
        const agent = state.agents.find(candidate => candidate.agent === agentId)
        let best: EngineTicket | null = null
        let bestRank = 0
        for (const ticket of state.waiting) {
          if (!agent || ticket.notBefore > now || !mayServe(agent, ticket, state.agents)) continue
          const own = rank(ticket, agentId, now, times)
          if (best && (own < bestRank || (own === bestRank && byCredit(best, ticket) < 0))) continue
          best = ticket
          bestRank = own
        }
        return best?.id ?? null
      },
    }),
  }
}

/** The earliest due date: the promise as a constant head start (Jackson 1960). */
export const DUE_DATE = rankedPolicy(
  'due date',
  ({ creditStart, priority }) => -(creditStart + rulesOf(CENTER_CONFIG, priority).promiseMs),
)

/**
 * Generalized c-mu for the cost weight x wait^2 / promise (Van Mieghem 1995; Mandelbaum & Stolyar 2004): the marginal
 * cost over the mean time that this agent needs.
 */
export const GC_MU = rankedPolicy('gc-mu', ({ creditStart, priority, service }, agent, now, times) => {
  const { weight, promiseMs } = rulesOf(CENTER_CONFIG, priority)
  return (weight * (now - creditStart)) / promiseMs / times.meanMs(agent, service)
})
