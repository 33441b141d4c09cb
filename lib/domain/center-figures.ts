import type { Catalogue } from './catalogue'
import { rulesOf } from './engine/config'
import { DurationHistogram } from './engine/duration-histogram'
import { type FairnessFigures, fairnessOf } from './engine/fairness'
import type { EngineConfig, PriorityClass } from './engine/model'
import type { Queue } from './fold'
import type { DurationMs, InstantMs, ServiceId } from './ids'
import { engineTicketOf } from './scheduling'
import type { Ticket } from './ticket'

/** Of fewer durations a percentile says nothing (PRODUCT, measures). */
export const SHOWN_FROM = 5

/** Two percentiles of so many durations; null of too few. */
export type Spread<Low extends string, High extends string> = { readonly n: number } & {
  readonly [Name in Low | High]: DurationMs | null
}

export type DayFigures = {
  /** From the start of service to its end, by service. */
  readonly services: readonly ({ readonly service: ServiceId } & Spread<'p50Ms', 'p90Ms'>)[]
  /** From the check-in, or a later appointment, to the first call, by the class of the call. */
  readonly waits: readonly ({
    readonly priority: PriorityClass
    readonly promiseMs: DurationMs
  } & Spread<'p50Ms', 'p95Ms'>)[]
  readonly calls: number
  /** Left out of the times above, since they are wrong. Told wherever these are (PRODUCT, measures). */
  readonly excluded: number
  readonly fairness: FairnessFigures
}

type CalledTicket = Extract<Ticket, { firstCalledAt: InstantMs }>

/** How today went so far. One pass over the tickets and one over the pairs of calls: for somebody who looks, not for each second. */
export function dayFigures({ tickets }: Queue, { services }: Catalogue, config: EngineConfig): DayFigures {
  const served = new Map<ServiceId, DurationHistogram>()
  const waited = new Map<PriorityClass, DurationHistogram>()
  const called: CalledTicket[] = []
  let excluded = 0
  for (const ticket of tickets.values()) {
    if (!('firstCalledAt' in ticket)) continue
    called.push(ticket)
    if (ticket.standing.isTimeWrong) {
      excluded++
      continue
    }
    if (ticket.state === 'completed') addTo(served, ticket.service, ticket.closedAt - ticket.startedAt)
    if (isFirstCall(ticket)) addTo(waited, engineTicketOf(ticket, config).priority, waitOf(ticket))
  }
  return {
    services: services.flatMap(({ id: service }) => {
      const histogram = served.get(service)
      return histogram ? [{ service, n: histogram.total, p50Ms: at(0.5, histogram), p90Ms: at(0.9, histogram) }] : []
    }),
    waits: [...waited]
      .sort(([a], [b]) => a - b)
      .map(([priority, histogram]) => {
        const { promiseMs } = rulesOf(config, priority)
        return { priority, promiseMs, n: histogram.total, p50Ms: at(0.5, histogram), p95Ms: at(0.95, histogram) }
      }),
    calls: called.length,
    excluded,
    fairness: fairnessOf(called.map(ticket => fairnessCall(ticket, config))),
  }
}

function addTo<Key>(histograms: Map<Key, DurationHistogram>, key: Key, durationMs: DurationMs): void {
  const histogram = histograms.get(key) ?? new DurationHistogram()
  histogram.add(durationMs)
  histograms.set(key, histogram)
}

function at(p: number, histogram: DurationHistogram): DurationMs | null {
  return histogram.total < SHOWN_FROM ? null : histogram.quantile(p)
}

/** Of somebody who was called before, and queued again, the first call is no longer in his ticket. */
export function isFirstCall({ standing }: CalledTicket): boolean {
  return standing.turns.every(({ kind }) => kind === 'reclassified')
}

function waitOf(ticket: CalledTicket): DurationMs {
  return ticket.firstCalledAt - waitedFrom(ticket)
}

/** From when on a wait is counted: the check-in, or a later appointment. */
export function waitedFrom({ checkedInAt, checkIn }: Ticket): InstantMs {
  return Math.max(checkedInAt, checkIn.appointmentAt ?? 0)
}

function fairnessCall(ticket: CalledTicket, config: EngineConfig) {
  const { creditStart } = engineTicketOf(ticket, config)
  return { ticket: ticket.id, creditStart, calledAt: ticket.firstCalledAt, isOverride: ticket.call.override !== null }
}
