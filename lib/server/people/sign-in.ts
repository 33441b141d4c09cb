import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { EMPLOYEE_ID_LENGTH_MAX, type SessionId, type UserId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Database } from '@/lib/server/database'
import type { Keys } from '@/lib/server/keys'
import { Allowance, type TooManyRequests } from '@/lib/server/rate-limits'
import { GrowingDelay } from './growing-delay'
import { browserThatKnows, isKnownTo, type KnownBrowser } from './known-browsers'
import { isPassword } from './passwords'
import { type Caller, openSession } from './sessions'

export type SignInLimits = { readonly accounts: GrowingDelay; readonly failuresOfAddress: Allowance }

/** A center of a hundred may mistype three times each as it opens, behind one address. */
export function createSignInLimits(): SignInLimits {
  return {
    accounts: new GrowingDelay(),
    failuresOfAddress: new Allowance({ points: 300, windowMs: 10 * 60_000 }),
  }
}

export type SignInPorts = {
  readonly database: Database
  readonly keys: Keys
  readonly signInLimits: SignInLimits
  readonly now: InstantMs
}

export type SignInAttempt = {
  /** As typed. */
  readonly employeeId: string
  readonly password: string
  readonly caller: Caller
  readonly knownBrowser: KnownBrowser | null
  /** What this browser was signed in as before: a sign-in ends it. */
  readonly former: SessionId | null
}

/** No such account or another password: which of them is not told. `retryAfterMs` until the next attempt, often 0. */
type WrongCredentials = { readonly code: 'wrong_credentials'; readonly retryAfterMs: DurationMs }

export type SignInRefusal = TooManyRequests | WrongCredentials | { readonly code: 'unavailable' }

export type SignInOutcome = {
  readonly user: UserId
  readonly session: SessionId
  /** The cookie by which the browser is known from now on. */
  readonly knownBrowser: string
}

/** Signs a person in, or refuses; the refusal is the same, and as slow, for accounts that do not exist. */
export async function signIn(
  ports: SignInPorts,
  attempt: SignInAttempt,
): Promise<Result<SignInOutcome, SignInRefusal>> {
  // Counted as it was typed, cut to the longest that exists: what is no employee id at all is counted too.
  const account = attempt.employeeId.trim().toUpperCase().slice(0, EMPLOYEE_ID_LENGTH_MAX)
  const { knownBrowser: browser } = attempt
  const isKnown = browser !== null && isKnownTo(ports.keys, browser, account)
  const counted = isKnown
    ? { account: `${account} ${browser.name}`, address: null }
    : { account, address: attempt.caller.network }
  return countingFailures<SignInOutcome, SignInRefusal>(ports.signInLimits, counted, async () => {
    const known = await findAccount(ports.database, account)
    const isRight = await isPassword(known?.passwordHash ?? null, attempt.password)
    if (isRight === null) return refuse({ code: 'unavailable' })
    const session = known && isRight ? await openSession(ports, known, attempt.caller, attempt.former) : null
    if (!known || !session) return refuse({ code: 'wrong_credentials', retryAfterMs: 0 })
    const knownBrowser = browserThatKnows(ports.keys, attempt.knownBrowser, account)
    return ok({ user: known.user, session, knownBrowser })
  })
}

/**
 * Failures are counted for the account and for the address. A browser on which the account was signed in to before is
 * counted by itself, without its address: so neither a stranger who guesses elsewhere, nor one at the same address, keeps
 * its owner out.
 */
export async function countingFailures<Value, Refusal extends { readonly code: string }>(
  { accounts, failuresOfAddress }: SignInLimits,
  counted: { readonly account: string; readonly address: string | null },
  work: () => Promise<Result<Value, Refusal | WrongCredentials>>,
): Promise<Result<Value, Refusal | WrongCredentials | TooManyRequests>> {
  const begun = await accounts.begin(counted.account)
  if (!begun.ok) return begun
  const allowed = counted.address === null ? ok(undefined) : await failuresOfAddress.take(counted.address)
  if (!allowed.ok) {
    await accounts.takeBack(counted.account)
    return allowed
  }
  let outcome: Awaited<ReturnType<typeof work>> | undefined
  try {
    outcome = await work()
  } finally {
    const isFailure = outcome?.ok === false && outcome.refusal.code === 'wrong_credentials'
    if (!isFailure && counted.address !== null) await failuresOfAddress.giveBack(counted.address)
    if (outcome?.ok) await accounts.succeeded(counted.account)
    else if (!isFailure) await accounts.takeBack(counted.account)
  }
  if (outcome.ok || outcome.refusal.code !== 'wrong_credentials') return outcome
  return refuse({ code: 'wrong_credentials', retryAfterMs: await accounts.pauseOf(counted.account) })
}

/** A citizen has no password that opens a console. */
export async function findAccount(
  database: Database,
  employeeId: string,
): Promise<{ readonly user: UserId; readonly passwordHash: string } | null> {
  const [row] = await database.sql<{ user: UserId; passwordHash: string }[]>`
    select id as user, password_hash as "passwordHash" from users
    where employee_id = ${employeeId} and retired_at is null and role <> 'citizen'`
  return row ?? null
}
