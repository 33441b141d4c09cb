import type { DurationMs, InstantMs, ServiceId } from '../ids'
import { MINUTE_MS } from './config'
import type { Forecast, ForecastSlot, Outlook, PriorityClass } from './model'

export const SLOT_MS: DurationMs = 30 * MINUTE_MS

/** Somebody checked in. */
export type Arrival = { readonly at: InstantMs; readonly priority: PriorityClass; readonly service: ServiceId }

/** The check-ins of one day. `startAt` is the same time of day for all days that are compared, e.g. local midnight. */
export type ArrivalDay = { readonly startAt: InstantMs; readonly arrivals: readonly Arrival[] }

/** How much a day counts beside the one after it. */
const FADE = 0.85
/** So many expected and seen check-ins are added on both sides: a quiet first half hour proves little. */
const SCALE_WEIGHT = 25
/** Without history, what came in the last 45 minutes goes on, and fades over 90. */
const RECENT_MS = 45 * MINUTE_MS
const FADING_MS = 90 * MINUTE_MS

/**
 * Who will still come today: the profile of earlier days, made larger or smaller by what came so far; without earlier
 * days, what came just now, fading.
 *
 * @param history newest first.
 */
export function outlookFrom(
  history: readonly ArrivalDay[],
  today: ArrivalDay,
  now: InstantMs,
  hours: Pick<Outlook, 'doorsCloseAt' | 'closesAt'>,
): Outlook {
  if (history.length > 0) return { ...hours, forecast: scaledProfile(history, today, now), basis: 'history' }
  const recent = today.arrivals.filter(({ at }) => at > now - RECENT_MS && at <= now)
  if (recent.length === 0) return { ...hours, forecast: null, basis: 'table' }
  return { ...hours, forecast: fading(recent, now), basis: 'today' }
}

function scaledProfile(history: readonly ArrivalDay[], today: ArrivalDay, now: InstantMs): Forecast {
  const profile = profileOf(history)
  const elapsedMs = now - today.startAt
  const expected = profile.reduce((sum, counts, index) => {
    const share = Math.min(1, Math.max(0, (elapsedMs - index * SLOT_MS) / SLOT_MS))
    return sum + share * totalOf(counts)
  }, 0)
  const seen = today.arrivals.filter(({ at }) => at <= now).length
  const scale = (SCALE_WEIGHT + seen) / (SCALE_WEIGHT + expected)
  return { startAt: today.startAt, slotMs: SLOT_MS, slots: profile.map(counts => slotOf(counts, scale / SLOT_MS)) }
}

type Kind = { readonly priority: PriorityClass; readonly service: ServiceId }
type Counts = ReadonlyMap<string, Kind & { readonly count: number }>

/** The mean check-ins of each slot by class and service, older days fading. */
function profileOf(history: readonly ArrivalDay[]): readonly Counts[] {
  const sums: Map<string, Kind & { readonly count: number }>[] = []
  let weight = 1
  let weights = 0
  for (const { startAt, arrivals } of history) {
    countedBySlot(arrivals, startAt).forEach((counts, index) => {
      const sum = sums[index] ?? new Map<string, Kind & { readonly count: number }>()
      for (const [key, { count, ...kind }] of counts)
        sum.set(key, { ...kind, count: (sum.get(key)?.count ?? 0) + weight * count })
      sums[index] = sum
    })
    weights += weight
    weight *= FADE
  }
  return sums.map(sum => new Map([...sum].map(([key, kind]) => [key, { ...kind, count: kind.count / weights }])))
}

function countedBySlot(arrivals: readonly Arrival[], startAt: InstantMs): Counts[] {
  const bySlot: Arrival[][] = []
  for (const arrival of arrivals) {
    const index = Math.max(0, Math.floor((arrival.at - startAt) / SLOT_MS))
    while (bySlot.length <= index) bySlot.push([])
    bySlot[index]?.push(arrival)
  }
  return bySlot.map(countsOf)
}

function countsOf(arrivals: readonly Arrival[]): Counts {
  const counts = new Map<string, Kind & { readonly count: number }>()
  for (const { priority, service } of arrivals) {
    const key = `${priority}.${service}`
    counts.set(key, { priority, service, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return counts
}

function totalOf(counts: Counts): number {
  return inOrder(counts).reduce((sum, { count }) => sum + count, 0)
}

function fading(recent: readonly Arrival[], now: InstantMs): Forecast {
  const counts = countsOf(recent)
  const slots = Array.from({ length: FADING_MS / SLOT_MS }, (_, index) => {
    const left = 1 - ((index + 0.5) * SLOT_MS) / FADING_MS
    return slotOf(counts, left / RECENT_MS)
  })
  return { startAt: now, slotMs: SLOT_MS, slots }
}

function slotOf(counts: Counts, perMsOfOne: number): ForecastSlot {
  const total = totalOf(counts)
  return {
    perMs: total * perMsOfOne,
    mix: inOrder(counts).map(({ priority, service, count }) => ({ priority, service, share: count / total })),
  }
}

/** In an order that does not depend on who came first: sums and draws follow it. */
function inOrder(counts: Counts): (Kind & { readonly count: number })[] {
  return [...counts.values()].sort((a, b) => a.priority - b.priority || a.service - b.service)
}
