import type { CenterId } from '@/lib/domain/ids'
import { may, type RightsHolder } from '@/lib/domain/permissions'
import { type EmployeeId, readEmployeeId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { StaffFields } from '@/lib/protocol/console'
import { type StaffCreated, StaffRow } from '@/lib/protocol/console-rows'
import { writeAudit } from '@/lib/server/audit'
import type { Database } from '@/lib/server/database'
import { type FirstPassword, makeFirstPassword } from '@/lib/server/people/first-password'
import type { SignedIn } from '@/lib/server/people/sessions'
import type { TransactionSql } from '@/lib/server/postgres-client'
import {
  auditChange,
  createIn,
  type EditPorts,
  type EditRefusal,
  editIn,
  type Kind,
  lockCenter,
  type Reader,
  refusingWhatIsTaken,
} from './editing'
import { foreignServices } from './services'
import { changeAccount, givePassword, openAccount } from './staff-accounts'

/** By name. */
export function listStaff(database: Database, center: CenterId): Promise<StaffRow[]> {
  return readStaff(database.sql, center)
}

export type StaffPorts = EditPorts & { readonly person: SignedIn }

/** A person of the center and his account, with a password that is told this once. */
export async function createStaff(
  ports: StaffPorts,
  center: CenterId,
  typed: StaffFields,
): Promise<Result<StaffCreated, EditRefusal>> {
  const read = withEmployeeId(typed)
  if (!read.ok) return read
  const first = await makeFirstPassword(read.value.employeeId)
  if (!first) return refuse({ code: 'unavailable' })
  const created = await createIn(ports, staffKind(ports, first), center, read.value)
  return created.ok ? ok({ ...created.value, firstPassword: first.password }) : created
}

export async function editStaff(
  ports: StaffPorts,
  place: { readonly center: CenterId; readonly id: number },
  typed: StaffFields,
  revision: number,
): Promise<Result<StaffRow, EditRefusal>> {
  const read = withEmployeeId(typed)
  return read.ok ? await editIn(ports, staffKind(ports, null), place, read.value, revision) : read
}

/** Ends what a person may do, from the server's terminal: also where nobody is left who may do it in the console. */
export function retireStaff(
  { database, person, now }: EditPorts,
  { center, id }: { readonly center: CenterId; readonly id: number },
): Promise<Result<StaffRow, EditRefusal>> {
  return database.begin(async (sql): Promise<Result<StaffRow, EditRefusal>> => {
    await lockCenter(sql, center)
    const [before] = await readStaff(sql, center, id)
    const employeeId = before && readEmployeeId(before.employeeId)
    if (!before || !employeeId) return refuse({ code: 'not_found' })
    await sql`update agents set is_active = false where id = ${id}`
    await changeAccount(sql, { ...before, employeeId, active: false }, now)
    const [after = before] = await readStaff(sql, center, id)
    await auditChange(sql, { person, center, subject: { kind: 'staff', id } }, before, after)
    return ok(after)
  })
}

/** Gives a person another password, and an account if he had none. Whoever had a session by the old one is out. */
export async function resetStaffPassword(
  { database, person, now }: EditPorts & { readonly person: (RightsHolder & SignedIn) | null },
  center: CenterId,
  id: number,
): Promise<Result<FirstPassword['password'], EditRefusal>> {
  const [known] = await readStaff(database.sql, center, id)
  const employeeId = known && readEmployeeId(known.employeeId)
  if (!known?.active || !employeeId) return refuse({ code: 'not_found' })
  const first = await makeFirstPassword(employeeId)
  if (!first) return refuse({ code: 'unavailable' })
  return await refusingWhatIsTaken(() =>
    database.begin(async (sql): Promise<Result<string, EditRefusal>> => {
      await lockCenter(sql, center)
      const [row] = await readStaff(sql, center, id)
      if (!row?.active || row.employeeId !== known.employeeId) return refuse({ code: 'changed_meanwhile' })
      if (person && !mayManage(person, center, row.role)) return refuse({ code: 'not_allowed' })
      await givePassword(sql, { ...row, employeeId, center, hash: first.hash }, now)
      const subject = { kind: 'staff', id } as const
      await writeAudit(sql, { person, center, action: 'password.reset', subject, before: null, after: { employeeId } })
      return ok(first.password)
    }),
  )
}

type Named = StaffFields & { readonly employeeId: EmployeeId }

function withEmployeeId(typed: StaffFields): Result<Named, EditRefusal> {
  const employeeId = readEmployeeId(typed.employeeId)
  return employeeId ? ok({ ...typed, employeeId }) : refuse({ code: 'employee_id_invalid', field: 'employeeId' })
}

/** A supervisor has the agents of his center in hand, and not those who are supervisors like him. */
function mayManage(person: RightsHolder, center: CenterId, role: StaffFields['role']): boolean {
  return may(person, role === 'supervisor' ? 'full_access' : 'agent_management', center)
}

/** @param first of a new person */
function staffKind({ person, now }: StaffPorts, first: FirstPassword | null): Kind<Named, StaffRow> {
  return {
    name: 'staff',
    list: readStaff,
    refusalOf: async (sql, center, fields, before) =>
      rightsRefusal(person, center, fields, before) ??
      (await foreignServices(sql, center, fields.services)) ??
      (await foreignStation(sql, center, fields.usualStation)),
    insert: async (sql, center, fields) => {
      const id = await insertAgent(sql, center, fields)
      if (first) await openAccount(sql, { ...fields, id, center, hash: first.hash }, now)
      return id
    },
    update: async (sql, { id }, fields) => {
      await updateAgent(sql, id, fields)
      await changeAccount(sql, { ...fields, id }, now)
    },
  }
}

function rightsRefusal(
  person: SignedIn,
  center: CenterId,
  { role, active, employeeId }: Named,
  before: StaffRow | null,
): EditRefusal | null {
  if (before && !mayManage(person, center, before.role)) return { code: 'not_allowed' }
  if (!mayManage(person, center, role)) return { code: 'not_allowed', field: 'role' }
  const isHimself = before?.employeeId === person.employeeId
  if (isHimself && !active) return { code: 'not_allowed', field: 'active' }
  return isHimself && employeeId !== person.employeeId ? { code: 'not_allowed', field: 'employeeId' } : null
}

async function foreignStation(
  sql: TransactionSql,
  center: CenterId,
  station: number | null,
): Promise<EditRefusal | null> {
  if (station === null) return null
  const rows = await sql`select 1 from stations where center_id = ${center} and id = ${station}`
  return rows.length > 0 ? null : { code: 'station_unknown', field: 'usualStation' }
}

async function readStaff(sql: Reader, center: CenterId, id?: number): Promise<StaffRow[]> {
  const rows = await sql`
    select a.id, a.employee_id as "employeeId", a.first_name as "firstName", a.last_name as "lastName", a.role,
      a.specializations as services, a.usual_station_id as "usualStation", a.is_active as active, a.revision,
      case when u.id is null then 'none' when u.retired_at is null then 'open' else 'retired' end as account,
      coalesce(u.must_change_password, false) as "mustChangePassword",
      (select (extract(epoch from max(s.created_at)) * 1000)::bigint from sessions s where s.user_id = u.id) as "lastSignInAt"
    from agents a left join users u on u.agent_id = a.id
    where a.center_id = ${center} and (${id ?? null}::integer is null or a.id = ${id ?? null})
    order by a.last_name, a.first_name, a.id`
  return rows.map(row => StaffRow.parse(row))
}

async function insertAgent(sql: TransactionSql, center: CenterId, fields: Named): Promise<number> {
  const [row] = await sql<[{ id: number }]>`
    insert into agents (center_id, employee_id, first_name, last_name, role, specializations, usual_station_id, is_active)
    values (${center}, ${fields.employeeId}, ${fields.firstName}, ${fields.lastName}, ${fields.role},
      ${fields.services}::integer[], ${fields.usualStation}, ${fields.active})
    returning id`
  return row.id
}

async function updateAgent(sql: TransactionSql, id: number, fields: Named): Promise<void> {
  await sql`
    update agents set employee_id = ${fields.employeeId}, first_name = ${fields.firstName}, last_name = ${fields.lastName},
      role = ${fields.role}, specializations = ${fields.services}::integer[], usual_station_id = ${fields.usualStation},
      is_active = ${fields.active}
    where id = ${id}`
}
