import type { DurationMs, InstantMs, TicketId } from '../ids'
import { MINUTE_MS } from './config'
import type { Band, EngineConfig, PriorityClass } from './model'

/** How many past waits are looked at, from how many on they say something, and from how many on those of one class do. */
const WINDOW = 150
const SCORES_MIN = 25
const CLASS_MIN = 40
/** Within a day waits drift, and the past says too little of it: each side aims at so much more than it claims. */
const DRIFT_MARGIN = 0.02
/** Until then the band is a quarter wider. */
const CAUTION = 0.25

/** By how many half bands a wait was below, or above, its band; negative inside. */
type Score = { readonly below: number; readonly above: number }

type Entry = { readonly priority: PriorityClass; readonly score: Score }

/** What a citizen was told, and when. */
type Told = { readonly priority: PriorityClass; readonly raw: Band; readonly at: InstantMs }

/**
 * Stretches or shrinks a predicted range so that it holds as often as it says (conformal prediction, Romano et al.
 * 2019): by the quantile of how far past waits lay outside of theirs.
 */
export class Calibration {
  readonly #scores: Entry[] = []
  readonly #open = new Map<TicketId, Told>()

  /** A citizen was told this range (before calibration) and waits. */
  told(ticket: TicketId, priority: PriorityClass, raw: Band, at: InstantMs): void {
    this.#open.set(ticket, { priority, raw, at })
  }

  /** He was called for the first time. */
  called(ticket: TicketId, at: InstantMs): void {
    const told = this.#open.get(ticket)
    this.#open.delete(ticket)
    if (told) this.record(told.priority, told.raw, at - told.at)
  }

  /** His ticket ended without a call. */
  closed(ticket: TicketId): void {
    this.#open.delete(ticket)
  }

  /** What the rollouts had said of a wait, and what came; of earlier days too, oldest first. */
  record(priority: PriorityClass, raw: Band, waitedMs: DurationMs): void {
    this.#scores.push({ priority, score: scoreOf(raw, waitedMs) })
    // Each class keeps its own window, so that a busy class does not push out a rare one.
    const ofClass = this.#scores.filter(entry => entry.priority === priority)
    const [oldest] = ofClass
    if (oldest && ofClass.length > WINDOW) this.#scores.splice(this.#scores.indexOf(oldest), 1)
  }

  /** The range to announce now. */
  apply(raw: Band, priority: PriorityClass, { rollouts }: EngineConfig, now: InstantMs): Band {
    // A miss to come says how far too low the upper end was, and nothing of the lower one.
    const below = relevantTo(priority, this.#scores).map(score => score.below)
    const above = relevantTo(priority, [...this.#scores, ...this.#missesOf(now)]).map(score => score.above)
    if (below.length < SCORES_MIN) return stretched(raw, CAUTION, CAUTION)
    const lowLevel = 1 - rollouts.low + DRIFT_MARGIN
    const highLevel = rollouts.high + DRIFT_MARGIN
    return stretched(raw, conformalQuantile(below, lowLevel), conformalQuantile(above, highLevel))
  }

  /** Who still waits, and longer than he was told: without them only those who were lucky would count. */
  #missesOf(now: InstantMs): Entry[] {
    return [...this.#open.values()]
      .filter(({ raw, at }) => now - at > raw.highMs)
      .sort((a, b) => a.at - b.at)
      .map(({ priority, raw, at }) => ({ priority, score: scoreOf(raw, now - at) }))
  }
}

/** The latest scores of the class if it has enough of its own, else of all. */
function relevantTo(priority: PriorityClass, entries: readonly Entry[]): readonly Score[] {
  const ofClass = entries.filter(entry => entry.priority === priority)
  return (ofClass.length >= CLASS_MIN ? ofClass : entries).slice(-WINDOW).map(({ score }) => score)
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
