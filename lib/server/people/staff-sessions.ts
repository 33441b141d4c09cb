import * as z from 'zod/mini'
import { AgentId, type CenterId, type DeviceId, type DurationMs, type InstantMs } from '@/lib/domain/ids'
import { UserId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { StaffSession, StaffSignedIn } from '@/lib/protocol/staff'
import type { Database } from '@/lib/server/database'
import type { Keys } from '@/lib/server/keys'
import { isPassword } from './passwords'
import { type Caller, findSignedIn, openSession, SESSION_MS, type SignedIn } from './sessions'
import { countingFailures, findAccount, type SignInLimits, type SignInRefusal } from './sign-in'
import { type StaffClaims, signStaffToken } from './staff-token'

/** An enrolled tablet. `label` is its name in the list of a person's sessions. */
export type Tablet = { readonly device: DeviceId; readonly center: CenterId; readonly label: string }

export type SignedInThere = { readonly center: CenterId; readonly agent: AgentId; readonly device: DeviceId }

/** Tells the center's queue who has signed in where; what came of it does not matter here. Never rejects. */
export type TellSignedIn = (signedIn: SignedInThere) => Promise<unknown>

type Ports = { readonly database: Database; readonly keys: Keys; readonly now: InstantMs }
export type StaffPorts = Ports & { readonly signInLimits: SignInLimits; readonly tell: TellSignedIn }

export type StaffRefusal = SignInRefusal | { readonly code: 'not_allowed' | 'signed_out' }

/**
 * Signs a member of staff in on a tablet of his center, for one shift. Failures are counted for the account on this tablet,
 * and for the tablet: whoever guesses on one keeps nobody out of another, nor of the console.
 */
export function signInStaff(
  ports: StaffPorts,
  tablet: Tablet,
  attempt: { readonly employeeId: string; readonly password: string; readonly network: string },
): Promise<Result<StaffSignedIn, StaffRefusal>> {
  const account = attempt.employeeId.trim().toUpperCase().slice(0, ACCOUNT_LENGTH_MAX)
  const counted = { account: `${account} ${tablet.device}`, address: `tablet ${tablet.device}` }
  return countingFailures<StaffSignedIn, StaffRefusal>(ports.signInLimits, counted, async () => {
    const known = await findAccount(ports.database, account)
    const isRight = await isPassword(known?.passwordHash ?? null, attempt.password)
    if (isRight === null) return refuse({ code: 'unavailable' })
    if (!known || !isRight) return refuse({ code: 'wrong_credentials', retryAfterMs: 0 })
    const staff = await findMember(ports.database, known.user, tablet.center)
    if (!staff) return refuse({ code: 'not_allowed' })
    const session = await openSession(ports, known, callerOf(tablet, attempt.network), null)
    if (!session) return refuse({ code: 'wrong_credentials', retryAfterMs: 0 })
    const expiresAt = ports.now + SESSION_MS
    const bearer = { session, device: tablet.device, agent: staff.agent, passwordAt: ports.now }
    const token = await signStaffToken(ports.keys.staff, bearer, expiresAt)
    if (!staff.mustChangePassword) await ports.tell({ ...tablet, agent: staff.agent })
    return ok({ ...staff, token, expiresAt, serverTime: ports.now })
  })
}

/** Longer than any employee id: what is none is counted too. */
const ACCOUNT_LENGTH_MAX = 60

/** A person on a tablet whose session counts. */
export type StaffOnTablet = { readonly person: SignedIn; readonly session: StaffSession }

/** Who that is now, as the database has him; the claims are a verified token's. */
export async function findStaff(
  { database, now }: Omit<Ports, 'keys'>,
  tablet: Tablet,
  claims: StaffClaims,
): Promise<Result<StaffOnTablet, StaffRefusal>> {
  const person = await findSignedIn({ database, now }, claims.session)
  if (!person) return refuse({ code: 'signed_out' })
  const staff = await findMember(database, person.user, tablet.center)
  if (!staff || staff.agent !== claims.agent) return refuse({ code: 'not_allowed' })
  return ok({ person, session: { ...staff, expiresAt: claims.exp * 1000, serverTime: now } })
}

/**
 * Checks a shift that was begun by the PIN while no server was in reach, and makes a session of what is left of it. Good
 * only for who could still sign in: with the password of then, not retired, not sent away in the list of his sessions.
 *
 * @param claims of the token that the tablet kept (`verifyForgottenToken`)
 */
export async function resumeShift(
  ports: Ports & { readonly tell: TellSignedIn },
  tablet: Tablet,
  claims: StaffClaims,
  { elapsedMs, network }: { readonly elapsedMs: DurationMs; readonly network: string },
): Promise<Result<StaffSignedIn, StaffRefusal>> {
  if (elapsedMs >= SESSION_MS) return refuse({ code: 'signed_out' })
  const [row] = await ports.database.sql<{ user: UserId; passwordHash: string }[]>`
    select u.id as user, u.password_hash as "passwordHash" from sessions s join users u on u.id = s.user_id
    where s.id = ${claims.session} and s.revoked_at is null and u.retired_at is null`
  if (!row) return refuse({ code: 'signed_out' })
  const staff = await findMember(ports.database, row.user, tablet.center)
  if (!staff || staff.agent !== claims.agent) return refuse({ code: 'not_allowed' })
  if (staff.mustChangePassword) return refuse({ code: 'signed_out' })
  const session = await openSession(ports, row, callerOf(tablet, network), null)
  if (!session) return refuse({ code: 'signed_out' })
  const expiresAt = ports.now + SESSION_MS - elapsedMs
  await ports.database.sql`update sessions set expires_at = ${new Date(expiresAt)} where id = ${session}`
  const bearer = { session, device: tablet.device, agent: staff.agent, passwordAt: claims.password_at * 1000 }
  const token = await signStaffToken(ports.keys.staff, bearer, expiresAt)
  await ports.tell({ ...tablet, agent: staff.agent })
  return ok({ ...staff, token, expiresAt, serverTime: ports.now })
}

/**
 * The end of a shift. The session is over, and not revoked: the PIN may still begin a shift in the next outage, which the
 * end of a session in the console's list, another password or a retirement forbids.
 */
export async function finishShift({ database, now }: Omit<Ports, 'keys'>, claims: StaffClaims): Promise<void> {
  const at = new Date(now)
  await database.sql`update sessions set expires_at = ${at} where id = ${claims.session} and expires_at > ${at}`
}

const Member = z.object({ user: UserId, agent: AgentId, mustChangePassword: z.boolean() })

/** A member of this center's staff with an account; null for who is none, or not there any more. */
async function findMember(
  database: Database,
  user: UserId,
  center: CenterId,
): Promise<Pick<StaffSession, 'agent' | 'mustChangePassword'> | null> {
  const [row] = await database.sql`
    select u.id as user, a.id as agent, u.must_change_password as "mustChangePassword"
    from users u join agents a on a.id = u.agent_id
    where u.id = ${user} and u.retired_at is null and u.center_id = ${center} and a.center_id = ${center} and a.is_active`
  if (!row) return null
  const { agent, mustChangePassword } = Member.parse(row)
  return { agent, mustChangePassword }
}

const LABEL_LENGTH_MAX = 60

function callerOf({ label }: Tablet, network: string): Caller {
  return { network, browser: label.slice(0, LABEL_LENGTH_MAX) }
}
