import * as z from 'zod/mini'
import { Agent, Center, Message, Service, Station } from '@/lib/domain/catalogue'
import { CenterId } from '@/lib/domain/ids'
import { EmployeeId, UserId } from '@/lib/domain/person'

/**
 * What the console reads and is answered: each row has the fields that its form sends (`console.ts`), its id, and the revision to
 * send back with a change.
 */
const revised = { revision: z.int() }

/** GET /centers, /centers/{center}. Its revision is that of its own fields, not of its catalogue. */
export const CenterRow = z.extend(z.omit(z.required(Center), { measuredDays: true, kioskPin: true }), {
  ...revised,
  /** Which one it is nobody is told. */
  hasKioskPin: z.boolean(),
})
export type CenterRow = z.infer<typeof CenterRow>

/** GET /centers/{center}/services */
export const ServiceRow = z.extend(z.required(Service), revised)
export type ServiceRow = z.infer<typeof ServiceRow>

/** GET /centers/{center}/stations */
export const StationRow = z.extend(z.required(Station), revised)
export type StationRow = z.infer<typeof StationRow>

/** GET /centers/{center}/messages */
export const MessageRow = z.extend(Message, revised)
export type MessageRow = z.infer<typeof MessageRow>

/** What is known of a person's account. */
const account = {
  /** The password was chosen by somebody else, and is still to be changed. */
  mustChangePassword: z.boolean(),
  /** Milliseconds since the epoch; null for who never did, or not lately. */
  lastSignInAt: z.nullable(z.int()),
}

/** GET /centers/{center}/staff. Without an account a person is on the tablets' list, and cannot sign in: a new password makes one. */
export const StaffRow = z.extend(z.required(Agent), {
  ...revised,
  account: z.enum(['none', 'open', 'retired']),
  ...account,
})
export type StaffRow = z.infer<typeof StaffRow>

/** What the making of an account is answered: the password is told this once. */
const firstPassword = { firstPassword: z.string() }
export const StaffCreated = z.extend(StaffRow, firstPassword)
export type StaffCreated = z.infer<typeof StaffCreated>

/** GET /administrators */
export const AdministratorRow = z.object({
  user: UserId,
  employeeId: EmployeeId,
  /** Null for one of all centers. */
  center: z.nullable(CenterId),
  active: z.boolean(),
  ...account,
})
export type AdministratorRow = z.infer<typeof AdministratorRow>
export const AdministratorCreated = z.extend(AdministratorRow, firstPassword)
export type AdministratorCreated = z.infer<typeof AdministratorCreated>
