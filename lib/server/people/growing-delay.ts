import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { DurationMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { TooManyRequests } from '@/lib/server/rate-limits'

/** So long after the first of a row of failures the row is forgotten. */
const FORGOTTEN_AFTER_S = 3_600
/** Past these, what was tried longest ago is forgotten. To have it forgotten takes as many attempts. */
const KEYS_MAX = 20_000

const FREE_FAILURES = 3
const PAUSE_S_MAX = 60

/** The pause after so many failures in a row, in seconds: 0, 0, 0, 1, 2, 4 and so on to 60. */
export function pauseAfter(failures: number): number {
  return failures <= FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES - 1), PAUSE_S_MAX)
}

/**
 * What is guessed wrong may be tried again, but each time later. Kept in the memory of this process, as the other limits
 * are. It never locks for good: then anybody could lock anybody out.
 */
export class GrowingDelay {
  readonly #failures = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: FORGOTTEN_AFTER_S })
  readonly #pauses = new RateLimiterMemory({ points: 1, duration: PAUSE_S_MAX })
  /** Oldest attempt first. */
  readonly #keys = new Set<string>()

  /**
   * Counts an attempt as a failure before it is known to be one, or a thousand at once would all find nothing counted.
   * Then say `succeeded` or `takeBack`, or leave it at that.
   */
  async begin(key: string): Promise<Result<void, TooManyRequests>> {
    await this.#remember(key)
    const { consumedPoints: failures } = await this.#failures.penalty(key)
    const customDuration = pauseAfter(failures)
    if (customDuration === 0) return ok(undefined)
    try {
      await this.#pauses.consume(key, 1, { customDuration })
      return ok(undefined)
    } catch (fault) {
      if (!(fault instanceof RateLimiterRes)) throw fault
      await this.#failures.reward(key)
      return refuse({ code: 'too_many_requests', retryAfterMs: fault.msBeforeNext })
    }
  }

  /** How long until the next attempt is let through. */
  async pauseOf(key: string): Promise<DurationMs> {
    return (await this.#pauses.get(key))?.msBeforeNext ?? 0
  }

  async succeeded(key: string): Promise<void> {
    this.#keys.delete(key)
    await this.#forget(key)
  }

  /** For what turned out to be no attempt: the world failed, not the person. */
  async takeBack(key: string): Promise<void> {
    await this.#failures.reward(key)
    await this.#pauses.delete(key)
  }

  async #remember(key: string): Promise<void> {
    this.#keys.delete(key)
    this.#keys.add(key)
    const [oldest] = this.#keys
    if (this.#keys.size <= KEYS_MAX || oldest === undefined) return
    this.#keys.delete(oldest)
    await this.#forget(oldest)
  }

  async #forget(key: string): Promise<void> {
    await this.#failures.delete(key)
    await this.#pauses.delete(key)
  }
}
