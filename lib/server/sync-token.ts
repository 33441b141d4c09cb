import { jwtVerify, SignJWT } from 'jose'
import type { InstantMs } from '@/lib/domain/ids'
import { TokenClaims } from '@/lib/protocol/rest'

/** A socket must be opened within this time of the ticket. */
export const CONNECT_WITHIN_MS = 60_000
/** A session ends after this time unless it is refreshed in band. */
export const SESSION_MS = 15 * 60_000

const ALGORITHM = 'HS256'

/** @param endsAt when the session ends that it is given for, if that is sooner */
export function signToken(
  key: Uint8Array,
  bearer: Omit<TokenClaims, 'connect_by' | 'exp'>,
  now: InstantMs,
  endsAt = now + SESSION_MS,
): Promise<string> {
  const claims: TokenClaims = {
    ...bearer,
    connect_by: seconds(now + CONNECT_WITHIN_MS),
    exp: seconds(Math.min(endsAt, now + SESSION_MS)),
  }
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: ALGORITHM }).sign(key)
}

/** The claims of a token that is ours and whose session has not ended; null otherwise. */
export async function verifyToken(key: Uint8Array, token: string, now: InstantMs): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], currentDate: new Date(now) })
    const claims = TokenClaims.safeParse(payload)
    return claims.success ? claims.data : null
  } catch {
    // reason: whatever is wrong with a token, the answer is the same refusal
    return null
  }
}

export function mayStillConnect(claims: TokenClaims, now: InstantMs): boolean {
  return seconds(now) <= claims.connect_by
}

function seconds(instant: InstantMs): number {
  return Math.floor(instant / 1000)
}
