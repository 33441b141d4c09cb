import type { InstantMs, ServiceId, StationId } from '../ids'
import type { Calibration } from './calibration'
import { rulesOf } from './config'
import { isOnDuty } from './eligibility'
import { drawsFrom, hash32 } from './hash'
import type { Band, EngineConfig, EngineState, EngineTicket, Outlook, Prediction, ServiceTimes } from './model'
import { type Outcome, rollOut } from './rollout'
import { planRollouts } from './rollout-plan'

/**
 * What to tell a citizen of his wait: rollouts of the discipline itself from the present state, and a range that has
 * held in the past. Seeded by the ticket and the number waiting, so that every device says the same.
 *
 * @param ticket one that waits, or one that is about to.
 * @remarks A few milliseconds at 100 waiting; on a tablet, in a worker.
 */
export function predict(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  ticket: EngineTicket,
  now: InstantMs,
  outlook: Outlook,
  calibration: Calibration | null,
): Prediction {
  if (!canAnybodyServe(state, ticket.service, now)) return { kind: 'unknown', beforeClosingChance: 0 }

  const outcomes = outcomesOf(state, config, times, ticket, now, outlook)
  const waits = outcomes.map(({ waitMs }) => waitMs ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  const limitMs = outlook.closesAt === null ? Number.MAX_SAFE_INTEGER : outlook.closesAt - now
  const beforeClosingChance = chanceWithin(waits, limitMs)
  const raw = bandOf(waits, config)
  const station = likeliestStation(outcomes)
  if (!raw || !station) return { kind: 'unknown', beforeClosingChance }

  const { promiseMs } = rulesOf(config, ticket.priority)
  const band = calibration?.apply(raw, ticket.priority, config, now) ?? raw
  return {
    kind: 'range',
    ...band,
    raw,
    position: 1 + Math.round(outcomes.reduce((sum, { ahead }) => sum + ahead, 0) / outcomes.length),
    station,
    breachChance: 1 - chanceWithin(waits, promiseMs - Math.max(0, now - ticket.checkedInAt)),
    beforeClosingChance,
    basis: outlook.basis,
  }
}

/** Whether anybody on duty, within reach and not about to leave may serve it. */
export function canAnybodyServe({ agents }: EngineState, service: ServiceId, now: InstantMs): boolean {
  return agents.some(
    agent =>
      isOnDuty(agent) &&
      agent.isReachable &&
      agent.services.has(service) &&
      (agent.dutyEnd === null || agent.dutyEnd > now),
  )
}

function outcomesOf(
  state: EngineState,
  config: EngineConfig,
  times: ServiceTimes,
  ticket: EngineTicket,
  now: InstantMs,
  outlook: Outlook,
): Outcome[] {
  const { forecast, doorsCloseAt } = outlook
  const plan = planRollouts(state, ticket, config, times, forecast)
  const draw = drawsFrom(hash32(`${ticket.id}|${state.waiting.length}`))
  return Array.from({ length: config.rollouts.count }, () =>
    rollOut(plan, { config, forecast, doorsCloseAt, now, draw }),
  )
}

/** Null when in half of the rollouts the ticket was not called: then there is no honest figure. */
function bandOf(waits: readonly number[], { rollouts }: EngineConfig): Band | null {
  const medianMs = quantile(waits, 0.5)
  if (!Number.isFinite(medianMs)) return null
  const highMs = quantile(waits, rollouts.high)
  return {
    lowMs: Math.round(quantile(waits, rollouts.low)),
    medianMs: Math.round(medianMs),
    highMs: Math.round(Number.isFinite(highMs) ? highMs : rollouts.horizonMs),
  }
}

/** Between the two nearest of ascending values. */
export function quantile(ascending: readonly number[], p: number): number {
  const place = p * (ascending.length - 1)
  const index = Math.floor(place)
  const below = ascending[index] ?? Number.POSITIVE_INFINITY
  const share = place - index
  if (share === 0) return below
  return below + share * ((ascending[index + 1] ?? below) - below)
}

function chanceWithin(ascending: readonly number[], limitMs: number): number {
  return ascending.filter(waitMs => waitMs <= limitMs).length / ascending.length
}

function likeliestStation(
  outcomes: readonly Outcome[],
): { readonly station: StationId; readonly chance: number } | null {
  const counts = new Map<StationId, number>()
  for (const { station } of outcomes) if (station !== null) counts.set(station, (counts.get(station) ?? 0) + 1)
  const [first] = [...counts].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || a - b)
  return first ? { station: first[0], chance: first[1] / outcomes.length } : null
}
