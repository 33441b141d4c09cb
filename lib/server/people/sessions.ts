import { createHmac, randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { CenterId, type DurationMs, type InstantMs } from '@/lib/domain/ids'
import { Role } from '@/lib/domain/permissions'
import { EmployeeId, SessionId, SHIFT_MS, UserId } from '@/lib/domain/person'
import type { Database } from '@/lib/server/database'
import type { Keys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'

export const SESSION_MS: DurationMs = SHIFT_MS
/** `last_seen_at` is that old at most: a page with ten requests writes once. */
const SEEN_EVERY_MS: DurationMs = 60_000
const KEPT_AFTER_END_MS: DurationMs = 30 * 86_400_000
const LISTED_MAX = 50

/** Who is signed in, as the database has him now: what the cookie says of him is not asked. */
export const SignedIn = z.object({
  session: SessionId,
  user: UserId,
  employeeId: EmployeeId,
  role: Role,
  /** Null for who works for all centers. */
  center: z.nullable(CenterId),
  /** The name of his center in both languages. */
  centerNameFr: z.nullable(z.string()),
  centerNameEn: z.nullable(z.string()),
  /** Of his center. */
  timeZone: z.nullable(z.string()),
  /** Nothing else may be done before. */
  mustChangePassword: z.boolean(),
})
export type SignedIn = z.infer<typeof SignedIn>

export type Caller = {
  /** As `clientNetworkOf` tells it. */
  readonly network: string
  /** As `browserName` tells it. */
  readonly browser: string
}

type Ports = { readonly database: Database; readonly keys: Keys; readonly now: InstantMs }

/**
 * Begins a session, if the account still has the password that was checked: it may have been changed meanwhile, which
 * ends all sessions, and this one must not slip through. What the browser had before is ended.
 *
 * @returns null when the account is not as it was
 */
export function openSession(
  { database, keys, now }: Ports,
  account: { readonly user: UserId; readonly passwordHash: string },
  caller: Caller,
  former: SessionId | null,
): Promise<SessionId | null> {
  const id = SessionId.parse(randomUUID())
  return database.begin(async sql => {
    const [user] = await sql`
      select 1 from users where id = ${account.user} and password_hash = ${account.passwordHash} and retired_at is null
      for share`
    if (!user) return null
    await sql`delete from sessions where user_id = ${account.user} and expires_at < ${new Date(now - KEPT_AFTER_END_MS)}`
    if (former) await sql`update sessions set revoked_at = ${new Date(now)} where id = ${former} and revoked_at is null`
    await sql`
      insert into sessions (id, user_id, created_at, last_seen_at, expires_at, address_hash, user_agent)
      values (${id}, ${account.user}, ${new Date(now)}, ${new Date(now)}, ${new Date(now + SESSION_MS)},
        ${addressHash(keys, caller.network)}, ${caller.browser})`
    return id
  })
}

/** Who that is; null when the session has ended, or the person has left. Asked at each request, so an end counts at once. */
export async function findSignedIn(
  { database, now }: Pick<Ports, 'database' | 'now'>,
  id: SessionId,
): Promise<SignedIn | null> {
  const [row] = await database.sql<{ lastSeenAt: Date }[]>`
    select s.id as session, u.id as user, u.employee_id as "employeeId", u.role, u.center_id as center,
      c.name_fr as "centerNameFr", c.name_en as "centerNameEn", c.time_zone as "timeZone",
      u.must_change_password as "mustChangePassword", s.last_seen_at as "lastSeenAt"
    from sessions s join users u on u.id = s.user_id left join centers c on c.id = u.center_id
    where s.id = ${id} and s.revoked_at is null and s.expires_at > ${new Date(now)} and u.retired_at is null`
  if (!row) return null
  if (now - row.lastSeenAt.getTime() >= SEEN_EVERY_MS)
    await database.sql`update sessions set last_seen_at = ${new Date(now)} where id = ${id} and revoked_at is null`
  return SignedIn.parse(row)
}

const ListedSession = z.object({
  id: SessionId,
  createdAt: z.date(),
  lastSeenAt: z.date(),
  /** As `browserName`; empty when unknown. */
  browser: z.string(),
  /** The network that asks now. */
  isSameAddress: z.boolean(),
})
export type ListedSession = z.infer<typeof ListedSession>

/** A person's sessions that count, the last used first. */
export async function listSessions(
  { database, keys, now }: Ports,
  user: UserId,
  network: string,
): Promise<ListedSession[]> {
  const rows = await database.sql`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", user_agent as browser,
      address_hash = ${addressHash(keys, network)} as "isSameAddress"
    from sessions where user_id = ${user} and revoked_at is null and expires_at > ${new Date(now)}
    order by last_seen_at desc, id limit ${LISTED_MAX}`
  return rows.map(row => ListedSession.parse(row))
}

/** Ends one of his own sessions. @returns whether there was one to end: of somebody else's nobody learns anything. */
export async function endSession(
  { database, now }: Pick<Ports, 'database' | 'now'>,
  user: UserId,
  id: SessionId,
): Promise<boolean> {
  const rows = await database.sql`
    update sessions set revoked_at = ${new Date(now)}
    where id = ${id} and user_id = ${user} and revoked_at is null returning 1`
  return rows.length > 0
}

/** Signs a person out everywhere. */
export async function endSessionsOf(sql: TransactionSql, user: UserId, now: InstantMs): Promise<void> {
  await sql`update sessions set revoked_at = ${new Date(now)} where user_id = ${user} and revoked_at is null`
}

function addressHash(keys: Keys, network: string): Buffer {
  return createHmac('sha256', keys.people).update(`address ${network}`).digest()
}
