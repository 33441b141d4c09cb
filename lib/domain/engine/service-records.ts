import type { AgentId, DurationMs, ServiceId } from '../ids'
import { MINUTE_MS, serviceRulesOf } from './config'
import { exactLog } from './exact-math'
import type { EngineConfig } from './model'

/** What is kept of the services of one agent, of one kind, on one day. Integers, so that sums have no order. */
export type ServiceCell = {
  readonly agent: AgentId
  readonly service: ServiceId
  readonly n: number
  readonly sumMs: DurationMs
  /** Of the thousandths of the natural logarithm of each duration: their sum, and the sum of their squares. */
  readonly sumLog: number
  readonly sumLogSquares: number
}

/** A tap that was forgotten, or made too early, must not poison a mean: durations are cut at a sixth and six times. */
const CLIP = 6
const PAUSE_MAX_MS = 20 * MINUTE_MS

/** What was measured on one day. */
export class ServiceRecords {
  readonly #cells = new Map<string, ServiceCell>()
  #pauses = { n: 0, sumMs: 0 }

  static of(cells: Iterable<ServiceCell>, pauses: { readonly n: number; readonly sumMs: DurationMs }): ServiceRecords {
    const records = new ServiceRecords()
    for (const cell of cells) records.#addCell(cell)
    records.#pauses = { ...pauses }
    return records
  }

  get cells(): Iterable<ServiceCell> {
    return this.#cells.values()
  }

  /** The pauses between a completion and the next call while somebody waited: late taps, short absences. */
  get pauses(): { readonly n: number; readonly sumMs: DurationMs } {
    return this.#pauses
  }

  addService(agent: AgentId, service: ServiceId, durationMs: DurationMs, config: EngineConfig): void {
    const clippedMs = clipped(durationMs, service, config)
    const log = Math.round(1000 * exactLog(clippedMs))
    this.#addCell({ agent, service, n: 1, sumMs: clippedMs, sumLog: log, sumLogSquares: log * log })
  }

  addPause(pauseMs: DurationMs): void {
    const { n, sumMs } = this.#pauses
    this.#pauses = { n: n + 1, sumMs: sumMs + Math.round(Math.min(PAUSE_MAX_MS, Math.max(0, pauseMs))) }
  }

  /** What was measured elsewhere on the same day. Nothing may be in both. */
  addAll(other: ServiceRecords): void {
    for (const cell of other.cells) this.#addCell(cell)
    const { n, sumMs } = this.#pauses
    this.#pauses = { n: n + other.pauses.n, sumMs: sumMs + other.pauses.sumMs }
  }

  #addCell(cell: ServiceCell): void {
    const key = `${cell.agent}.${cell.service}`
    const known = this.#cells.get(key)
    this.#cells.set(key, known ? sumOf(known, cell) : cell)
  }
}

/** A duration as it is learnt from. */
export function clipped(durationMs: DurationMs, service: ServiceId, config: EngineConfig): DurationMs {
  const { priorMs } = serviceRulesOf(config, service)
  return Math.round(Math.min(CLIP * priorMs, Math.max(priorMs / CLIP, durationMs)))
}

export function sumOf(a: ServiceCell, b: ServiceCell): ServiceCell {
  return {
    agent: a.agent,
    service: a.service,
    n: a.n + b.n,
    sumMs: a.sumMs + b.sumMs,
    sumLog: a.sumLog + b.sumLog,
    sumLogSquares: a.sumLogSquares + b.sumLogSquares,
  }
}
