import { createHmac, randomBytes } from 'node:crypto'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { checkPassword, type PasswordRefusal } from '@/lib/domain/password-rules'
import type { EmployeeId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Database } from '@/lib/server/database'
import type { Keys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { hashPassword } from './passwords'

export const FIRST_ADMIN_LINK_MS: DurationMs = 24 * 3_600_000

/** Any constant will do; it must only be ours alone in this database. */
const FIRST_ADMIN_LOCK = 8_132_002
const TOKEN_BYTES = 24

type Ports = { readonly database: Database; readonly keys: Keys; readonly now: InstantMs }

/**
 * Makes the token of a link that lets one person become the first administrator. The link before it is good no more.
 *
 * @returns null when an administrator can sign in: he makes all others
 */
export async function createFirstAdminToken({ database, keys, now }: Ports): Promise<string | null> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return await database.begin(async sql => {
    await oneAfterAnother(sql)
    if (await canAdministratorSignIn(sql)) return null
    await sql`delete from first_admin_links where used_at is null`
    await sql`
      insert into first_admin_links (token_hash, created_at, expires_at)
      values (${hashOf(keys, token)}, ${new Date(now)}, ${new Date(now + FIRST_ADMIN_LINK_MS)})`
    return token
  })
}

export type FirstAdminRefusal =
  | PasswordRefusal
  | {
      readonly code:
        | 'link_unknown'
        | 'link_used'
        | 'link_expired'
        | 'administrator_exists'
        | 'employee_id_taken'
        | 'unavailable'
    }

/** Whether a refusal tells that somebody may be guessing links: only that is counted against him. */
export function isWrongLink({ code }: FirstAdminRefusal): boolean {
  return code === 'link_unknown'
}

/** Makes the first administrator, of all centers. Of two simultaneous uses of one link, one is refused. */
export async function becomeFirstAdministrator(
  ports: Ports,
  request: { readonly token: string; readonly employeeId: EmployeeId; readonly password: string },
): Promise<Result<void, FirstAdminRefusal>> {
  const { database, keys, now } = ports
  const fits = checkPassword(request.password, request.employeeId)
  if (!fits.ok) return fits
  const tokenHash = hashOf(keys, request.token)
  // Looked at before, so that a stranger cannot have us hash.
  const early = await database.begin(sql => refusalOf(sql, tokenHash, now))
  if (early) return refuse({ code: early })
  const passwordHash = await hashPassword(request.password)
  if (passwordHash === null) return refuse({ code: 'unavailable' })

  return await database.begin(async (sql): Promise<Result<void, FirstAdminRefusal>> => {
    await oneAfterAnother(sql)
    const late = await refusalOf(sql, tokenHash, now)
    if (late) return refuse({ code: late })
    const [user] = await sql<{ id: number }[]>`
      insert into users (employee_id, role, password_hash, must_change_password)
      values (${request.employeeId}, 'admin', ${passwordHash}, false)
      on conflict (employee_id) do nothing returning id`
    if (!user) return refuse({ code: 'employee_id_taken' })
    await sql`
      update first_admin_links set used_at = ${new Date(now)}, user_id = ${user.id} where token_hash = ${tokenHash}`
    return ok(undefined)
  })
}

async function refusalOf(
  sql: TransactionSql,
  tokenHash: Buffer,
  now: InstantMs,
): Promise<'link_unknown' | 'link_used' | 'link_expired' | 'administrator_exists' | null> {
  // One statement, so one moment: between two, another could become administrator with this very link.
  const [row] = await sql<{ expires_at: Date; used_at: Date | null; administrator: boolean }[]>`
    select expires_at, used_at, (${administratorOfAll(sql)}) as administrator
    from first_admin_links where token_hash = ${tokenHash}`
  if (!row) return 'link_unknown'
  if (row.used_at) return 'link_used'
  if (row.expires_at.getTime() < now) return 'link_expired'
  return row.administrator ? 'administrator_exists' : null
}

async function canAdministratorSignIn(sql: TransactionSql): Promise<boolean> {
  const [row] = await sql<{ administrator: boolean }[]>`select (${administratorOfAll(sql)}) as administrator`
  return row?.administrator === true
}

/** Whether an administrator can sign in. Of all centers: one of a single center cannot make any other. */
function administratorOfAll(sql: TransactionSql) {
  return sql`select exists (select 1 from users where role = 'admin' and center_id is null and retired_at is null)`
}

/** Two links, or one link twice, are used one after the other; until the transaction ends. */
async function oneAfterAnother(sql: TransactionSql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK}::bigint)`
}

function hashOf(keys: Keys, token: string): Buffer {
  return createHmac('sha256', keys.people).update(`first administrator ${token}`).digest()
}
