import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { DurationMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'

export type Limit = { readonly points: number; readonly windowMs: DurationMs }

export type TooManyRequests = { readonly code: 'too_many_requests'; readonly retryAfterMs: DurationMs }

/** Keys that are counted one by one; past them, strangers share one count, so that memory stays bounded. */
const KEYS_MAX = 10_000
const EVERYBODY_ELSE = '*'

/**
 * What each of many may do within a window of time, counted in the memory of this process: one web process serves an
 * installation, and a restart may forgive.
 */
export class Allowance {
  readonly #limiter: RateLimiterMemory
  readonly #keys = new Set<string>()
  #keysUntil = 0

  constructor(private readonly limit: Limit) {
    this.#limiter = new RateLimiterMemory({ points: limit.points, duration: limit.windowMs / 1000 })
  }

  async take(key: string): Promise<Result<void, TooManyRequests>> {
    try {
      await this.#limiter.consume(this.#counted(key))
      return ok(undefined)
    } catch (fault) {
      if (!(fault instanceof RateLimiterRes)) throw fault
      return refuse({ code: 'too_many_requests', retryAfterMs: fault.msBeforeNext })
    }
  }

  /** For what turned out to be no reason to count it. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter.reward(this.#counted(key))
  }

  #counted(key: string): string {
    const now = Date.now()
    if (now >= this.#keysUntil) {
      this.#keys.clear()
      this.#keysUntil = now + this.limit.windowMs
    }
    if (this.#keys.has(key)) return key
    if (this.#keys.size >= KEYS_MAX) return EVERYBODY_ELSE
    this.#keys.add(key)
    return key
  }
}

/**
 * Runs guesswork: what succeeds costs nothing, what fails is counted under every key. It is counted before it is known,
 * or a thousand guesses at once would all find the allowance untouched.
 */
export async function countFailures<Value, Refusal>(
  counts: readonly { readonly allowance: Allowance; readonly key: string }[],
  work: () => Promise<Result<Value, Refusal>>,
  isFailure: (refusal: Refusal) => boolean,
): Promise<Result<Value, Refusal | TooManyRequests>> {
  const taken: (typeof counts)[number][] = []
  let isGivenBack = true
  try {
    for (const count of counts) {
      const allowed = await count.allowance.take(count.key)
      if (!allowed.ok) return allowed
      taken.push(count)
    }
    const outcome = await work()
    isGivenBack = outcome.ok || !isFailure(outcome.refusal)
    return outcome
  } finally {
    if (isGivenBack) for (const { allowance, key } of taken) await allowance.giveBack(key)
  }
}

/** Work that may be under way at once; the rest is better told to come back than kept waiting. */
export class Gate {
  #underWay = 0

  constructor(private readonly max: number) {}

  /** Null when too much is under way. */
  async pass<Value>(work: () => Promise<Value>): Promise<Value | null> {
    if (this.#underWay >= this.max) return null
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
    }
  }
}

export type RateLimits = {
  /** Codes that were wrong. */
  readonly guessesOfAddress: Allowance
  readonly guessesOfAll: Allowance
  readonly noncesOfAddress: Allowance
  /** Looking for a device that this process does not know, without a proof that it exists. */
  readonly strangersOfAddress: Allowance
  /** Tickets that a device has proven its right to: nobody else can use these up. */
  readonly ticketsOfDevice: Allowance
  readonly tickets: Gate
  /** What a kiosk brings of its visitors: at twenty a time, a day without a network is brought within a minute. */
  readonly intakesOfDevice: Allowance
  /** Codes that a kiosk asks about: twice as many as visitors can type, and too few to try them out. */
  readonly codesOfDevice: Allowance
  /** Codes that a tablet asks for: every ten seconds while it does not know the one of its citizen, and each leaves a row. */
  readonly readingsOfDevice: Allowance
  /** Shifts that a tablet has checked after an outage: each is a session more. */
  readonly shiftsOfDevice: Allowance
}

/**
 * The numbers. A whole center may share one address: 500 devices that come back at once stay below what an address may
 * do, and what a flood from there uses up is back within ten seconds. Of the 1.5 * 10^11 codes, 600 guesses a minute
 * try two in a thousand in a year.
 */
export function createRateLimits(): RateLimits {
  return {
    guessesOfAddress: new Allowance({ points: 20, windowMs: 60_000 }),
    guessesOfAll: new Allowance({ points: 600, windowMs: 60_000 }),
    noncesOfAddress: new Allowance({ points: 5_000, windowMs: 10_000 }),
    strangersOfAddress: new Allowance({ points: 300, windowMs: 10_000 }),
    ticketsOfDevice: new Allowance({ points: 60, windowMs: 60_000 }),
    tickets: new Gate(100),
    intakesOfDevice: new Allowance({ points: 60, windowMs: 60_000 }),
    codesOfDevice: new Allowance({ points: 30, windowMs: 300_000 }),
    readingsOfDevice: new Allowance({ points: 20, windowMs: 60_000 }),
    shiftsOfDevice: new Allowance({ points: 30, windowMs: 300_000 }),
  }
}
