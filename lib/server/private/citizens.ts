import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { CenterId, ServiceDay } from '@/lib/domain/ids'
import { addDays } from '@/lib/domain/service-day'
import { RETENTION_DAYS, type TicketPlace, type Visitor } from '@/lib/protocol/intake'
import type { TransactionSql } from '../postgres-client'
import { type CenterKey, codeIndex } from './center-keys'
import { openText, sealText } from './field-cipher'

/** The columns of `citizens` that hold encrypted text. */
export const SEALED_FIELDS = [
  'pre_enrollment_code_enc',
  'first_name_enc',
  'last_name_enc',
  'date_of_birth_enc',
  'phone_number_enc',
  'email_enc',
  'special_needs_enc',
] as const
export type SealedField = (typeof SEALED_FIELDS)[number]

export function sealField(key: CenterKey, row: string, field: SealedField, text: string): Uint8Array {
  return sealText(key.dataKey, text, boundTo(row, field))
}

export function openField(key: CenterKey, row: string, field: SealedField, sealed: Uint8Array): string | null {
  return openText(key.dataKey, sealed, boundTo(row, field))
}

/** A field that was moved to another row or column does not open there. */
function boundTo(row: string, field: SealedField): string {
  return `citizens.${field}.${row}`
}

const BYTEA_ARRAY = 1001
const Found = z.object({ id: z.string(), purgeAfter: z.string() })

/**
 * Notes whose ticket it is. A person has one row in a center, however many visits; the same again changes nothing.
 *
 * @param keys all of the center, the newest first; under `lockPrivateData`, since a row may stand under an older one
 */
export async function noteVisitor(
  sql: TransactionSql,
  { center, day, ticket }: TicketPlace,
  visitor: Visitor,
  keys: readonly [CenterKey, ...CenterKey[]],
): Promise<void> {
  const [noted] = await sql`
    select 1 from citizen_tickets where center_id = ${center} and service_day = ${day} and ticket_id = ${ticket}`
  if (noted) return
  const purgeAfter = addDays(day, RETENTION_DAYS)
  const indices = keys.map(key => codeIndex(key, visitor.code))
  const [row] = await sql`
    select id, purge_after::text as "purgeAfter" from citizens
    where center_id = ${center} and pre_enrollment_code_hash = any(${sql.array(indices, BYTEA_ARRAY)})`
  const citizen = row ? Found.parse(row) : await insertCitizen(sql, center, visitor, keys[0], purgeAfter)
  if (citizen.purgeAfter < purgeAfter)
    await sql`update citizens set purge_after = ${purgeAfter}, updated_at = now() where id = ${citizen.id}`
  await sql`
    insert into citizen_tickets (center_id, service_day, ticket_id, citizen_id)
    values (${center}, ${day}, ${ticket}, ${citizen.id})`
}

async function insertCitizen(
  sql: TransactionSql,
  center: CenterId,
  { code, language }: Visitor,
  key: CenterKey,
  purgeAfter: ServiceDay,
): Promise<z.infer<typeof Found>> {
  const id = randomUUID()
  await sql`
    insert into citizens (id, center_id, key_id, pre_enrollment_code_hash, pre_enrollment_code_enc, preferred_language, purge_after)
    values (${id}, ${center}, ${key.id}, ${codeIndex(key, code)},
      ${sealField(key, id, 'pre_enrollment_code_enc', code)}, ${language}, ${purgeAfter})`
  return { id, purgeAfter }
}
