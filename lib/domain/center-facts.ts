import type { MeasuredDay } from './catalogue'
import { ENGINE_VERSION } from './engine/config'
import { type DriftSums, driftOf, NO_DRIFT, withService } from './engine/drift'
import { learntTimes } from './engine/learnt-times'
import type { EngineConfig, ServiceTimes } from './engine/model'
import { clipped, ServiceRecords } from './engine/service-records'
import type { Called } from './events'
import type { AgentId, DeviceId, InstantMs, ServiceId } from './ids'
import { pushTo } from './multimap'
import type { Ticket } from './ticket'

/** What the day's tickets say of its calls. Of a ticket that was called more than once only the latest call is kept. */

type Came = { readonly at: InstantMs; readonly isNoShow: boolean }

/** Of those who were called, whether each came, oldest first: with his service, or his errand, it is known that he did. */
export function noShowsByTime(tickets: Iterable<Ticket>): readonly boolean[] {
  return [...tickets]
    .flatMap(cameOrNot)
    .sort((a, b) => a.at - b.at)
    .map(({ isNoShow }) => isNoShow)
}

function cameOrNot(ticket: Ticket): Came[] {
  const before = ticket.standing.turns.flatMap((turn): Came[] => {
    if (turn.kind === 'set_back') return [{ at: turn.at, isNoShow: true }]
    if (turn.kind === 'reopened') return [{ at: turn.closedAt, isNoShow: true }]
    return turn.kind === 'parked' ? [{ at: turn.from, isNoShow: false }] : []
  })
  if (ticket.state === 'no_show') return [...before, { at: ticket.closedAt, isNoShow: true }]
  if (ticket.state === 'parked') return [...before, { at: ticket.parkedAt, isNoShow: false }]
  return 'startedAt' in ticket ? [...before, { at: ticket.startedAt, isNoShow: false }] : before
}

export type CallCount = { readonly agent: AgentId; readonly calls: number; readonly overrides: number }

/** The calls of each agent, and how many he made out of order, by agent. */
export function callCounts(tickets: Iterable<Ticket>): readonly CallCount[] {
  const counts = new Map<AgentId, CallCount>()
  for (const ticket of tickets) {
    if (!('call' in ticket) || ticket.agent === null) continue
    const { agent, call } = ticket
    const { calls, overrides } = counts.get(agent) ?? { calls: 0, overrides: 0 }
    counts.set(agent, { agent, calls: calls + 1, overrides: overrides + (call.override === null ? 0 : 1) })
  }
  return [...counts.values()].sort((a, b) => a.agent - b.agent)
}

/** Devices whose latest call was decided by another engine, or by other queue rules, than ours. */
export function otherVersions(tickets: Iterable<Ticket>, config: EngineConfig): readonly DeviceId[] {
  const latest = new Map<DeviceId, { readonly at: InstantMs; readonly call: Called }>()
  for (const ticket of tickets) {
    // A call by name was no engine's decision.
    if (!('call' in ticket) || ticket.call.engine === null) continue
    const { device, calledAt: at, call } = ticket
    if (at >= (latest.get(device)?.at ?? 0)) latest.set(device, { at, call })
  }
  return [...latest]
    .filter(([, { call }]) => call.engine !== ENGINE_VERSION || call.config !== config.version)
    .map(([device]) => device)
    .sort()
}

export type Drift = {
  readonly agent: AgentId
  readonly service: ServiceId
  readonly direction: 'slower' | 'faster'
}

type Completed = Extract<Ticket, { state: 'completed' }>

/** Who has become slower or faster today than he was, by agent and service. */
export function driftsOf(
  tickets: Iterable<Ticket>,
  earlier: readonly MeasuredDay[],
  config: EngineConfig,
): readonly Drift[] {
  const pairs = new Map<string, Completed[]>()
  for (const ticket of tickets)
    if (ticket.state === 'completed' && !ticket.standing.isTimeWrong)
      pushTo(pairs, `${ticket.agent}.${ticket.service}`, ticket)
  const records = earlier.map(({ cells, pauses }) => ServiceRecords.of(cells, pauses))
  // Today's place is empty: earlier days then count as little as they do in an estimate.
  const expected = learntTimes([new ServiceRecords(), ...records], config)
  return [...pairs.values()]
    .flatMap(services => driftIn(services, expected, config))
    .sort((a, b) => a.agent - b.agent || a.service - b.service)
}

/** As many services of today weigh as much as what was expected before them. */
const BEFORE_WEIGHT = 15

/**
 * Each service is measured against what was expected after those before it: who is always slower than the table is not
 * said to have become so.
 */
function driftIn(services: readonly Completed[], expected: ServiceTimes, config: EngineConfig): Drift[] {
  const [{ agent, service } = { agent: null, service: null }] = services
  if (agent === null || service === null) return []

  let sums: DriftSums = NO_DRIFT
  let tookMs = BEFORE_WEIGHT * expected.meanMs(agent, service)
  let count = BEFORE_WEIGHT
  for (const { startedAt, closedAt } of [...services].sort((a, b) => a.closedAt - b.closedAt)) {
    const durationMs = clipped(closedAt - startedAt, service, config)
    sums = withService(sums, durationMs, tookMs / count, expected.cv(service))
    tookMs += durationMs
    count++
  }
  const direction = driftOf(sums)
  return direction === null ? [] : [{ agent, service, direction }]
}
