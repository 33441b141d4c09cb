import { Calibration } from '@/lib/domain/engine/calibration'
import { MINUTE_MS, rulesOf } from '@/lib/domain/engine/config'
import { type Arrival, type ArrivalDay, outlookFrom } from '@/lib/domain/engine/forecast'
import type { Band, PriorityClass } from '@/lib/domain/engine/model'
import { predict } from '@/lib/domain/engine/predict'
import type { ServiceRecords } from '@/lib/domain/engine/service-records'
import type { InstantMs, StationId } from '@/lib/domain/ids'
import { CENTER_CONFIG } from './center-table'
import type { CenterView } from './center-view'
import { DOORS_CLOSE_AT } from './center-world'
import { DayRun } from './day-run'
import { DayLearning } from './learning'
import { HYBRID } from './policies'
import { SimpleEstimates } from './simple-estimates'
import type { Visit } from './visit'
import type { World } from './world'

/** "Before closing" is before the doors close. The simulated agents go on until everybody is served. */
const CLOSES_AT = DOORS_CLOSE_AT

/** What a center knows when a day begins; newest first. */
export type CenterPast = {
  readonly records: readonly ServiceRecords[]
  readonly arrivals: readonly ArrivalDay[]
  /** What calibration has been told. */
  readonly outcomes: readonly Outcome[]
}

export const NO_PAST: CenterPast = { records: [], arrivals: [], outcomes: [] }

type Outcome = { readonly priority: PriorityClass; readonly raw: Band; readonly waitedMs: number }

/** What one citizen was told at check-in and what came; minutes. */
export type ToldAndCame = {
  /** Of the day's check-ins, from 0. */
  readonly number: number
  readonly priority: PriorityClass
  readonly checkedInAt: InstantMs
  readonly waited: number
  readonly median: number
  readonly low: number
  readonly high: number
  readonly rawLow: number
  readonly rawHigh: number
  readonly naive: number
  readonly lastServed: number
  readonly headOfLine: number
  readonly breachChance: number
  readonly isBreached: boolean
  readonly stationChance: number
  readonly isStationRight: boolean
  readonly beforeClosingChance: number
  readonly isBeforeClosing: boolean
}

type Told = Omit<ToldAndCame, 'waited' | 'isBreached' | 'isStationRight' | 'isBeforeClosing'> & {
  readonly raw: Band
  readonly station: StationId
  /** From now, beyond which the promise is broken. */
  readonly promiseMs: number
}

export type PredictedDay = {
  readonly told: readonly ToldAndCame[]
  readonly unknown: number
  readonly past: CenterPast
}

/** A day under the hybrid on which those who are `asked` for are told their wait at check-in. */
export function predictedDay(
  world: World,
  past: CenterPast,
  isAsked: (number: number, checkedInAt: InstantMs) => boolean,
): PredictedDay {
  const learning = new DayLearning(past.records, CENTER_CONFIG)
  const calibration = new Calibration()
  for (const { priority, raw, waitedMs } of past.outcomes) calibration.record(priority, raw, waitedMs)
  const outcomes: Outcome[] = [...past.outcomes]
  const arrivals: Arrival[] = []
  const today: ArrivalDay = { startAt: 0, arrivals }
  const simple = new SimpleEstimates()
  const open = new Map<Visit, Told>()
  const told: ToldAndCame[] = []
  let [number, unknown] = [0, 0]

  const ask = (visit: Visit, own: number, view: CenterView, now: InstantMs) => {
    const { ticket } = visit
    const outlook = outlookFrom(past.arrivals, today, now, { doorsCloseAt: DOORS_CLOSE_AT, closesAt: CLOSES_AT })
    const prediction = predict(view, CENTER_CONFIG, learning.timesAt(now), ticket, now, outlook, calibration)
    if (prediction.kind === 'unknown') {
      unknown++
      return
    }
    open.set(visit, {
      number: own,
      priority: ticket.priority,
      checkedInAt: now,
      median: prediction.medianMs / MINUTE_MS,
      low: prediction.lowMs / MINUTE_MS,
      high: prediction.highMs / MINUTE_MS,
      rawLow: prediction.raw.lowMs / MINUTE_MS,
      rawHigh: prediction.raw.highMs / MINUTE_MS,
      ...simple.of(ticket, view, now),
      breachChance: prediction.breachChance,
      stationChance: prediction.station.chance,
      beforeClosingChance: prediction.beforeClosingChance,
      raw: prediction.raw,
      station: prediction.station.station,
      promiseMs: rulesOf(CENTER_CONFIG, ticket.priority).promiseMs - Math.max(0, now - ticket.creditStart),
    })
  }

  new DayRun(world, HYBRID, CENTER_CONFIG, learning, {
    checkedIn: (visit, view, now) => {
      const { priority, service } = visit.ticket
      arrivals.push({ at: now, priority, service })
      if (isAsked(number, now)) ask(visit, number, view, now)
      number++
    },
    called: ({ visit, ticket, agent, at, isFirst }) => {
      if (!isFirst) return
      simple.called(ticket, at)
      const said = open.get(visit)
      if (!said) return
      const waitedMs = at - said.checkedInAt
      calibration.record(said.priority, said.raw, waitedMs)
      outcomes.push({ priority: said.priority, raw: said.raw, waitedMs })
      const { raw: _raw, station, promiseMs, ...rest } = said
      told.push({
        ...rest,
        waited: waitedMs / MINUTE_MS,
        isBreached: waitedMs > promiseMs,
        isStationRight: agent.seen.station === station,
        isBeforeClosing: at <= CLOSES_AT,
      })
    },
  }).play()

  const after = { records: [learning.today, ...past.records], arrivals: [today, ...past.arrivals], outcomes }
  return { told, unknown, past: after }
}
