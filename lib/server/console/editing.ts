import { isDeepStrictEqual } from 'node:util'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { ProblemCode } from '@/lib/protocol/rest'
import { type AuditSubjectKind, type Author, writeAudit } from '@/lib/server/audit'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'

/** Reads within a transaction and outside of one. */
export type Reader = Database['sql']

export type EditPorts = { readonly database: Database; readonly person: Author; readonly now: InstantMs }

export type EditRefusal = {
  readonly code: Exclude<ProblemCode, 'too_many_requests'>
  /** Of the form, as the body names it. */
  readonly field?: string
}

type Editable = { readonly active: boolean }
type EditableRow = Editable & { readonly id: number; readonly revision: number }

/** What may be edited of a center, by one set of rules: nobody overwrites another, and each change is audited. */
export type Kind<Fields extends Editable, Row extends EditableRow> = {
  readonly name: AuditSubjectKind
  /** In the order in which they are shown. @param id to read one alone */
  readonly list: (sql: Reader, center: CenterId, id?: number) => Promise<Row[]>
  /** @param before null for a new one */
  readonly refusalOf: (
    sql: TransactionSql,
    center: CenterId,
    fields: Fields,
    before: Row | null,
  ) => Promise<EditRefusal | null>
  /** @returns its id */
  readonly insert: (sql: TransactionSql, center: CenterId, fields: Fields) => Promise<number>
  readonly update: (sql: TransactionSql, before: Row, fields: Fields) => Promise<void>
}

type Edited<Row> = Promise<Result<Row, EditRefusal>>

export function createIn<Fields extends Editable, Row extends EditableRow>(
  { database, person }: EditPorts,
  kind: Kind<Fields, Row>,
  center: CenterId,
  fields: Fields,
): Edited<Row> {
  return refusingWhatIsTaken(() =>
    database.begin(async (sql): Edited<Row> => {
      if (!(await lockCenter(sql, center))) return refuse({ code: 'not_found' })
      const refusal = await kind.refusalOf(sql, center, fields, null)
      if (refusal) return refuse(refusal)
      const row = await oneOf(sql, kind, center, await kind.insert(sql, center, fields))
      const subject = { kind: kind.name, id: row.id }
      await writeAudit(sql, { person, center, action: `${kind.name}.created`, subject, before: null, after: fields })
      return ok(row)
    }),
  )
}

/** Gives a row other fields, all of them, if it still has the revision that was on the screen. */
export function editIn<Fields extends Editable, Row extends EditableRow>(
  { database, person }: EditPorts,
  kind: Kind<Fields, Row>,
  { center, id }: { readonly center: CenterId; readonly id: number },
  fields: Fields,
  revision: number,
): Edited<Row> {
  return refusingWhatIsTaken(() =>
    database.begin(async (sql): Edited<Row> => {
      if (!(await lockCenter(sql, center))) return refuse({ code: 'not_found' })
      const [before] = await kind.list(sql, center, id)
      if (!before) return refuse({ code: 'not_found' })
      if (before.revision !== revision) return refuse({ code: 'changed_meanwhile' })
      const refusal = await kind.refusalOf(sql, center, fields, before)
      if (refusal) return refuse(refusal)
      await kind.update(sql, before, fields)
      const row = await oneOf(sql, kind, center, id)
      await auditChange(sql, { person, center, subject: { kind: kind.name, id } }, before, row)
      return ok(row)
    }),
  )
}

async function oneOf<Fields extends Editable, Row extends EditableRow>(
  sql: TransactionSql,
  kind: Kind<Fields, Row>,
  center: CenterId,
  id: number,
): Promise<Row> {
  const [row] = await kind.list(sql, center, id)
  if (!row) throw new Error(`${kind.name} ${id} is gone`)
  return row
}

type Change = {
  readonly person: Author
  readonly center: CenterId
  readonly subject: { readonly kind: AuditSubjectKind; readonly id: number }
}

/** Of no change that somebody makes: who signs in meanwhile has not been edited. */
const UNTOLD: ReadonlySet<string> = new Set(['revision', 'lastSignInAt'])

/** What differs alone: a long row with one other word in it tells nobody which. Nothing when nothing does. */
export async function auditChange<Row extends Editable>(
  sql: TransactionSql,
  change: Change,
  before: Row,
  after: Row,
): Promise<void> {
  const differs = ([name, value]: [string, unknown]) =>
    !UNTOLD.has(name) && !isDeepStrictEqual(value, Object.entries(before).find(([other]) => other === name)?.[1])
  const names = Object.entries(after)
    .filter(differs)
    .map(([name]) => name)
  if (names.length === 0) return
  const only = (row: Row) => Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
  const action = `${change.subject.kind}.${before.active && !after.active ? 'retired' : 'changed'}`
  await writeAudit(sql, { ...change, action, before: only(before), after: only(after) })
}

/**
 * Lets the edits of a center follow each other; until the transaction ends. The revisions of its rows are given under
 * this lock anyway.
 *
 * @returns whether there is such a center
 */
export async function lockCenter(sql: TransactionSql, center: CenterId): Promise<boolean> {
  const rows = await sql`select 1 from centers where id = ${center} for no key update`
  return rows.length > 0
}

const TAKEN: Readonly<Record<string, EditRefusal>> = {
  centers_code_key: { code: 'code_taken', field: 'code' },
  service_types_code_key: { code: 'code_taken', field: 'code' },
  service_types_letter_key: { code: 'letter_taken', field: 'letter' },
  stations_station_number_key: { code: 'number_taken', field: 'number' },
  agents_employee_id_key: { code: 'employee_id_taken', field: 'employeeId' },
  users_employee_id_key: { code: 'employee_id_taken', field: 'employeeId' },
}

/** The database says what is taken, not a look before: two who ask at once do not both find it free. */
export async function refusingWhatIsTaken<Value>(
  work: () => Promise<Result<Value, EditRefusal>>,
): Promise<Result<Value, EditRefusal>> {
  try {
    return await work()
  } catch (fault) {
    const refusal = takenBy(fault)
    if (!refusal) throw fault
    return refuse(refusal)
  }
}

const UNIQUE_VIOLATION = '23505'

function takenBy(fault: unknown): EditRefusal | undefined {
  if (!(fault instanceof Error) || !('code' in fault) || fault.code !== UNIQUE_VIOLATION) return undefined
  return 'constraint_name' in fault ? TAKEN[String(fault.constraint_name)] : undefined
}
