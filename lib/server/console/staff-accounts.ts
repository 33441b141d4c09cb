import type { StaffRole } from '@/lib/domain/catalogue'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import type { EmployeeId, UserId } from '@/lib/domain/person'
import { endSessionsOf } from '@/lib/server/people/sessions'
import type { TransactionSql } from '@/lib/server/postgres-client'

/** The account by which a person of a center's staff signs in: it follows what the center says of him. */
type Person = {
  /** The agent. */
  readonly id: number
  readonly employeeId: EmployeeId
  readonly role: StaffRole
  readonly active: boolean
}
type NewAccount = Person & { readonly center: CenterId; readonly hash: string }

/** @throws a unique violation when the employee id has an account already */
export async function openAccount(sql: TransactionSql, person: NewAccount, now: InstantMs): Promise<void> {
  const retiredAt = person.active ? null : new Date(now)
  await sql`
    insert into users (employee_id, role, center_id, agent_id, password_hash, must_change_password, retired_at)
    values (${person.employeeId}, ${person.role}, ${person.center}, ${person.id}, ${person.hash}, true, ${retiredAt})`
}

/** Another password, or a first one for who has no account yet. @throws like `openAccount` */
export async function givePassword(sql: TransactionSql, person: NewAccount, now: InstantMs): Promise<void> {
  const [user] = await sql<{ id: UserId }[]>`
    update users set password_hash = ${person.hash}, must_change_password = true, updated_at = ${new Date(now)}
    where agent_id = ${person.id} returning id`
  if (user) await endSessionsOf(sql, user.id, now)
  else await openAccount(sql, person, now)
}

/** Who has left is out at once. His role is asked at each request, so another one counts at once too. */
export async function changeAccount(sql: TransactionSql, person: Person, now: InstantMs): Promise<void> {
  const { id, employeeId, role, active } = person
  const retiredAt = active ? null : new Date(now)
  const [user] = await sql<{ id: UserId }[]>`
    update users set employee_id = ${employeeId}, role = ${role}, updated_at = ${new Date(now)},
      retired_at = case when ${active} then null else coalesce(retired_at, ${retiredAt}) end
    where agent_id = ${id} returning id`
  if (user && !active) await endSessionsOf(sql, user.id, now)
}
