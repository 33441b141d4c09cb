import type { CenterId, DeviceId, InstantMs, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { DeviceCode } from '@/lib/protocol/console'
import { DeviceRow } from '@/lib/protocol/console-devices'
import { type Author, writeAudit } from '@/lib/server/audit'
import type { Database } from '@/lib/server/database'
import { revokeDevice } from '@/lib/server/devices'
import { createEnrollmentCode, ENROLLMENT_CODE_MS } from '@/lib/server/enrollment'
import type { Keys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { type EditRefusal, lockCenter, type Reader } from './editing'

export type DevicePorts = {
  readonly database: Database
  readonly keys: Keys
  readonly person: Author
  readonly now: InstantMs
}

/** Those that work, by their names; then the revoked, the last one first. @param id to read one alone */
export async function listDevices(sql: Reader, center: CenterId, id: DeviceId | null = null): Promise<DeviceRow[]> {
  const rows = await sql`
    select id, surface, label, issuer_digit as "issuerDigit", enrolled_at as "enrolledAt", last_seen_at as "lastSeenAt",
      health, health_at as "healthAt", revoked_at as "revokedAt"
    from devices where center_id = ${center} and (${id}::text is null or id = ${id})
    order by revoked_at desc nulls first, label, id`
  return rows.map(row => DeviceRow.parse(inMilliseconds(row)))
}

function inMilliseconds(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.getTime() : value]),
  )
}

type Enrolled = { readonly surface: Surface; readonly label: string }

/** A code for a device that is to come. The record says that there is one, and never which. */
export function makeDeviceCode(
  ports: DevicePorts,
  center: CenterId,
  { surface, label }: Enrolled,
): Promise<Result<DeviceCode, EditRefusal>> {
  return ports.database.begin(async (sql): Promise<Result<DeviceCode, EditRefusal>> => {
    if (!(await lockCenter(sql, center))) return refuse({ code: 'not_found' })
    return ok(await newCode(sql, ports, center, { surface, label }))
  })
}

async function newCode(
  sql: TransactionSql,
  { keys, person, now }: DevicePorts,
  center: CenterId,
  device: Enrolled,
): Promise<DeviceCode> {
  const code = await createEnrollmentCode({ database: { sql }, keys, now }, { center, ...device })
  const subject = { kind: 'device', id: 'new' } as const
  await writeAudit(sql, { person, center, action: 'device.code_made', subject, before: null, after: device })
  return { code, expiresAt: now + ENROLLMENT_CODE_MS }
}

export type DeviceAtCenter = { readonly center: CenterId; readonly device: DeviceId }

/** Gives a device another name on the console. */
export function renameDevice(
  { database, person }: DevicePorts,
  { center, device }: DeviceAtCenter,
  label: string,
): Promise<Result<DeviceRow, EditRefusal>> {
  return database.begin(async (sql): Promise<Result<DeviceRow, EditRefusal>> => {
    const before = await working(sql, center, device)
    if (!before.ok) return before
    if (before.value.label !== label) {
      await sql`update devices set label = ${label} where id = ${device}`
      const subject = { kind: 'device', id: device } as const
      const [was, is] = [{ label: before.value.label }, { label }]
      await writeAudit(sql, { person, center, action: 'device.renamed', subject, before: was, after: is })
    }
    return ok({ ...before.value, label })
  })
}

/** Ends what a device may do, for ever. The sync server learns of it within two seconds. */
export function retireDevice(
  ports: DevicePorts,
  { center, device }: DeviceAtCenter,
): Promise<Result<DeviceRow, EditRefusal>> {
  return ports.database.begin(async (sql): Promise<Result<DeviceRow, EditRefusal>> => {
    const before = await working(sql, center, device)
    if (!before.ok) return before
    await revoke(sql, ports, center, before.value)
    return ok({ ...before.value, revokedAt: ports.now })
  })
}

/**
 * A surface is part of what a device is: its key, its log, its digit. So it is revoked, and a code under its name lets the
 * same tablet come back as another device; neither happens without the other.
 */
export function moveDevice(
  ports: DevicePorts,
  { center, device }: DeviceAtCenter,
  surface: Surface,
): Promise<Result<DeviceCode, EditRefusal>> {
  return ports.database.begin(async (sql): Promise<Result<DeviceCode, EditRefusal>> => {
    const before = await working(sql, center, device)
    if (!before.ok) return before
    if (before.value.surface === surface) return refuse({ code: 'invalid_request', field: 'surface' })
    await revoke(sql, ports, center, before.value)
    return ok(await newCode(sql, ports, center, { surface, label: before.value.label }))
  })
}

/** The device, if it is one of this center's and not revoked. Until the transaction ends nobody else changes it. */
async function working(
  sql: TransactionSql,
  center: CenterId,
  device: DeviceId,
): Promise<Result<DeviceRow, EditRefusal>> {
  await sql`select 1 from devices where id = ${device} and center_id = ${center} for update`
  const [row] = await listDevices(sql, center, device)
  if (!row) return refuse({ code: 'not_found' })
  return row.revokedAt === null ? ok(row) : refuse({ code: 'changed_meanwhile' })
}

async function revoke(
  sql: TransactionSql,
  { person }: DevicePorts,
  center: CenterId,
  { id, surface, label, issuerDigit }: DeviceRow,
): Promise<void> {
  await revokeDevice({ sql }, id)
  const subject = { kind: 'device', id } as const
  const before = { label, surface, issuerDigit }
  await writeAudit(sql, { person, center, action: 'device.revoked', subject, before, after: null })
}
