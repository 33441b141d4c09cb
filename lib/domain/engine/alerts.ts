import type { AgentId, DeviceId, DurationMs, InstantMs, ServiceId, StationId, TicketId } from '../ids'
import { MINUTE_MS, rulesOf } from './config'
import { byCredit, isOnDuty, mayServe } from './eligibility'
import { exactExp, exactLog, exactSqrt, normalQuantile } from './exact-math'
import {
  EMERGENCY,
  type EngineAgent,
  type EngineConfig,
  type EngineState,
  type EngineTicket,
  type PriorityClass,
  type ServiceTimes,
} from './model'
import type { WorkBalance } from './work-balance'

/** What a supervisor is told. Two alerts with the same `alertKey` are one that goes on. */
export type Alert =
  | {
      readonly code: 'emergency_waiting'
      readonly severity: 'warning' | 'error'
      readonly ticket: TicketId
      readonly waitedMs: DurationMs
    }
  | { readonly code: 'ticket_at_risk'; readonly ticket: TicketId; readonly percent: number }
  | { readonly code: 'class_breach'; readonly priority: PriorityClass; readonly medianMs: DurationMs }
  | {
      readonly code: 'overload'
      readonly services: readonly ServiceId[]
      readonly load: number
      readonly capacity: number
    }
  | { readonly code: 'no_capable_agent'; readonly service: ServiceId; readonly count: number }
  | { readonly code: 'closing'; readonly chance: number }
  | {
      readonly code: 'long_service'
      readonly agent: AgentId
      readonly ticket: TicketId
      readonly elapsedMs: DurationMs
    }
  | { readonly code: 'idle_with_work'; readonly agent: AgentId; readonly idleMs: DurationMs }
  | { readonly code: 'no_show_spike'; readonly percent: number }
  | {
      readonly code: 'drift'
      readonly agent: AgentId
      readonly service: ServiceId
      readonly direction: 'slower' | 'faster'
    }
  | { readonly code: 'out_of_reach'; readonly agent: AgentId }
  | { readonly code: 'clock_skew'; readonly device: DeviceId; readonly skewMs: DurationMs }
  | { readonly code: 'many_overrides'; readonly agent: AgentId; readonly percent: number }
  | { readonly code: 'version_differs'; readonly device: DeviceId }
  /** Others have proven today who they are; the one at this station has not. */
  | { readonly code: 'actor_unproven'; readonly station: StationId; readonly agent: AgentId }

/** What alerts are made of besides the queue. */
export type AlertScene = {
  readonly state: EngineState
  readonly config: EngineConfig
  readonly times: ServiceTimes
  readonly now: InstantMs
  readonly balance: WorkBalance
  /** For those `headsAtRisk` named: the chance to be called in time. */
  readonly inTimeChances: ReadonlyMap<TicketId, number>
  /** The median wait of a newcomer of each class. */
  readonly newcomerMedians: ReadonlyMap<PriorityClass, DurationMs>
  /** The chance that all who wait are called before closing; null when the center does not close today. */
  readonly allCalledChance: number | null
  /** Whether each of the latest calls found nobody, newest last, and the usual share of those. */
  readonly latestNoShows: readonly boolean[]
  readonly usualNoShowShare: number
  readonly drifts: readonly {
    readonly agent: AgentId
    readonly service: ServiceId
    readonly direction: 'slower' | 'faster'
  }[]
  readonly clockSkews: readonly { readonly device: DeviceId; readonly skewMs: DurationMs }[]
  /** Today's calls of each agent, and how many were out of order. */
  readonly callCounts: readonly { readonly agent: AgentId; readonly calls: number; readonly overrides: number }[]
  /** Devices that decide by another engine or configuration. */
  readonly otherVersions: readonly DeviceId[]
  /** Stations whose agent has not signed in on his tablet today. */
  readonly unproven: readonly { readonly station: StationId; readonly agent: AgentId }[]
}

const EMERGENCY_WARNING_MS = 3 * MINUTE_MS
const EMERGENCY_ERROR_MS = 5 * MINUTE_MS
const AT_RISK_FROM = 0.8
const IN_TIME_BELOW = 0.5
const OVERLOAD_FROM = 1
const CLOSING_BELOW = 0.9
const LONG_SERVICE_QUANTILE = 0.98
const IDLE_MS = MINUTE_MS
const NO_SHOW_CALLS = 20
const NO_SHOW_FACTOR = 3
const CLOCK_SKEW_MS = 2 * MINUTE_MS
const OVERRIDE_SHARE = 0.1
/** Of fewer calls a share says nothing. */
const OVERRIDE_CALLS_MIN = 10

/** The alerts that hold now, those apart that need to be seen twice (`classBreaches`). */
export function alertsOf(scene: AlertScene): readonly Alert[] {
  return [
    ...emergencyAlerts(scene),
    ...riskAlerts(scene),
    ...overloadAlerts(scene),
    ...noCapableAlerts(scene),
    ...closingAlerts(scene),
    ...longServiceAlerts(scene),
    ...idleAlerts(scene),
    ...noShowAlerts(scene),
    ...scene.drifts.map(drift => ({ code: 'drift' as const, ...drift })),
    ...scene.state.agents
      .filter(agent => isOnDuty(agent) && !agent.isReachable)
      .map(({ agent }) => ({ code: 'out_of_reach' as const, agent })),
    ...clockAlerts(scene),
    ...overrideAlerts(scene),
    ...scene.otherVersions.map(device => ({ code: 'version_differs' as const, device })),
    ...scene.unproven.map(each => ({ code: 'actor_unproven' as const, ...each })),
  ]
}

function emergencyAlerts({ state, now }: AlertScene): Alert[] {
  return state.waiting.flatMap(({ id: ticket, priority, checkedInAt }): Alert[] => {
    const waitedMs = now - checkedInAt
    if (priority !== EMERGENCY || waitedMs < EMERGENCY_WARNING_MS) return []
    const severity = waitedMs >= EMERGENCY_ERROR_MS ? 'error' : 'warning'
    return [{ code: 'emergency_waiting', severity, ticket, waitedMs }]
  })
}

/** The first of each class and service who has used four fifths of his promise: whose wait must be foretold. */
export function headsAtRisk({ waiting }: EngineState, config: EngineConfig, now: InstantMs): readonly EngineTicket[] {
  const heads = new Map<string, EngineTicket>()
  for (const ticket of waiting) {
    const kind = `${ticket.priority}.${ticket.service}`
    const head = heads.get(kind)
    if (ticket.notBefore <= now && (!head || byCredit(ticket, head) < 0)) heads.set(kind, ticket)
  }
  return [...heads.values()].filter(ticket => shareUsed(ticket, config, now) >= AT_RISK_FROM).sort(byCredit)
}

function shareUsed({ creditStart, priority }: EngineTicket, config: EngineConfig, now: InstantMs): number {
  return (now - creditStart) / rulesOf(config, priority).promiseMs
}

function riskAlerts({ state, config, now, inTimeChances }: AlertScene): Alert[] {
  return headsAtRisk(state, config, now)
    .filter(({ id }) => (inTimeChances.get(id) ?? 1) < IN_TIME_BELOW)
    .map(ticket => ({
      code: 'ticket_at_risk',
      ticket: ticket.id,
      percent: Math.round(100 * shareUsed(ticket, config, now)),
    }))
}

function overloadAlerts({ balance: { services, load, capacity, ratio } }: AlertScene): Alert[] {
  return ratio >= OVERLOAD_FROM ? [{ code: 'overload', services, load, capacity }] : []
}

function noCapableAlerts({ state }: AlertScene): Alert[] {
  const counts = new Map<ServiceId, number>()
  for (const { service } of state.waiting) counts.set(service, (counts.get(service) ?? 0) + 1)
  return [...counts]
    .filter(([service]) => !state.agents.some(agent => isOnDuty(agent) && agent.services.has(service)))
    .sort(([a], [b]) => a - b)
    .map(([service, count]) => ({ code: 'no_capable_agent', service, count }))
}

function closingAlerts({ allCalledChance }: AlertScene): Alert[] {
  if (allCalledChance === null || allCalledChance >= CLOSING_BELOW) return []
  return [{ code: 'closing', chance: allCalledChance }]
}

function longServiceAlerts({ state, times, now }: AlertScene): Alert[] {
  return state.agents.flatMap(({ agent, serving }): Alert[] => {
    if (!serving?.ticket) return []
    const elapsedMs = now - serving.since
    const limitMs = times.meanMs(agent, serving.service) * longMultiple(times.cv(serving.service))
    return elapsedMs > limitMs ? [{ code: 'long_service', agent, ticket: serving.ticket, elapsedMs }] : []
  })
}

/** How many times the mean only one lognormal service in fifty takes: 2.7 at the usual variation. */
function longMultiple(cv: number): number {
  const variance = exactLog(1 + cv * cv)
  return exactExp(exactSqrt(variance) * normalQuantile(LONG_SERVICE_QUANTILE) - variance / 2)
}

function idleAlerts({ state, now }: AlertScene): Alert[] {
  return state.agents.flatMap((agent): Alert[] => {
    const idleMs = agent.status === 'available' ? idleWithWorkMs(agent, state, now) : 0
    return idleMs >= IDLE_MS ? [{ code: 'idle_with_work', agent: agent.agent, idleMs }] : []
  })
}

/** For how long an idle agent has had somebody to call. */
function idleWithWorkMs(agent: EngineAgent, { waiting, agents }: EngineState, now: InstantMs): DurationMs {
  let callableSince = now
  for (const ticket of waiting)
    if (mayServe(agent, ticket, agents))
      callableSince = Math.min(callableSince, Math.max(ticket.checkedInAt, ticket.notBefore))
  return now - Math.max(agent.idleSince, callableSince)
}

function noShowAlerts({ latestNoShows, usualNoShowShare }: AlertScene): Alert[] {
  const latest = latestNoShows.slice(-NO_SHOW_CALLS)
  const share = latest.filter(isNoShow => isNoShow).length / NO_SHOW_CALLS
  if (latest.length < NO_SHOW_CALLS || share <= NO_SHOW_FACTOR * usualNoShowShare) return []
  return [{ code: 'no_show_spike', percent: Math.round(100 * share) }]
}

function clockAlerts({ clockSkews }: AlertScene): Alert[] {
  return clockSkews
    .filter(({ skewMs }) => Math.abs(skewMs) > CLOCK_SKEW_MS)
    .map(({ device, skewMs }) => ({ code: 'clock_skew', device, skewMs }))
}

function overrideAlerts({ callCounts }: AlertScene): Alert[] {
  return callCounts
    .filter(({ calls, overrides }) => calls >= OVERRIDE_CALLS_MIN && overrides > OVERRIDE_SHARE * calls)
    .map(({ agent, calls, overrides }) => ({
      code: 'many_overrides',
      agent,
      percent: Math.round((100 * overrides) / calls),
    }))
}
