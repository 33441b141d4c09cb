import { createHmac, randomInt } from 'node:crypto'
import type { CenterId, InstantMs, Surface } from '@/lib/domain/ids'
import { DEVICE_ID_ALPHABET, DEVICE_ID_LENGTH, DeviceId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import {
  ENROLLMENT_CODE_ALPHABET,
  ENROLLMENT_CODE_LENGTH,
  type EnrollResponse,
  type PublicKeyJwk,
} from '@/lib/protocol/rest'
import { writeAudit } from './audit'
import { readCenter } from './catalogue'
import type { Database } from './database'
import type { Keys } from './keys'
import type { TransactionSql } from './postgres-client'

/** A code is good for so long: time to walk from the console to the device, and not much more. */
export const ENROLLMENT_CODE_MS = 15 * 60_000

const ISSUER_DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Makes a one-time code for one surface of one center. It is kept only as a keyed hash. */
export async function createEnrollmentCode(
  { database, keys, now }: { database: Pick<Database, 'sql'>; keys: Keys; now: InstantMs },
  {
    center,
    surface,
    label,
    goodForMs = ENROLLMENT_CODE_MS,
  }: { center: CenterId; surface: Surface; label: string; goodForMs?: number },
): Promise<string> {
  const code = randomText(ENROLLMENT_CODE_ALPHABET, ENROLLMENT_CODE_LENGTH)
  await database.sql`
    insert into enrollment_codes (code_hash, center_id, surface, label, expires_at)
    values (${hashOf(keys, code)}, ${center}, ${surface}, ${label}, ${new Date(now + goodForMs)})`
  return code
}

export type EnrollRefusal = { readonly code: 'code_unknown' | 'code_used' | 'code_expired' | 'no_issuer_digit' }

/** Whether a refusal tells that somebody may be guessing: only that is counted against him. */
export function isWrongCode({ code }: EnrollRefusal): boolean {
  return code !== 'no_issuer_digit'
}

/** Turns a code and a public key into a device. Of two simultaneous requests with one code, one is refused. */
export function enrollDevice(
  { database, keys, now }: { database: Database; keys: Keys; now: InstantMs },
  request: { readonly code: string; readonly publicKey: PublicKeyJwk },
): Promise<Result<EnrollResponse, EnrollRefusal>> {
  return database.begin(async (sql): Promise<Result<EnrollResponse, EnrollRefusal>> => {
    const hash = hashOf(keys, request.code)
    const [row] = await sql<CodeRow[]>`
      select center_id, surface, label, expires_at, used_at, device_id from enrollment_codes where code_hash = ${hash} for update`
    if (!row) return refuse({ code: 'code_unknown' })
    if (row.used_at) return await enrolledAlready(sql, row, request.publicKey)
    if (row.expires_at.getTime() < now) return refuse({ code: 'code_expired' })

    const digit = row.surface === 'kiosk' ? await freeDigit(sql, row.center_id) : null
    if (digit === undefined) return refuse({ code: 'no_issuer_digit' })
    const device = DeviceId.parse(randomText(DEVICE_ID_ALPHABET, DEVICE_ID_LENGTH))
    await sql`
      insert into devices (id, center_id, surface, label, issuer_digit, public_key)
      values (${device}, ${row.center_id}, ${row.surface}, ${row.label}, ${digit}, ${sql.json(request.publicKey)})`
    await sql`update enrollment_codes set used_at = ${new Date(now)}, device_id = ${device} where code_hash = ${hash}`
    const after = { surface: row.surface, label: row.label, issuerDigit: digit }
    const subject = { kind: 'device', id: device } as const
    const enrolled = { person: null, center: row.center_id, action: 'device.enrolled', subject, before: null, after }
    await writeAudit(sql, enrolled)
    const center = await readCenter(sql, row.center_id)
    return ok({ device_id: device, surface: row.surface, label: row.label, issuer_digit: digit, center })
  })
}

type CodeRow = {
  center_id: CenterId
  surface: Surface
  label: string
  expires_at: Date
  used_at: Date | null
  device_id: DeviceId | null
}

/** The answer to the device that used the code may have been lost: who has its key is told again. */
async function enrolledAlready(
  sql: TransactionSql,
  { device_id, center_id, surface, label }: CodeRow,
  publicKey: PublicKeyJwk,
): Promise<Result<EnrollResponse, EnrollRefusal>> {
  const [known] = await sql<{ id: DeviceId; issuer_digit: number | null }[]>`
    select id, issuer_digit from devices
    where id = ${device_id} and public_key = ${sql.json(publicKey)} and revoked_at is null`
  if (!known) return refuse({ code: 'code_used' })
  const center = await readCenter(sql, center_id)
  return ok({ device_id: known.id, surface, label, issuer_digit: known.issuer_digit, center })
}

/**
 * A digit that nobody has and nobody had today: its numbers of today may stand on paper. Of those, the one free for
 * longest. Undefined when there is none. The lock makes two enrollments of a center follow each other.
 */
async function freeDigit(sql: TransactionSql, center: CenterId): Promise<number | undefined> {
  await sql`select 1 from centers where id = ${center} for update`
  const rows = await sql<{ digit: number; taken: boolean; last_used: Date }[]>`
    select issuer_digit as digit, max(coalesce(last_seen_at, enrolled_at)) as last_used,
      bool_or(revoked_at is null or greatest(last_seen_at, enrolled_at) >= date_trunc('day', now() at time zone c.time_zone) at time zone c.time_zone) as taken
    from devices d join centers c on c.id = d.center_id
    where center_id = ${center} and issuer_digit is not null group by issuer_digit`
  const used = new Map(rows.map(row => [row.digit, row]))
  const free = ISSUER_DIGITS.filter(digit => !used.get(digit)?.taken)
  const lastUse = (digit: number) => used.get(digit)?.last_used.getTime() ?? 0
  return [...free].sort((a, b) => lastUse(a) - lastUse(b) || a - b)[0]
}

function hashOf(keys: Keys, code: string): Buffer {
  return createHmac('sha256', keys.enrollment).update(code).digest()
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}
