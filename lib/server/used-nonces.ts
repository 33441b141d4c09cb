import type { DurationMs, InstantMs } from '@/lib/domain/ids'

/** Far above what all devices of a country may prove in a minute; past it nothing more is taken until the next one. */
const NONCES_MAX = 100_000

/**
 * Nonces that have been used, for as long as they would otherwise be good. Two halves, of which the older is dropped
 * when it has become useless: nothing is ever searched for what is too old.
 */
export class UsedNonces {
  #current = new Set<string>()
  #previous = new Set<string>()
  #since: InstantMs = 0

  constructor(
    private readonly goodForMs: DurationMs,
    private readonly max = NONCES_MAX,
  ) {}

  /** True the first time. False as well when too many are remembered: rather no ticket than one for a used nonce. */
  spend(nonce: string, now: InstantMs): boolean {
    if (now - this.#since > this.goodForMs) {
      this.#previous = now - this.#since > 2 * this.goodForMs ? new Set() : this.#current
      this.#current = new Set()
      this.#since = now
    }
    if (this.#current.has(nonce) || this.#previous.has(nonce) || this.#current.size >= this.max) return false
    this.#current.add(nonce)
    return true
  }
}
