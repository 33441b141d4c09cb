import type { AgentId, DurationMs, InstantMs, ServiceId } from '../ids'
import { MINUTE_MS } from './config'
import { isOnDuty } from './eligibility'
import type { EngineAgent, EngineConfig, EngineState, Forecast, Outlook, ServiceTimes } from './model'

/** The hour ahead: in so long the backlog should be gone. */
export const BALANCE_HORIZON_MS: DurationMs = 60 * MINUTE_MS
/** A forecast is read in steps of so long. */
const STEP_MS = 5 * MINUTE_MS
/** How long a break is taken to last when nobody said. */
const BREAK_MS = 10 * MINUTE_MS

/** Services whose work all together is measured against the agents who can do any of it. Work is in agents. */
export type WorkBalance = {
  readonly services: readonly ServiceId[]
  readonly agents: readonly AgentId[]
  readonly load: number
  readonly capacity: number
  /** Load over capacity; infinite when there is work and nobody for it. */
  readonly ratio: number
}

/**
 * The set of services that is worst off (Hall's condition): the work that waits and comes within the hour, against the
 * agents who can serve anything in the set. Above 1 no order of calling can keep up, only people or skills can.
 *
 * @returns the smallest such set of lowest ids; ratio 0 when there is no work.
 */
export function tightestBalance(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  outlook: Outlook,
  now: InstantMs,
): WorkBalance {
  const loads = loadsOf(state, config, times, outlook, now)
  return tightestOf(loads, hoursOf(state.agents, times, now))
}

/** The work of each service in agents, by id. */
export type Loads = readonly (readonly [service: ServiceId, load: number])[]
/** What an agent on duty can do of it: 1 when he is there the whole hour and works at the center's pace. */
export type Hours = {
  /** Null for somebody who does not exist yet. */
  readonly agent: AgentId | null
  readonly services: ReadonlySet<ServiceId>
  readonly capacity: number
}

export function loadsOf(
  { waiting }: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  { forecast, doorsCloseAt }: Outlook,
  now: InstantMs,
): Loads {
  const counts = new Map<ServiceId, number>()
  for (const { service } of waiting) counts.set(service, (counts.get(service) ?? 0) + 1)
  const until = Math.min(now + BALANCE_HORIZON_MS, doorsCloseAt ?? Number.POSITIVE_INFINITY)
  const coming = forecast ? expectedIn(forecast, now, until) : new Map<ServiceId, number>()
  const services = [...new Set([...counts.keys(), ...coming.keys()])].sort((a, b) => a - b)
  return services.map(service => {
    const workMs =
      (counts.get(service) ?? 0) * times.serviceMeanMs(service) +
      (coming.get(service) ?? 0) * (times.serviceMeanMs(service) + config.walkMs)
    return [service, workMs / BALANCE_HORIZON_MS] as const
  })
}

function expectedIn({ startAt, slotMs, slots }: Forecast, from: InstantMs, until: InstantMs): Map<ServiceId, number> {
  const expected = new Map<ServiceId, number>()
  for (let at = from; at < until; at += STEP_MS) {
    const slot = slots[Math.floor((at - startAt) / slotMs)]
    for (const { service, share } of slot?.mix ?? [])
      expected.set(service, (expected.get(service) ?? 0) + (slot?.perMs ?? 0) * share * Math.min(STEP_MS, until - at))
  }
  return expected
}

export function hoursOf(agents: readonly EngineAgent[], times: ServiceTimes, now: InstantMs): readonly Hours[] {
  return agents
    .filter(isOnDuty)
    .sort((a, b) => a.agent - b.agent)
    .map(agent => ({
      agent: agent.agent,
      services: agent.services,
      capacity: presence(agent, now) / times.factor(agent.agent),
    }))
}

/** The share of the hour ahead in which an agent works. */
function presence({ status, backAt, plannedBreaks, dutyEnd }: EngineAgent, now: InstantMs): number {
  const end = now + BALANCE_HORIZON_MS
  const dutyMs = Math.min(BALANCE_HORIZON_MS, Math.max(0, (dutyEnd ?? end) - now))
  const until = now + dutyMs
  const overlap = (from: InstantMs, to: InstantMs) => Math.max(0, Math.min(to, until) - Math.max(from, now))
  const currentBreakMs = status === 'break' ? overlap(now, backAt ?? now + BREAK_MS) : 0
  const breaksMs = plannedBreaks.reduce((sum, { from, to }) => sum + overlap(from, to), currentBreakMs)
  return Math.max(0, dutyMs - breaksMs) / BALANCE_HORIZON_MS
}

/** Beyond these the further services are not looked at, as each doubles the sets: a center has seven. */
const SERVICES_MAX = 12

/** Sets are written as bits, one a service; of two that are as tight the first, which is the smaller number. */
export function tightestOf(allLoads: Loads, hours: readonly Hours[]): WorkBalance {
  const loads = allLoads.slice(0, SERVICES_MAX)
  const abilities = hours.map(({ services, capacity }) => ({ services: bitsOf(services, loads), capacity }))
  let tightest = 0
  let largestRatio = 0
  for (let set = 1; set < 1 << loads.length; set++) {
    const ratio = ratioOf(loadOf(set, loads), capacityOf(set, abilities))
    if (ratio <= largestRatio) continue
    tightest = set
    largestRatio = ratio
  }
  const able = hours.filter(({ services }) => (bitsOf(services, loads) & tightest) !== 0)
  return {
    services: loads.flatMap(([service], index) => ((tightest >> index) & 1 ? [service] : [])),
    agents: able.flatMap(({ agent }) => (agent === null ? [] : [agent])),
    load: loadOf(tightest, loads),
    capacity: capacityOf(tightest, abilities),
    ratio: largestRatio,
  }
}

function bitsOf(services: ReadonlySet<ServiceId>, loads: Loads): number {
  return loads.reduce((bits, [service], index) => (services.has(service) ? bits | (1 << index) : bits), 0)
}

function loadOf(set: number, loads: Loads): number {
  return loads.reduce((sum, [, load], index) => ((set >> index) & 1 ? sum + load : sum), 0)
}

function capacityOf(
  set: number,
  abilities: readonly { readonly services: number; readonly capacity: number }[],
): number {
  let sum = 0
  for (const { services, capacity } of abilities) if ((services & set) !== 0) sum += capacity
  return sum
}

function ratioOf(load: number, capacity: number): number {
  if (capacity > 0) return load / capacity
  return load > 0 ? Number.POSITIVE_INFINITY : 0
}
