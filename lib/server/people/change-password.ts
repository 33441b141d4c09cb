import type { DurationMs } from '@/lib/domain/ids'
import { checkPassword, type PasswordRefusal } from '@/lib/domain/password-rules'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { TooManyRequests } from '@/lib/server/rate-limits'
import { hashPassword, isPassword } from './passwords'
import { endSessionsOf, type SignedIn } from './sessions'
import type { SignInPorts } from './sign-in'

export type ChangeRefusal =
  | PasswordRefusal
  | TooManyRequests
  | { readonly code: 'password_wrong'; readonly retryAfterMs: DurationMs }
  | { readonly code: 'password_same' | 'unavailable' }

/**
 * Gives a person another password, and ends all of his sessions, this one too: whoever had one by the old password is
 * out. Wrong answers are counted for the session, since who has it found open may guess.
 */
export async function changePassword(
  { database, signInLimits: { accounts }, now }: SignInPorts,
  person: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Result<void, ChangeRefusal>> {
  const fits = checkPassword(next, person.employeeId)
  if (!fits.ok) return fits
  if (current === next) return refuse({ code: 'password_same' })
  const counted = `change ${person.session}`
  const begun = await accounts.begin(counted)
  if (!begun.ok) return begun

  const [row] = await database.sql<{ hash: string }[]>`
    select password_hash as hash from users where id = ${person.user}`
  const isRight = await isPassword(row?.hash ?? null, current)
  if (isRight === false) return refuse({ code: 'password_wrong', retryAfterMs: await accounts.pauseOf(counted) })
  await (isRight ? accounts.succeeded(counted) : accounts.takeBack(counted))
  const hash = isRight ? await hashPassword(next) : null
  if (!row || hash === null) return refuse({ code: 'unavailable' })
  const isChanged = await database.begin(async sql => {
    const changed = await sql`
      update users set password_hash = ${hash}, must_change_password = false, updated_at = ${new Date(now)}
      where id = ${person.user} and password_hash = ${row.hash} and retired_at is null returning 1`
    if (changed.length > 0) await endSessionsOf(sql, person.user, now)
    return changed.length > 0
  })
  // Changed meanwhile, which has ended this session too.
  return isChanged ? ok(undefined) : refuse({ code: 'password_wrong', retryAfterMs: 0 })
}
