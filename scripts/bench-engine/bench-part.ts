import type { Report } from './report'
import type { WorkerPool } from './worker-pool'

export type Bench = {
  readonly pool: WorkerPool
  readonly report: Report
  /** A run of seconds, to see that all works: fewer days, wide intervals. */
  readonly isQuick: boolean
  /** Of the days: each has a seed, one after the other. */
  readonly firstSeed: number
}

/** Prints its tables and tells the report what came of its targets. */
export type BenchPart = (bench: Bench) => Promise<void>
