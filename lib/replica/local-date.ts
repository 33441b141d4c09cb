import type { DurationMs, InstantMs, ServiceDay } from '@/lib/domain/ids'
import { DAY_MS, daysBetween, isDateInDoubt, serviceDayOf } from '@/lib/domain/service-day'
import type { Clock } from './ports'

/** A clock that moves by more than this from one second to the next was set: what was told before is about another one. */
const SET_MS_MIN: DurationMs = 3_600_000

/** Today's date at a center, by this device's clock, and by what a server or the staff have told of it. */
export class LocalDate {
  /** To add to the clock; null as long as nobody has told. */
  #errorMs: DurationMs | null = null
  #lastSeen: InstantMs

  constructor(
    private readonly clock: Clock,
    private readonly timeZone: string,
  ) {
    this.#lastSeen = clock.now()
  }

  today(): ServiceDay {
    return serviceDayOf(this.clock.now() + (this.#errorMs ?? 0), this.timeZone)
  }

  /** Nobody has told, and a clock that may be wrong is all there is. */
  isInDoubtAfter(last: ServiceDay): boolean {
    return this.#errorMs === null && isDateInDoubt(last, this.today())
  }

  tellTime(now: InstantMs): void {
    this.#errorMs = now - this.clock.now()
  }

  tellDay(day: ServiceDay): void {
    this.#errorMs = daysBetween(serviceDayOf(this.clock.now(), this.timeZone), day) * DAY_MS
  }

  /** Notices a clock that is set. To be called every second; after a sleep the next word of the server counts again. */
  watch(): void {
    const now = this.clock.now()
    if (Math.abs(now - this.#lastSeen) > SET_MS_MIN) this.#errorMs = null
    this.#lastSeen = now
  }
}
