import { randomBytes } from 'node:crypto'
import type { CenterId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { PIN_SALT_BYTES, pinHash } from '@/lib/replica/kiosk-pin-hash'
import { writeAudit } from '@/lib/server/audit'
import { type EditPorts, type EditRefusal, lockCenter } from './editing'

/** Gives the staff corner of a center's kiosks another PIN, or closes it. The record says who did, and never the PIN. */
export async function setKioskPin(
  { database, person }: Pick<EditPorts, 'database' | 'person'>,
  center: CenterId,
  pin: string | null,
): Promise<Result<{ readonly hasKioskPin: boolean }, EditRefusal>> {
  const hash = pin && (await pinHash(pin, new Uint8Array(randomBytes(PIN_SALT_BYTES))))
  return await database.begin(async sql => {
    if (!(await lockCenter(sql, center))) return refuse({ code: 'not_found' })
    await sql`update centers set kiosk_pin = ${hash} where id = ${center}`
    const action = `center.kiosk_pin_${hash ? 'changed' : 'removed'}`
    const subject = { kind: 'center', id: center } as const
    await writeAudit(sql, { person, center, action, subject, before: null, after: null })
    return ok({ hasKioskPin: hash !== null })
  })
}
