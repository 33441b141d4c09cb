import type { DurationMs } from '../ids'
import { MINUTE_MS } from './config'
import type { Band, EngineConfig, PriorityClass } from './model'

/** How many past waits are looked at, from how many on they say something, and from how many on those of one class do. */
const WINDOW = 150
const SCORES_MIN = 25
const CLASS_MIN = 40
/** Until then the band is a quarter wider. */
const CAUTION = 0.25

/** By how many half bands a wait was below, or above, its band; negative inside. */
type Score = { readonly below: number; readonly above: number }

/** A citizen who still waits, and what he was told. */
export type StillWaiting = { readonly priority: PriorityClass; readonly band: Band; readonly waitedMs: DurationMs }

/**
 * Stretches or shrinks a predicted range so that it holds as often as it says (conformal prediction, Romano et al.
 * 2019): by the quantile of how far past waits lay outside of theirs.
 */
export class Calibration {
  readonly #scores: { readonly priority: PriorityClass; readonly score: Score }[] = []

  /** A citizen was called: what the rollouts had said, and what came. */
  record(priority: PriorityClass, raw: Band, waitedMs: DurationMs): void {
    this.#scores.push({ priority, score: scoreOf(raw, waitedMs) })
    // Each class keeps its own window, so that a busy class does not push out a rare one.
    const ofClass = this.#scores.filter(entry => entry.priority === priority)
    const [oldest] = ofClass
    if (oldest && ofClass.length > WINDOW) this.#scores.splice(this.#scores.indexOf(oldest), 1)
  }

  /** @param waiting who waits longer than he was told counts as a miss; else only those who were lucky would count. */
  apply(raw: Band, priority: PriorityClass, { rollouts }: EngineConfig, waiting: readonly StillWaiting[] = []): Band {
    const late = waiting.filter(({ band, waitedMs }) => waitedMs > band.highMs)
    const all = [
      ...this.#scores,
      ...late.map(({ priority, band, waitedMs }) => ({ priority, score: scoreOf(band, waitedMs) })),
    ]
    const ofClass = all.filter(entry => entry.priority === priority)
    const scores = (ofClass.length >= CLASS_MIN ? ofClass : all).slice(-WINDOW).map(({ score }) => score)
    if (scores.length < SCORES_MIN) return stretched(raw, CAUTION, CAUTION)
    return stretched(
      raw,
      conformalQuantile(
        scores.map(({ below }) => below),
        1 - rollouts.low,
      ),
      conformalQuantile(
        scores.map(({ above }) => above),
        rollouts.high,
      ),
    )
  }
}

function scoreOf(band: Band, waitedMs: DurationMs): Score {
  return {
    below: (band.lowMs - waitedMs) / halfBelow(band),
    above: (waitedMs - band.highMs) / halfAbove(band),
  }
}

function stretched(raw: Band, below: number, above: number): Band {
  const { medianMs } = raw
  const lowMs = Math.max(0, Math.round(raw.lowMs - below * halfBelow(raw)))
  const highMs = Math.round(raw.highMs + above * halfAbove(raw))
  return { lowMs: Math.min(lowMs, medianMs), medianMs, highMs: Math.max(highMs, medianMs) }
}

function halfBelow({ medianMs, lowMs }: Band): DurationMs {
  return Math.max(medianMs - lowMs, MINUTE_MS)
}

function halfAbove({ medianMs, highMs }: Band): DurationMs {
  return Math.max(highMs - medianMs, MINUTE_MS)
}

/** The quantile with room for the value to come. */
function conformalQuantile(values: readonly number[], p: number): number {
  const ascending = [...values].sort((a, b) => a - b)
  return ascending[Math.min(ascending.length, Math.ceil(p * (ascending.length + 1))) - 1] ?? 0
}
