import type { AgentId, InstantMs, ServiceId } from '../ids'
import { MINUTE_MS } from './config'
import { isOnDuty } from './eligibility'
import type { EngineAgent, EngineConfig, EngineState, Outlook, ServiceTimes } from './model'
import { type Hours, hoursOf, type Loads, loadsOf, tightestOf, type WorkBalance } from './work-balance'

/** One change that a supervisor could make; nothing is ever changed by itself. */
export type Change =
  | { readonly code: 'add_service'; readonly agent: AgentId; readonly service: ServiceId }
  | { readonly code: 'recall_from_break'; readonly agent: AgentId }
  | { readonly code: 'open_station'; readonly services: readonly ServiceId[] }

/** The change, and the tightest balance of the center before and after it. */
export type Advice = { readonly change: Change; readonly before: WorkBalance; readonly after: WorkBalance }

/** From which ratio on there is advice, and how much better it must make it: small gains only stir the place up. */
const OVERLOAD_FROM = 1
const GAIN_MIN = 0.08
const PAUSE_MS = 30 * MINUTE_MS
const CHANGES_A_DAY = 3

/** What was changed today on advice, oldest first. */
export type ChangeHistory = readonly InstantMs[]

/**
 * Changes that would relieve the services that are worst off, the best first. None while all can keep up, soon after a
 * change, or after three on one day.
 *
 * @param mayLearn whether an agent may be given a further service at his station.
 * @param protectedServices kept apart: their last dedicated agent is never given anything else (collections).
 */
export function adviseChanges(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  outlook: Outlook,
  now: InstantMs,
  history: ChangeHistory,
  mayLearn: (agent: EngineAgent, service: ServiceId) => boolean,
  protectedServices: ReadonlySet<ServiceId>,
): readonly Advice[] {
  const loads = loadsOf(state, config, times, outlook, now)
  const hours = hoursOf(state.agents, times, now)
  const before = tightestOf(loads, hours)
  if (before.ratio < OVERLOAD_FROM || isTooSoon(history, now)) return []

  // By id: of two changes that help as much, every device names the same first.
  const agents = [...state.agents].sort((a, b) => a.agent - b.agent)
  const options = [...learners(agents, before, mayLearn, protectedServices), ...breaks(agents, before), opening(before)]
  return options
    .map(option => ({ change: option.change, before, after: balanceAfter(option, loads, hours, times, now) }))
    .filter(({ after }) => before.ratio - after.ratio >= GAIN_MIN)
    .sort((a, b) => a.after.ratio - b.after.ratio)
}

function isTooSoon(history: ChangeHistory, now: InstantMs): boolean {
  const last = history.at(-1)
  return history.length >= CHANGES_A_DAY || (last !== undefined && now - last < PAUSE_MS)
}

/** A change, and the agent as he would be after it; null: a new one who serves these services. */
type Option = { readonly change: Change; readonly changed: EngineAgent | null }

function learners(
  agents: readonly EngineAgent[],
  before: WorkBalance,
  mayLearn: (agent: EngineAgent, service: ServiceId) => boolean,
  protectedServices: ReadonlySet<ServiceId>,
): Option[] {
  const onDuty = agents.filter(isOnDuty)
  const movable = onDuty.filter(agent => !isLastDedicated(agent, onDuty, protectedServices))
  return movable.flatMap(agent =>
    before.services
      .filter(service => !agent.services.has(service) && mayLearn(agent, service))
      .map(service => ({
        change: { code: 'add_service', agent: agent.agent, service } as const,
        changed: { ...agent, services: new Set([...agent.services, service]) },
      })),
  )
}

/** Whether he is the only one left who serves a protected service and nothing else. */
function isLastDedicated(
  agent: EngineAgent,
  onDuty: readonly EngineAgent[],
  protectedServices: ReadonlySet<ServiceId>,
): boolean {
  const isDedicated = ({ services }: EngineAgent, service: ServiceId) => services.size === 1 && services.has(service)
  return [...protectedServices].some(
    service =>
      isDedicated(agent, service) && !onDuty.some(other => other.agent !== agent.agent && isDedicated(other, service)),
  )
}

function breaks(agents: readonly EngineAgent[], { agents: able }: WorkBalance): Option[] {
  return agents
    .filter(({ agent, status }) => status === 'break' && able.includes(agent))
    .map(agent => ({
      change: { code: 'recall_from_break', agent: agent.agent },
      changed: { ...agent, status: 'available', backAt: null },
    }))
}

function opening({ services }: WorkBalance): Option {
  return { change: { code: 'open_station', services }, changed: null }
}

function balanceAfter(
  { change, changed }: Option,
  loads: Loads,
  hours: readonly Hours[],
  times: ServiceTimes,
  now: InstantMs,
): WorkBalance {
  if (changed) {
    const [after] = hoursOf([changed], times, now)
    return tightestOf(
      loads,
      hours.map(each => (after && each.agent === changed.agent ? after : each)),
    )
  }
  const services = change.code === 'open_station' ? change.services : []
  // A further agent at the center's pace, who is there the whole hour.
  return tightestOf(loads, [...hours, { agent: null, services: new Set(services), capacity: 1 }])
}
