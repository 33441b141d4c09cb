import { createHash } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod/mini'
import { AgentId, CenterId, type InstantMs, ServiceDay } from '@/lib/domain/ids'
import { UserId } from '@/lib/domain/person'

/** From the web app to the sync server beside it; the two clocks may be off by as much. */
export const INTERNAL_TOKEN_MS = 30_000

const ALGORITHM = 'HS256'

/** Who asks for what day, as the web app has checked it. Stands in the token: the body says only what is wanted. */
export const InternalClaims = z.object({
  center: CenterId,
  day: ServiceDay,
  /** Null when a program asks. */
  person: z.nullable(UserId),
  /** Whom of the center's staff its events name; null for an administrator who is none of them. */
  agent: z.nullable(AgentId),
})
export type InternalClaims = z.infer<typeof InternalClaims>

/** Good for this body alone: whoever reads a request on its way can repeat it, which its id makes harmless, and nothing else. */
export function signInternal(key: Uint8Array, claims: InternalClaims, body: string, now: InstantMs): Promise<string> {
  return new SignJWT({ ...claims, body: digestOf(body) })
    .setProtectedHeader({ alg: ALGORITHM })
    .setExpirationTime(Math.floor((now + INTERNAL_TOKEN_MS) / 1000))
    .sign(key)
}

/** Null when the token is not ours, is old, or is of another body. */
export async function verifyInternal(
  key: Uint8Array,
  token: string,
  body: string,
  now: InstantMs,
): Promise<InternalClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    })
    const claims = InternalClaims.safeParse(payload)
    return claims.success && payload.body === digestOf(body) ? claims.data : null
  } catch {
    // reason: whatever is wrong with a token, the answer is the same refusal
    return null
  }
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url')
}
