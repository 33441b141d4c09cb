import type { InstantMs } from '@/lib/domain/ids'

/** What one peer may ask for: so much at once, and so much a second after that. */
export class Budget {
  #left: number
  #at: InstantMs

  constructor(
    private readonly max: number,
    private readonly perSecond: number,
    now: InstantMs,
  ) {
    this.#left = max
    this.#at = now
  }

  /** False when it cannot be paid. A clock that is set back gives nothing and takes nothing. */
  spend(cost: number, now: InstantMs): boolean {
    const refill = (Math.max(0, now - this.#at) / 1000) * this.perSecond
    this.#left = Math.min(this.max, this.#left + refill)
    this.#at = now
    if (cost > this.#left) return false
    this.#left -= cost
    return true
  }
}
