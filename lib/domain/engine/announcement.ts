import type { DurationMs } from '../ids'
import type { WaitEstimate } from '../wait'
import { MINUTE_MS } from './config'
import type { EngineConfig, Prediction } from './model'

const STEP_MINUTES = 5
const LONG_STEP_MINUTES = 10
const LONG_FROM_MINUTES = 60

/** The range to print and show: the low end rounded down and the high end up, to five minutes, to ten above an hour. */
export function announcedWait(prediction: Prediction): WaitEstimate {
  if (prediction.kind === 'unknown') return { kind: 'unknown' }
  const fromMinutes = rounded(prediction.lowMs, Math.floor)
  const toMinutes = Math.max(STEP_MINUTES, rounded(prediction.highMs, Math.ceil))
  return { kind: 'range', fromMinutes, toMinutes }
}

function rounded(durationMs: DurationMs, round: (steps: number) => number): number {
  const minutes = durationMs / MINUTE_MS
  const step = minutes > LONG_FROM_MINUTES ? LONG_STEP_MINUTES : STEP_MINUTES
  return round(minutes / step) * step
}

/** From which chance on a station is named to a citizen; below it he is sent to the hall. */
const NAMED_FROM = 0.6

/** Whether the predicted station may be named. */
export function isStationNamed(prediction: Extract<Prediction, { kind: 'range' }>): boolean {
  return prediction.station.chance >= NAMED_FROM
}

/** What a kiosk does shortly before closing: an ordinary ticket, one that may not be served today, or none. */
export type ClosingAdvice = 'ordinary' | 'not_guaranteed' | 'refuse'

export function closingAdvice({ beforeClosingChance }: Prediction, { closing }: EngineConfig): ClosingAdvice {
  if (beforeClosingChance >= closing.sureFrom) return 'ordinary'
  return beforeClosingChance < closing.refuseBelow ? 'refuse' : 'not_guaranteed'
}
