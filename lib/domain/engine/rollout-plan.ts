import type { InstantMs, ServiceId } from '../ids'
import { rulesOf } from './config'
import { PARKED } from './credit'
import { DISCIPLINES } from './disciplines'
import { byCredit, isOnDuty, mayServe } from './eligibility'
import { lognormalMultiples } from './lognormal'
import {
  type ClassRules,
  type Discipline,
  EMERGENCY,
  type EngineAgent,
  type EngineConfig,
  type EngineState,
  type EngineTicket,
  type Forecast,
  type PriorityClass,
  type ServiceTimes,
} from './model'
import { foreignTest, isPartitioned } from './partition'

/**
 * The tickets of one class and service: nobody passes his own kind, so only the first can be next. The ticket that is asked
 * about has one to itself, in which its credit stands as it would in that of its kind: not everybody may call it, nor at once.
 */
export type Line = {
  readonly priority: PriorityClass
  readonly service: ServiceId
  readonly rules: ClassRules
  readonly isLane: boolean
  /** When each credit started, in call order; those who come during a rollout stand behind. */
  readonly credits: number[]
  /** How many wait when a rollout begins. */
  readonly initially: number
  head: number
  /** The first one's credit, which is ranked; infinite when nobody waits. */
  creditStart: number
  /** Nobody of it is called before. */
  readonly notBefore: InstantMs
}

/** What an agent does for one line. */
export type Skill = {
  readonly line: Line
  readonly fit: number
  readonly meanMs: number
  readonly multiples: readonly number[]
}

/** What an agent serves when a rollout begins. */
export type Current = { readonly since: InstantMs; readonly meanMs: number; readonly multiples: readonly number[] }

export type RolloutAgent = {
  readonly agent: EngineAgent
  readonly skills: readonly Skill[]
  readonly canCallFocal: boolean
  readonly current: Current | null
  /** Emergencies in a row until now. */
  readonly laneRunBefore: number
  freeAt: number
  breaksTaken: number
  laneRun: number
}

/** What all rollouts of one question share. The lines and agents in it are written anew by each. */
export type RolloutPlan = {
  readonly agents: readonly RolloutAgent[]
  readonly lines: ReadonlyMap<string, Line>
  readonly focalLine: Line
  readonly discipline: Discipline
  /** What a call costs besides the service. */
  readonly betweenMs: number
}

/** During a partition only this side's tickets and agents: nobody else will be called by them. */
export function planRollouts(
  state: EngineState,
  focal: EngineTicket,
  config: EngineConfig,
  times: ServiceTimes,
  forecast: Forecast | null,
): RolloutPlan {
  const isForeign = isPartitioned(state.agents) ? foreignTest(state.agents) : () => false
  const others = state.waiting.filter(
    ticket => ticket.id !== focal.id && ticket.notBefore !== PARKED && !isForeign(ticket),
  )
  const focalLine = newLine(focal, [focal.creditStart], config, focal.notBefore)
  const lines = new Map([...linesOf(others.sort(byCredit), forecast, config), ['asked', focalLine]])
  const agents = state.agents.filter(agent => isOnDuty(agent) && agent.isReachable)
  const multiplesOf = rememberedMultiples(times)
  return {
    agents: agents.map(agent => {
      const canCallFocal = mayServe(agent, focal, state.agents)
      const able = [...lines.values()].filter(line =>
        line === focalLine ? canCallFocal : agent.services.has(line.service),
      )
      return rolloutAgent(agent, able, canCallFocal, times, multiplesOf)
    }),
    lines,
    focalLine,
    discipline: DISCIPLINES[config.discipline],
    betweenMs: config.walkMs + times.overheadMs,
  }
}

type Kind = { readonly priority: PriorityClass; readonly service: ServiceId }

export function lineKey({ priority, service }: Kind): string {
  return `${priority}.${service}`
}

/** The lines of all who wait and of all who may come, in an order that depends on neither. */
function linesOf(
  inOrder: readonly EngineTicket[],
  forecast: Forecast | null,
  config: EngineConfig,
): ReadonlyMap<string, Line> {
  const kinds = new Map<string, Kind>()
  const credits = new Map<string, number[]>()
  for (const ticket of inOrder) {
    const key = lineKey(ticket)
    kinds.set(key, ticket)
    const known = credits.get(key)
    if (known) known.push(ticket.creditStart)
    else credits.set(key, [ticket.creditStart])
  }
  for (const { mix } of forecast?.slots ?? []) for (const kind of mix) kinds.set(lineKey(kind), kind)
  const sorted = [...kinds].sort(([, a], [, b]) => a.priority - b.priority || a.service - b.service)
  return new Map(sorted.map(([key, kind]) => [key, newLine(kind, credits.get(key) ?? [], config)]))
}

function newLine({ priority, service }: Kind, credits: number[], config: EngineConfig, notBefore: InstantMs = 0): Line {
  const isLane = DISCIPLINES[config.discipline].hasLane && priority === EMERGENCY
  const rules = rulesOf(config, priority)
  const [creditStart = Number.POSITIVE_INFINITY] = credits
  return { priority, service, rules, isLane, credits, initially: credits.length, head: 0, creditStart, notBefore }
}

function rolloutAgent(
  agent: EngineAgent,
  lines: readonly Line[],
  canCallFocal: boolean,
  times: ServiceTimes,
  multiplesOf: (service: ServiceId) => readonly number[],
): RolloutAgent {
  const of = (service: ServiceId) => ({
    meanMs: times.meanMs(agent.agent, service),
    multiples: multiplesOf(service),
  })
  const beforeRun = agent.lastPriorities.findLastIndex(priority => priority !== EMERGENCY)
  return {
    agent,
    skills: lines.map(line => ({ line, fit: times.fitOf(agent.agent, line.service), ...of(line.service) })),
    canCallFocal,
    current: agent.serving && { since: agent.serving.since, ...of(agent.serving.service) },
    laneRunBefore: agent.lastPriorities.length - 1 - beforeRun,
    freeAt: 0,
    breaksTaken: 0,
    laneRun: 0,
  }
}

/** One table for each variation that occurs: there are few, and a table takes a while. */
function rememberedMultiples(times: ServiceTimes): (service: ServiceId) => readonly number[] {
  const tables = new Map<number, readonly number[]>()
  return service => {
    const cv = times.cv(service)
    const table = tables.get(cv) ?? lognormalMultiples(cv)
    tables.set(cv, table)
    return table
  }
}
