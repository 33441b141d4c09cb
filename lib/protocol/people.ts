import * as z from 'zod/mini'

/** Longer than any that is accepted, so that "too long" is said in words. */
const password = z.string().check(z.maxLength(1_000))

/** POST /api/auth/first-admin: `token` is what stands behind the `#` of the link. */
export const FirstAdminRequest = z.strictObject({
  token: z.string().check(z.maxLength(100)),
  employee_id: z.string().check(z.maxLength(200)),
  password,
})

/** POST /api/auth/password */
export const PasswordChangeRequest = z.strictObject({ current: password, next: password })

/** What a form of the console can be told. `Retry-After` says when it may be sent again, where that is limited. */
export const PEOPLE_PROBLEMS = [
  'wrong_credentials',
  'too_many_requests',
  'unavailable',
  'offline',
  'signed_out',
  'form_expired',
  'foreign_origin',
  'not_allowed',
  'password_change_required',
  'password_wrong',
  'password_same',
  'password_too_short',
  'password_too_long',
  'password_too_common',
  'password_like_id',
  'employee_id_invalid',
  'employee_id_taken',
  'link_unknown',
  'link_used',
  'link_expired',
  'administrator_exists',
] as const
export const PeopleProblem = z.enum(PEOPLE_PROBLEMS)
export type PeopleProblem = z.infer<typeof PeopleProblem>
