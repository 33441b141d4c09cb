import { MINUTE_MS } from '@/lib/domain/engine/config'
import { learntTimes } from '@/lib/domain/engine/learnt-times'
import type { EngineConfig, ServiceTimes } from '@/lib/domain/engine/model'
import { priorTimes } from '@/lib/domain/engine/prior-times'
import { ServiceRecords } from '@/lib/domain/engine/service-records'
import { CENTER_CONFIG } from './center-table'
import { centerWorld } from './center-world'
import { DayRun, type Learning } from './day-run'
import { FIFO } from './policies'
import type { Scenario } from './scenarios'

/** A device sums its records up anew so often, not at every decision. */
const REFRESH_MS = 5 * MINUTE_MS
/** How many days a center has measured before the day that is looked at. */
export const DAYS_BEFORE = 3

export function nothingLearnt(): Learning {
  const times = priorTimes(CENTER_CONFIG)
  return { timesAt: () => times, served: () => undefined, paused: () => undefined }
}

/** Learns today's services on top of those of the days before, newest first. */
export class DayLearning implements Learning {
  readonly today = new ServiceRecords()
  #times: ServiceTimes | null = null
  #refreshedAt = 0

  constructor(
    readonly before: readonly ServiceRecords[],
    readonly config: EngineConfig,
  ) {}

  timesAt(now: number): ServiceTimes {
    if (!this.#times || now - this.#refreshedAt >= REFRESH_MS) {
      this.#times = learntTimes([this.today, ...this.before], this.config)
      this.#refreshedAt = now
    }
    return this.#times
  }

  served(...[agent, service, ms]: Parameters<Learning['served']>): void {
    this.today.addService(agent, service, ms, this.config)
  }

  paused(ms: number): void {
    this.today.addPause(ms)
  }
}

/** What the center has measured on normal days before this one: the same people, other citizens. Newest first. */
export function daysBefore(scenario: Scenario, seed: string): ServiceRecords[] {
  const usual: Scenario = { ...scenario, load: 1, leavers: 0, burst: null, cut: null }
  const records: ServiceRecords[] = []
  for (let day = 1; day <= DAYS_BEFORE; day++) {
    const learning = new DayLearning(records, CENTER_CONFIG)
    new DayRun(centerWorld(usual, `${seed} before ${day}`, seed), FIFO, CENTER_CONFIG, learning).play()
    records.unshift(learning.today)
  }
  return records
}
