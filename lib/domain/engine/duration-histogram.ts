import type { DurationMs } from '../ids'
import { exactExp, exactLog } from './exact-math'

const WIDTH = 1.05
const LOG_WIDTH = exactLog(WIDTH)
/** What is shorter counts as so long. */
const SHORTEST_MS = 1000

/** Counts of durations in buckets 5 % wide: percentiles within 2.5 %, and sums of two are the counts of both. */
export class DurationHistogram {
  readonly #counts = new Map<number, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  add(durationMs: DurationMs): void {
    this.#count(Math.floor(exactLog(Math.max(SHORTEST_MS, durationMs)) / LOG_WIDTH), 1)
  }

  addAll(other: DurationHistogram): void {
    for (const [bucket, count] of other.#counts) this.#count(bucket, count)
  }

  /** The middle of the bucket below which a share `p` of the durations lies; null when there are none. */
  quantile(p: number): DurationMs | null {
    const rank = Math.max(1, Math.ceil(p * this.#total))
    let seen = 0
    for (const [bucket, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      seen += count
      if (seen >= rank) return Math.round(exactExp((bucket + 0.5) * LOG_WIDTH))
    }
    return null
  }

  #count(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count)
    this.#total += count
  }
}
