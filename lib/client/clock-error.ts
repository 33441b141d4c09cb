import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { WRONG_CLOCK_MS_MIN } from '@/lib/domain/server-word'
import type { Clock } from '@/lib/replica/ports'

/** How wrong a clock is, in the one unit in which people would say it. */
export type ClockError = {
  readonly way: 'ahead' | 'behind'
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly count: number
}

const MINUTE_MS: DurationMs = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Two of the larger unit are said in it. */
const ENOUGH = 2

/** @param offsetMs what must be added to the clock */
export function clockError(offsetMs: DurationMs): ClockError {
  const way = offsetMs < 0 ? 'ahead' : 'behind'
  const wrongBy = Math.abs(offsetMs)
  if (wrongBy >= ENOUGH * DAY_MS) return { way, unit: 'days', count: Math.round(wrongBy / DAY_MS) }
  if (wrongBy >= ENOUGH * HOUR_MS) return { way, unit: 'hours', count: Math.round(wrongBy / HOUR_MS) }
  return { way, unit: 'minutes', count: Math.round(wrongBy / MINUTE_MS) }
}

/** What this device knows of its own clock, by the times that servers tell. */
export class ClockWatch {
  #offsetMs: DurationMs = 0
  #lastSeen: InstantMs

  constructor(private readonly clock: Clock) {
    this.#lastSeen = clock.now()
  }

  /** Null when it is right, as far as anybody has told. */
  get error(): ClockError | null {
    return Math.abs(this.#offsetMs) > WRONG_CLOCK_MS_MIN ? clockError(this.#offsetMs) : null
  }

  hear(serverTime: InstantMs): void {
    this.#offsetMs = serverTime - this.clock.now()
  }

  /** To be called every second: a clock that was set meanwhile is another one, of which nothing is known. */
  look(): void {
    const now = this.clock.now()
    if (Math.abs(now - this.#lastSeen) > MINUTE_MS) this.#offsetMs = 0
    this.#lastSeen = now
  }
}
