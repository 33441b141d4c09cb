import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod/mini'
import { AgentId, DeviceId, type DurationMs, type InstantMs } from '@/lib/domain/ids'
import { KNOWN_ON_TABLET_MS, SessionId, SHIFT_MS } from '@/lib/domain/person'

const ALGORITHM = 'HS256'

/** What a staff token says: who, in which session, on which tablet and no other. */
const StaffClaims = z.object({
  session: SessionId,
  device: DeviceId,
  agent: AgentId,
  /** When the password was typed, in seconds since the epoch. */
  password_at: z.int(),
  /** Seconds since the epoch. */
  exp: z.int(),
})
export type StaffClaims = z.infer<typeof StaffClaims>

type Bearer = Pick<StaffClaims, 'session' | 'device' | 'agent'> & { readonly passwordAt: InstantMs }

export function signStaffToken(key: Uint8Array, bearer: Bearer, expiresAt: InstantMs): Promise<string> {
  const { passwordAt, ...named } = bearer
  const claims: StaffClaims = { ...named, password_at: seconds(passwordAt), exp: seconds(expiresAt) }
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: ALGORITHM }).sign(key)
}

/** The claims of a token that is ours, of this tablet, and whose session is not over by its own time; null otherwise. */
export async function verifyStaffToken(
  key: Uint8Array,
  token: string,
  device: DeviceId,
  now: InstantMs,
): Promise<StaffClaims | null> {
  const claims = await readStaffToken(key, token, now, 0)
  return claims?.device === device ? claims : null
}

/**
 * The same of a shift that was begun without a server: its token may be over, but not older than the week in which its
 * tablet may do that, and one shift for the server to come back.
 */
export async function verifyForgottenToken(
  key: Uint8Array,
  token: string,
  device: DeviceId,
  now: InstantMs,
): Promise<StaffClaims | null> {
  const claims = await readStaffToken(key, token, now, KNOWN_ON_TABLET_MS + SHIFT_MS)
  if (claims?.device !== device) return null
  return now - claims.password_at * 1000 <= KNOWN_ON_TABLET_MS + SHIFT_MS ? claims : null
}

async function readStaffToken(
  key: Uint8Array,
  token: string,
  now: InstantMs,
  graceMs: DurationMs,
): Promise<StaffClaims | null> {
  try {
    const options = { algorithms: [ALGORITHM], currentDate: new Date(now), clockTolerance: seconds(graceMs) }
    const { payload } = await jwtVerify(token, key, options)
    const claims = StaffClaims.safeParse(payload)
    return claims.success ? claims.data : null
  } catch {
    // reason: whatever is wrong with a token, the answer is the same refusal
    return null
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
