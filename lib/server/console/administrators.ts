import type { InstantMs } from '@/lib/domain/ids'
import { type EmployeeId, readEmployeeId, type UserId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type AdministratorCreated, AdministratorRow } from '@/lib/protocol/console-rows'
import { type AuditEntry, writeAudit } from '@/lib/server/audit'
import type { Database } from '@/lib/server/database'
import { makeFirstPassword } from '@/lib/server/people/first-password'
import { endSessionsOf } from '@/lib/server/people/sessions'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { type EditPorts, type EditRefusal, type Reader, refusingWhatIsTaken } from './editing'

/** All of them, by employee id. */
export function listAdministrators(database: Database): Promise<AdministratorRow[]> {
  return readAdministrators(database.sql)
}

/** Another administrator of all centers, with a password that is told this once. */
export async function createAdministrator(
  { database, person }: EditPorts,
  typed: string,
): Promise<Result<AdministratorCreated, EditRefusal>> {
  const employeeId = readEmployeeId(typed)
  if (!employeeId) return refuse({ code: 'employee_id_invalid', field: 'employeeId' })
  const first = await makeFirstPassword(employeeId)
  if (!first) return refuse({ code: 'unavailable' })
  return await refusingWhatIsTaken(() =>
    database.begin(async sql => {
      const user = await insertAdministrator(sql, employeeId, first.hash)
      const row = await oneAdministrator(sql, user)
      await writeAudit(sql, { ...entryOf(user), person, action: 'administrator.created', after: { employeeId } })
      return ok({ ...row, firstPassword: first.password })
    }),
  )
}

/** Nobody retires himself, so there always is one left: two who retire each other at once follow one another. */
export function setAdministratorActive(
  { database, person, now }: EditPorts,
  user: UserId,
  active: boolean,
): Promise<Result<AdministratorRow, EditRefusal>> {
  return database.begin(async (sql): Promise<Result<AdministratorRow, EditRefusal>> => {
    const still = await lockedAdministrators(sql)
    const before = still.get(user)
    if (before === undefined) return refuse({ code: 'not_found' })
    if (person && !still.get(person.user)) return refuse({ code: 'not_allowed' })
    if (person?.user === user && !active) return refuse({ code: 'not_allowed', field: 'active' })
    if (before !== active) {
      await retire(sql, user, active ? null : now)
      if (!active) await endSessionsOf(sql, user, now)
      const action = active ? 'administrator.changed' : 'administrator.retired'
      await writeAudit(sql, { ...entryOf(user), person, action, before: { active: before }, after: { active } })
    }
    return ok(await oneAdministrator(sql, user))
  })
}

/** His own he changes himself, with the one he has: whoever finds his session open must not. */
export async function resetAdministratorPassword(
  { database, person, now }: EditPorts,
  user: UserId,
): Promise<Result<string, EditRefusal>> {
  if (person?.user === user) return refuse({ code: 'not_allowed' })
  const [known] = await readAdministrators(database.sql, user)
  if (!known?.active) return refuse({ code: 'not_found' })
  const first = await makeFirstPassword(known.employeeId)
  if (!first) return refuse({ code: 'unavailable' })
  return await database.begin(async (sql): Promise<Result<string, EditRefusal>> => {
    const changed = await sql`
      update users set password_hash = ${first.hash}, must_change_password = true, updated_at = ${new Date(now)}
      where id = ${user} and role = 'admin' and retired_at is null returning 1`
    if (changed.length === 0) return refuse({ code: 'not_found' })
    await endSessionsOf(sql, user, now)
    await writeAudit(sql, { ...entryOf(user), person, action: 'password.reset' })
    return ok(first.password)
  })
}

function entryOf(user: UserId): Pick<AuditEntry, 'center' | 'subject' | 'before' | 'after'> {
  return { center: null, subject: { kind: 'administrator', id: user }, before: null, after: null }
}

/** Each with whether he can sign in; nobody else makes or retires one until the transaction ends. */
async function lockedAdministrators(sql: TransactionSql): Promise<ReadonlyMap<UserId, boolean>> {
  const rows = await sql<{ id: UserId; active: boolean }[]>`
    select id, retired_at is null as active from users where role = 'admin' order by id for update`
  return new Map(rows.map(({ id, active }) => [id, active]))
}

async function readAdministrators(sql: Reader, user?: UserId): Promise<AdministratorRow[]> {
  const rows = await sql`
    select u.id as user, u.employee_id as "employeeId", u.center_id as center, u.retired_at is null as active,
      u.must_change_password as "mustChangePassword",
      (select (extract(epoch from max(s.created_at)) * 1000)::bigint from sessions s where s.user_id = u.id) as "lastSignInAt"
    from users u where u.role = 'admin' and (${user ?? null}::integer is null or u.id = ${user ?? null})
    order by u.employee_id`
  return rows.map(row => AdministratorRow.parse(row))
}

async function oneAdministrator(sql: TransactionSql, user: UserId): Promise<AdministratorRow> {
  const [row] = await readAdministrators(sql, user)
  if (!row) throw new Error(`administrator ${user} is gone`)
  return row
}

async function insertAdministrator(sql: TransactionSql, employeeId: EmployeeId, hash: string): Promise<UserId> {
  const [row] = await sql<[{ id: UserId }]>`
    insert into users (employee_id, role, password_hash, must_change_password)
    values (${employeeId}, 'admin', ${hash}, true) returning id`
  return row.id
}

async function retire(sql: TransactionSql, user: UserId, at: InstantMs | null): Promise<void> {
  const retiredAt = at === null ? null : new Date(at)
  await sql`update users set retired_at = ${retiredAt}, updated_at = now() where id = ${user}`
}
