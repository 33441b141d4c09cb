import type { AgentId, ServiceId } from '../ids'
import { serviceRulesOf } from './config'
import { exactExp, exactLog, exactSqrt } from './exact-math'
import type { EngineConfig, ServiceTimes } from './model'
import { type ServiceCell, type ServiceRecords, sumOf } from './service-records'

/** How many days are looked at, and how much each counts beside the day after it. */
export const DAYS_KEPT = 15
const FADE = 0.85

/** How many measurements the value above counts as: the table for a service, the service for an agent, both for a pair. */
const SERVICE_WEIGHT = 20
const AGENT_WEIGHT = 20
const PAIR_WEIGHT = 15
const PAUSE_WEIGHT = 30
const VARIATION_WEIGHT = 40
const TABLE_CV = 0.6
/** With fewer degrees of freedom the table's variation stands. */
const VARIATION_MIN = 10
const VARIANCE_MIN = 0.02
/** Learnt ratios go in steps of 0.05, so that no last bit can decide who is next. */
const STEPS = 20

/**
 * What the measurements of these days say, drawn towards the table while they are few: a service's mean towards the
 * table, an agent's pace towards the center's, an agent's mean for a service towards both.
 *
 * The same bits whatever the order in which cells came together.
 * @param days newest first; today's is the first.
 */
export function learntTimes(days: readonly ServiceRecords[], config: EngineConfig): ServiceTimes {
  const totals = totalsOf(days)
  const services = [...totals.byService.keys()].sort((a, b) => a - b)
  const serviceMeanMs = remembered((service: ServiceId) => {
    const { n, sumMs } = totals.byService.get(service) ?? NONE
    return (SERVICE_WEIGHT * serviceRulesOf(config, service).priorMs + sumMs) / (SERVICE_WEIGHT + n)
  })
  const factor = remembered((agent: AgentId) => {
    let took = AGENT_WEIGHT
    let usual = AGENT_WEIGHT
    for (const service of services) {
      const { n, sumMs } = totals.byPair.get(pairOf(agent, service)) ?? NONE
      took += sumMs / serviceMeanMs(service)
      usual += n
    }
    return took / usual
  })
  const meanMs = rememberedPair((agent, service) => {
    const { n, sumMs } = totals.byPair.get(pairOf(agent, service)) ?? NONE
    return (PAIR_WEIGHT * serviceMeanMs(service) * factor(agent) + sumMs) / (PAIR_WEIGHT + n)
  })
  const fitOf = rememberedPair((agent, service) => {
    const ratio = Math.round((STEPS * serviceMeanMs(service) * factor(agent)) / meanMs(agent, service)) / STEPS
    return Math.min(config.fit.max, Math.max(config.fit.min, ratio))
  })
  const variation = variationOf(days)
  const cv = remembered((service: ServiceId) => cvOf(serviceRulesOf(config, service).priorCv, variation))
  return { serviceMeanMs, factor, meanMs, fitOf, cv, overheadMs: overheadOf(days) }
}

type Total = { readonly n: number; readonly sumMs: number }
type Totals = { readonly byService: Map<ServiceId, Total>; readonly byPair: Map<string, Total> }

const NONE: Total = { n: 0, sumMs: 0 }

/** Sums by service and by pair, older days fading. Within a day the sums are integers: their order plays no part. */
function totalsOf(days: readonly ServiceRecords[]): Totals {
  const totals: Totals = { byService: new Map(), byPair: new Map() }
  let weight = 1
  for (const day of days.slice(0, DAYS_KEPT)) {
    const ofDay = new Map<ServiceId, Total>()
    for (const { agent, service, n, sumMs } of day.cells) {
      addTo(ofDay, service, { n, sumMs }, 1)
      addTo(totals.byPair, pairOf(agent, service), { n, sumMs }, weight)
    }
    for (const [service, total] of ofDay) addTo(totals.byService, service, total, weight)
    weight *= FADE
  }
  return totals
}

function addTo<Key>(totals: Map<Key, Total>, key: Key, { n, sumMs }: Total, weight: number): void {
  const known = totals.get(key) ?? NONE
  totals.set(key, { n: known.n + weight * n, sumMs: known.sumMs + weight * sumMs })
}

function overheadOf(days: readonly ServiceRecords[]): number {
  let n = PAUSE_WEIGHT
  let sumMs = 0
  let weight = 1
  for (const { pauses } of days.slice(0, DAYS_KEPT)) {
    n += weight * pauses.n
    sumMs += weight * pauses.sumMs
    weight *= FADE
  }
  return sumMs / n
}

type Variation = { readonly variance: number; readonly freedom: number }

/** The variance of the logarithms around the mean of their own agent and service, over all days. */
function variationOf(days: readonly ServiceRecords[]): Variation {
  const cells = new Map<string, ServiceCell>()
  for (const day of days.slice(0, DAYS_KEPT))
    for (const cell of day.cells) {
      const key = pairOf(cell.agent, cell.service)
      const known = cells.get(key)
      cells.set(key, known ? sumOf(known, cell) : cell)
    }
  const inOrder = [...cells.values()].sort((a, b) => a.agent - b.agent || a.service - b.service)
  let squares = 0
  let freedom = 0
  for (const { n, sumLog, sumLogSquares } of inOrder) {
    if (n < 2) continue
    squares += sumLogSquares - (sumLog * sumLog) / n
    freedom += n - 1
  }
  return { variance: freedom === 0 ? 0 : squares / freedom / 1_000_000, freedom }
}

/** The table's coefficient of variation, moved by what all services together show beyond the usual one. */
function cvOf(tableCv: number, { variance, freedom }: Variation): number {
  if (freedom < VARIATION_MIN) return tableCv
  const surprise = variance - exactLog(1 + TABLE_CV * TABLE_CV)
  const logVariance = exactLog(1 + tableCv * tableCv) + (freedom / (freedom + VARIATION_WEIGHT)) * surprise
  return Math.round(STEPS * exactSqrt(exactExp(Math.max(VARIANCE_MIN, logVariance)) - 1)) / STEPS
}

function pairOf(agent: AgentId, service: ServiceId): string {
  return `${agent}.${service}`
}

function remembered<Key>(compute: (key: Key) => number): (key: Key) => number {
  const known = new Map<Key, number>()
  return key => {
    const value = known.get(key) ?? compute(key)
    known.set(key, value)
    return value
  }
}

function rememberedPair(
  compute: (agent: AgentId, service: ServiceId) => number,
): (agent: AgentId, service: ServiceId) => number {
  const known = new Map<AgentId, (service: ServiceId) => number>()
  return (agent, service) => {
    const ofAgent = known.get(agent) ?? remembered((other: ServiceId) => compute(agent, other))
    known.set(agent, ofAgent)
    return ofAgent(service)
  }
}
