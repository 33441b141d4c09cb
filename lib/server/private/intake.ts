import { compactDecrypt, importJWK } from 'jose'
import type { CenterId, DeviceId, InstantMs } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { issuerOf } from '@/lib/domain/ticket-number'
import {
  type IntakeRefusalCode,
  type IntakeRow,
  placeText,
  RETENTION_DAYS,
  SealedHeader,
  type TicketPlace,
  Visitor,
} from '@/lib/protocol/intake'
import { writeAudit } from '../audit'
import type { Database } from '../database'
import type { Keys } from '../keys'
import type { TransactionSql } from '../postgres-client'
import { type CenterKey, lockPrivateData, readCenterKeys } from './center-keys'
import { noteVisitor } from './citizens'

export type IntakePorts = { readonly database: Database; readonly keys: Keys; readonly now: InstantMs }

/** Where the rows come from. */
export type IntakeSource = { readonly device: DeviceId; readonly center: CenterId; readonly timeZone: string }

export type RefusedRow = Pick<IntakeRow, 'day' | 'ticket'> & { readonly code: IntakeRefusalCode }

/** A kiosk's clock may be a day ahead of the server's. */
const DAYS_AHEAD_MAX = 1

/**
 * Stores whose tickets a kiosk gave. A row of which nobody needs to know any more is taken and forgotten.
 *
 * @returns what cannot be stored, and why; the rest is committed
 */
export async function takeIntake(
  ports: IntakePorts,
  source: IntakeSource,
  rows: readonly IntakeRow[],
): Promise<RefusedRow[]> {
  const { database, keys, now } = ports
  const opening = await readCenterKeys(database.sql, keys, source.center)
  const today = serviceDayOf(now, source.timeZone)
  const refused: RefusedRow[] = []
  const visitors: { readonly place: TicketPlace; readonly visitor: Visitor }[] = []
  for (const row of rows) {
    const { day, ticket } = row
    if (issuerOf(ticket) !== source.device) refused.push({ day, ticket, code: 'not_yours' })
    else if (day > addDays(today, DAYS_AHEAD_MAX)) refused.push({ day, ticket, code: 'wrong_day' })
    else if (addDays(day, RETENTION_DAYS) > today) {
      const place = { center: source.center, day, ticket }
      const visitor = await openVisitor(opening, place, row.sealed)
      if (visitor) visitors.push({ place, visitor })
      else refused.push({ day, ticket, code: 'cannot_open' })
    }
  }
  await database.begin(async sql => {
    await lockPrivateData(sql, source.center)
    const [current, ...older] = await readCenterKeys(sql, keys, source.center)
    if (current) for (const { place, visitor } of visitors) await noteVisitor(sql, place, visitor, [current, ...older])
    if (refused[0]) await auditRefused(sql, source, refused[0])
  })
  return refused
}

/** Null unless it was sealed to one of these keys, for this ticket, and nothing of it was changed. */
export async function openVisitor(
  keys: readonly CenterKey[],
  place: TicketPlace,
  sealed: string,
): Promise<Visitor | null> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      sealed,
      async header => {
        const key = keys.find(({ id }) => id === header?.kid)
        if (!key) throw new Error('a key that is not there')
        return await importJWK(key.privateKey, 'ECDH-ES')
      },
      { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] },
    )
    if (SealedHeader.parse(protectedHeader).place !== placeText(place)) return null
    return Visitor.parse(JSON.parse(new TextDecoder().decode(plaintext)))
  } catch {
    // reason: whatever is wrong with it, the answer is the same, and what was sealed is in no error that is kept
    return null
  }
}

/** Once a day for a device, however often it tries: somebody must know that codes of its tickets will not come. */
async function auditRefused(
  sql: TransactionSql,
  { center, device }: IntakeSource,
  { day, ticket, code }: RefusedRow,
): Promise<void> {
  const [told] = await sql`
    select 1 from audit_entries
    where subject_kind = 'device' and subject_id = ${device} and action = 'intake.refused' and at > now() - interval '1 day'`
  if (told) return
  const subject = { kind: 'device', id: device } as const
  const after = { code, day, ticket }
  await writeAudit(sql, { person: null, center, action: 'intake.refused', subject, before: null, after })
}
