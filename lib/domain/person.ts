import * as z from 'zod/mini'
import type { DurationMs } from './ids'

/** One shift, and the way home. Counted from the sign-in, whatever is done meanwhile. */
export const SHIFT_MS: DurationMs = 12 * 3_600_000
/** So long after a password was typed on a tablet its PIN may begin a shift there, while no server is in reach. */
export const KNOWN_ON_TABLET_MS: DurationMs = 7 * 86_400_000

/** A row of `users`. */
export const UserId = z.int().check(z.positive()).brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

/** One sign-in of one person on one browser. */
export const SessionId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))
  .brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

export const EMPLOYEE_ID_LENGTH_MAX = 50

/** What a person signs in by, e.g. `AG-014`. Kept in capitals, since nobody remembers how the badge writes it. */
export const EmployeeId = z
  .string()
  .check(z.regex(/^[A-Z0-9][A-Z0-9._-]{1,49}$/))
  .brand<'EmployeeId'>()
export type EmployeeId = z.infer<typeof EmployeeId>

/** The employee id that was meant, or null when none can have been. Spaces around it and small letters are forgiven. */
export function readEmployeeId(typed: string): EmployeeId | null {
  const read = EmployeeId.safeParse(typed.trim().toUpperCase())
  return read.success ? read.data : null
}
