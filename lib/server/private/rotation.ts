import { z } from 'zod'
import { CenterId, type InstantMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { DAY_MS } from '@/lib/domain/service-day'
import { RETENTION_DAYS } from '@/lib/protocol/intake'
import type { Database } from '../database'
import type { Keys } from '../keys'
import type { TransactionSql } from '../postgres-client'
import {
  type CenterKey,
  codeIndex,
  lockPrivateData,
  makeCenterKey,
  readCenterKeys,
  resealCenterKeys,
} from './center-keys'
import { openField, SEALED_FIELDS, sealField } from './citizens'

export type RotationPorts = {
  readonly database: Database
  readonly keys: Keys
  /** Those of the secret of before; null while the secret stays. */
  readonly previous: Keys | null
  readonly now: InstantMs
  /** After each batch, how many rows of all centers are under their new key. */
  readonly onProgress: (rows: number) => void
}

export type Rotation = {
  /** Keys that stood under the secret of before. */
  readonly resealed: number
  /** New keys; 0 when an earlier rotation was cut off, and this one has ended it. */
  readonly made: number
  /** Rows that were encrypted anew. */
  readonly rows: number
  /** Old keys that nothing needs any more. */
  readonly dropped: number
}

/** Of a row in 200, each of seven fields: some 20 ms under the lock that a kiosk's intake waits for. */
const BATCH_ROWS = 200
/** A kiosk may bring for so long what it has sealed to a key that was retired; what is older is kept by nobody. */
const RETIRED_MS = RETENTION_DAYS * DAY_MS

/**
 * New keys for every center, and all rows encrypted anew under them. Each batch is one transaction, so it can be killed at
 * any moment: until the next run goes on, every row is under one key that is there.
 */
export async function rotateCenterKeys(ports: RotationPorts): Promise<Rotation> {
  const { database, keys, previous, now, onProgress } = ports
  const resealed = await database.begin(sql => resealCenterKeys(sql, keys, previous))
  const isUnfinished = (await rowsUnderOldKeys(database)) > 0
  const centers = await centersWithKeys(database)
  if (!isUnfinished) for (const center of centers) await database.begin(sql => renew(sql, keys, center, now))
  let rows = 0
  for (const center of centers) {
    for (;;) {
      const count = await database.begin(sql => reencryptBatch(sql, keys, center))
      if (count === 0) break
      rows += count
      onProgress(rows)
    }
  }
  return { resealed, made: isUnfinished ? 0 : centers.length, rows, dropped: await dropNeedless(database, now) }
}

async function renew(sql: TransactionSql, keys: Keys, center: CenterId, now: InstantMs): Promise<void> {
  await lockPrivateData(sql, center)
  await makeCenterKey(sql, keys, center, now)
}

async function centersWithKeys({ sql }: Database): Promise<CenterId[]> {
  const rows = await sql`select distinct center_id as id from center_keys order by 1`
  return rows.map(({ id }) => CenterId.parse(id))
}

async function rowsUnderOldKeys({ sql }: Database): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from citizens c join center_keys k on k.id = c.key_id where k.retired_at is not null`
  return row?.count ?? 0
}

const Row = z.looseObject({ id: z.string(), key_id: z.string() })

async function reencryptBatch(sql: TransactionSql, keys: Keys, center: CenterId): Promise<number> {
  await lockPrivateData(sql, center)
  const all = await readCenterKeys(sql, keys, center)
  const [current] = all
  if (!current || current.isRetired) return 0
  const rows = await sql`
    select * from citizens where center_id = ${center} and key_id <> ${current.id} order by id limit ${BATCH_ROWS}`
  for (const row of rows) {
    const key = all.find(({ id }) => id === row.key_id)
    if (!key) throw new Error(`the key ${row.key_id} of a citizen's row is not there`)
    await sql`update citizens set ${sql({ ...reencrypted(row, key, current), updated_at: new Date() })} where id = ${row.id}`
  }
  return rows.length
}

/** The columns of a row that change with its key. @throws Error when a field does not open: it was altered, and stays. */
function reencrypted(row: Record<string, unknown>, from: CenterKey, to: CenterKey): Record<string, unknown> {
  const { id } = Row.parse(row)
  const fields = SEALED_FIELDS.flatMap(field => {
    const sealed = row[field]
    if (!(sealed instanceof Uint8Array)) return []
    const text = openField(from, id, field, sealed)
    if (text === null) throw new Error(`${field} of citizen ${id} does not open`)
    return [{ field, text }]
  })
  const code = PreEnrollmentCode.parse(fields.find(({ field }) => field === 'pre_enrollment_code_enc')?.text)
  return {
    key_id: to.id,
    pre_enrollment_code_hash: codeIndex(to, code),
    ...Object.fromEntries(fields.map(({ field, text }) => [field, sealField(to, id, field, text)])),
  }
}

async function dropNeedless({ sql }: Database, now: InstantMs): Promise<number> {
  const rows = await sql`
    delete from center_keys k where retired_at < ${new Date(now - RETIRED_MS)}
      and not exists (select 1 from citizens c where c.key_id = k.id) returning 1`
  return rows.length
}
