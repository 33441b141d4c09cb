import type { AgentId, InstantMs, ServiceId } from '../ids'
import { ENGINE_VERSION, rulesOf } from './config'
import { DISCIPLINES } from './disciplines'
import { byCredit, mayServe } from './eligibility'
import { inputDigest } from './input-digest'
import {
  type Decision,
  type Discipline,
  EMERGENCY,
  type EngineAgent,
  type EngineConfig,
  type EngineState,
  type EngineTicket,
  type Reason,
  type ServiceTimes,
} from './model'
import { foreignTest, isPartitioned } from './partition'

/**
 * The ticket this agent should call now, and why (SPEC ENGINE-5). The ticket belongs to nobody before.
 *
 * One pass over the waiting tickets and one over the candidates; nothing is allocated for a ticket.
 */
export function nextTicket(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  agentId: AgentId,
  now: InstantMs,
): Decision {
  const agent = state.agents.find(candidate => candidate.agent === agentId)
  const field = agent ? fieldOf(state, config, agent, now) : NOBODY
  const choice: Choice = agent
    ? choose(field, config, times, agent, now)
    : { ticket: null, runnerUp: null, reasons: [{ code: 'no_such_agent' }] }
  return {
    ticket: choice.ticket?.id ?? null,
    reasons: choice.reasons,
    considered: field.pool.length + field.foreign.length + field.lane.length,
    runnerUp: choice.runnerUp?.id ?? null,
    version: { engine: ENGINE_VERSION, config: config.version },
    inputDigest: inputDigest(agentId, now, config.version, field.pool, field.foreign, field.lane),
  }
}

/** What waits for one agent. */
export type Field = {
  /** What is ranked. */
  readonly pool: readonly EngineTicket[]
  /** Emergencies, when the discipline has a lane for them. */
  readonly lane: readonly EngineTicket[]
  /** What belongs to agents out of reach. */
  readonly foreign: readonly EngineTicket[]
  /** Tickets that he may serve, but that are parked or held after a no-show. */
  readonly heldCount: number
  /** When the longest credit in the pool started. */
  readonly oldestCredit: InstantMs
  readonly isSomebodyOverdue: boolean
}

const NOBODY: Field = {
  pool: [],
  lane: [],
  foreign: [],
  heldCount: 0,
  oldestCredit: Number.POSITIVE_INFINITY,
  isSomebodyOverdue: false,
}

export function fieldOf(state: EngineState, config: EngineConfig, agent: EngineAgent, now: InstantMs): Field {
  const isForeign = isPartitioned(state.agents) ? foreignTest(state.agents) : null
  const { hasLane } = DISCIPLINES[config.discipline]
  const pool: EngineTicket[] = []
  const lane: EngineTicket[] = []
  const foreign: EngineTicket[] = []
  let heldCount = 0
  let oldestCredit = Number.POSITIVE_INFINITY
  let isSomebodyOverdue = false
  for (const ticket of state.waiting) {
    if (!mayServe(agent, ticket, state.agents)) continue
    if (ticket.notBefore > now) heldCount++
    else if (isForeign?.(ticket)) foreign.push(ticket)
    else if (hasLane && ticket.priority === EMERGENCY) lane.push(ticket)
    else {
      pool.push(ticket)
      oldestCredit = Math.min(oldestCredit, ticket.creditStart)
      isSomebodyOverdue ||= now - ticket.creditStart > rulesOf(config, ticket.priority).promiseMs
    }
  }
  return { pool, lane, foreign, heldCount, oldestCredit, isSomebodyOverdue }
}

type Choice = {
  readonly ticket: EngineTicket | null
  readonly runnerUp: EngineTicket | null
  readonly reasons: readonly Reason[]
}

function choose(field: Field, config: EngineConfig, times: ServiceTimes, agent: EngineAgent, now: InstantMs): Choice {
  const emergency = firstOf(field.lane)
  if (emergency && !isLaneSpent(field, agent, config)) {
    const reason: Reason = { code: 'emergency_lane', waitedMs: now - emergency.creditStart }
    return { ticket: emergency, runnerUp: null, reasons: [reason] }
  }

  const ranking = rankPool(field, config, fitsOf(times, agent.agent), now)
  if (ranking.best) {
    const reasons = reasonsFor(ranking.best, ranking, field, config, now)
    return { ticket: ranking.best.ticket, runnerUp: ranking.second?.ticket ?? null, reasons }
  }
  return withoutOwn(field)
}

/** As many emergencies in a row as he may take while somebody overdue waits for him. */
export function isLaneSpent(field: Field, { lastPriorities }: EngineAgent, { laneMaxRun }: EngineConfig): boolean {
  if (!field.isSomebodyOverdue || lastPriorities.length < laneMaxRun) return false
  return lastPriorities.slice(-laneMaxRun).every(priority => priority === EMERGENCY)
}

/**
 * Nothing of his own waits: rather than idle he helps from the far end of the other side's list, which works from the
 * front.
 */
function withoutOwn({ foreign, heldCount }: Field): Choice {
  const youngest = foreign.reduce<EngineTicket | null>(
    (latest, ticket) => (latest && byCredit(latest, ticket) > 0 ? latest : ticket),
    null,
  )
  if (youngest) return { ticket: youngest, runnerUp: null, reasons: [{ code: 'foreign_tail', count: foreign.length }] }
  const reason: Reason = heldCount > 0 ? { code: 'all_held', count: heldCount } : { code: 'nothing_eligible' }
  return { ticket: null, runnerUp: null, reasons: [reason] }
}

type Ranked = { readonly ticket: EngineTicket; readonly index: number }
type Ranking = { readonly best: Ranked | null; readonly second: Ranked | null; readonly heldByWindow: number }

/** The two largest indices among those whom the fairness window lets through. The longest credit is always one. */
function rankPool(field: Field, config: EngineConfig, fitOf: (service: ServiceId) => number, now: InstantMs): Ranking {
  const discipline = DISCIPLINES[config.discipline]
  let best: EngineTicket | null = null
  let bestIndex = 0
  let second: EngineTicket | null = null
  let secondIndex = 0
  let heldByWindow = 0
  for (const ticket of field.pool) {
    if (isHeldByWindow(ticket, field, discipline, config)) {
      heldByWindow++
      continue
    }
    const index = discipline.rank(ticket, rulesOf(config, ticket.priority), fitOf(ticket.service), now)
    if (!best || isBefore(ticket, index, best, bestIndex)) {
      second = best
      secondIndex = bestIndex
      best = ticket
      bestIndex = index
    } else if (!second || isBefore(ticket, index, second, secondIndex)) {
      second = ticket
      secondIndex = index
    }
  }
  return {
    best: best && { ticket: best, index: bestIndex },
    second: second && { ticket: second, index: secondIndex },
    heldByWindow,
  }
}

export function isHeldByWindow(
  ticket: EngineTicket,
  { oldestCredit }: Field,
  { hasWindow }: Discipline,
  config: EngineConfig,
): boolean {
  return hasWindow && ticket.creditStart > oldestCredit + rulesOf(config, ticket.priority).capMs
}

function isBefore(a: EngineTicket, indexOfA: number, b: EngineTicket, indexOfB: number): boolean {
  return indexOfA > indexOfB || (indexOfA === indexOfB && byCredit(a, b) < 0)
}

function firstOf(tickets: readonly EngineTicket[]): EngineTicket | null {
  return tickets.reduce<EngineTicket | null>(
    (first, ticket) => (first && byCredit(first, ticket) < 0 ? first : ticket),
    null,
  )
}

function fitsOf(times: ServiceTimes, agent: AgentId): (service: ServiceId) => number {
  const fits = new Map<ServiceId, number>()
  return service => {
    const known = fits.get(service)
    if (known !== undefined) return known
    const fit = times.fitOf(agent, service)
    fits.set(service, fit)
    return fit
  }
}

function reasonsFor(best: Ranked, ranking: Ranking, field: Field, config: EngineConfig, now: InstantMs): Reason[] {
  const { second, heldByWindow } = ranking
  return [
    orderReason(best, config, now),
    ...optional(best.ticket.isVulnerable, { code: 'vulnerable', headStartMs: config.headStartMs }),
    ...optional(field.lane.length > 0, { code: 'emergency_cap', run: config.laneMaxRun }),
    ...optional(heldByWindow > 0, { code: 'fairness_window', held: heldByWindow }),
    ...optional(field.foreign.length > 0, { code: 'partition_held', held: field.foreign.length }),
    ...(second ? [runnerUpReason(second, config, now)] : []),
  ]
}

function orderReason({ ticket, index }: Ranked, config: EngineConfig, now: InstantMs): Reason {
  const waitedMs = now - ticket.creditStart
  if (config.discipline !== 'hybrid')
    return { code: 'discipline_order', discipline: config.discipline, priority: ticket.priority, waitedMs }
  const { promiseMs } = rulesOf(config, ticket.priority)
  return {
    code: 'promise_used',
    percent: percentUsed(ticket, config, now),
    waitedMs,
    promiseMs,
    index: Math.round(100 * index),
  }
}

function runnerUpReason({ ticket, index }: Ranked, config: EngineConfig, now: InstantMs): Reason {
  const percent = percentUsed(ticket, config, now)
  return { code: 'runner_up', ticket: ticket.id, percent, index: Math.round(100 * index) }
}

function percentUsed(ticket: EngineTicket, config: EngineConfig, now: InstantMs): number {
  return whole((100 * (now - ticket.creditStart)) / rulesOf(config, ticket.priority).promiseMs)
}

/** A little less than nothing is nothing: no event can hold a -0. */
function whole(value: number): number {
  return Math.round(value) || 0
}

function optional(holds: boolean, reason: Reason): readonly Reason[] {
  return holds ? [reason] : []
}
