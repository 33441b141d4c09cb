import * as z from 'zod/mini'
import { AgentId } from '@/lib/domain/ids'

/**
 * What a tablet sends for the people who serve on it: `/api/v1/staff/...`, JSON, camelCase, with the device's bearer token.
 * What a signed-in person does carries his own token beside it.
 */
export const STAFF_HEADER = 'guichet-staff'

/** As long as any password that is accepted, and a bit, so that "too long" is said in words. */
const password = z.string().check(z.maxLength(1_000))

/** POST /sign-in */
export const StaffSignInRequest = z.strictObject({ employeeId: z.string().check(z.maxLength(200)), password })

/** POST /password: of whom the staff token names. It ends all of his sessions; he signs in anew. */
export const StaffPasswordRequest = z.strictObject({ current: password, next: password })

/**
 * POST /session: a shift that was begun with the PIN alone, while no server was in reach, is checked now that one is.
 * `elapsedMs` since it was begun: no clock needs to be right for it.
 */
export const StaffShiftReport = z.strictObject({ elapsedMs: z.int().check(z.gte(0)) })

/** GET /session, and part of what the others answer. Instants by the server's clock. */
export const StaffSession = z.object({
  agent: AgentId,
  expiresAt: z.int(),
  serverTime: z.int(),
  /** Nothing else may be done before. */
  mustChangePassword: z.boolean(),
})
export type StaffSession = z.infer<typeof StaffSession>

/** Of a sign-in, and of a shift that was checked. */
export const StaffSignedIn = z.extend(StaffSession, { token: z.string() })
export type StaffSignedIn = z.infer<typeof StaffSignedIn>

/** What a person on a tablet can be told. `Retry-After` says when to try again, where that is limited. */
export const STAFF_PROBLEMS = [
  'wrong_credentials',
  'too_many_requests',
  'unavailable',
  'offline',
  'signed_out',
  'not_allowed',
  'password_change_required',
  'password_wrong',
  'password_same',
  'password_too_short',
  'password_too_long',
  'password_too_common',
  'password_like_id',
] as const
export const StaffProblem = z.enum(STAFF_PROBLEMS)
export type StaffProblem = z.infer<typeof StaffProblem>
