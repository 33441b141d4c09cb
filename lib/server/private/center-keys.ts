import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { CenterId, DurationMs, InstantMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { IntakeKey, PublicKeyJwk } from '@/lib/protocol/rest'
import { type Database, isDatabaseAway } from '../database'
import type { Keys } from '../keys'
import type { TransactionSql } from '../postgres-client'
import { openText, sealText } from './field-cipher'

/**
 * What one version of a center's keys holds: the private half of the pair to which its kiosks seal, and the two keys of its
 * rows in `citizens`. Random, not derived: whoever learns the installation's secret still needs this row, and a version that
 * is gone opens nothing any more.
 */
const PrivateHalf = z.object({
  privateKey: z.object({ ...PublicKeyJwk.shape, d: z.string() }),
  dataKey: z.string().transform(bytesOf),
  indexKey: z.string().transform(bytesOf),
})

export type CenterKey = z.infer<typeof PrivateHalf> & {
  readonly id: string
  readonly isRetired: boolean
}

/** Any constant will do; with the center's id it must only be ours alone in this database. */
const PRIVATE_DATA_LOCK = 8_132_010
const KEY_BYTES = 32
const ID_BYTES = 9

const Row = z.object({ id: z.string(), privateKeyEnc: z.instanceof(Uint8Array), isRetired: z.boolean() })

/** Who writes private data of a center writes it alone, until his transaction ends: a person has one row, under one key. */
export async function lockPrivateData(sql: TransactionSql, center: CenterId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PRIVATE_DATA_LOCK}, ${center})`
}

/** All that this installation can open, the newest first. One that was sealed under another secret is left out. */
export async function readCenterKeys(sql: Database['sql'], keys: Keys, center: CenterId): Promise<CenterKey[]> {
  const rows = await sql`
    select id, private_key_enc as "privateKeyEnc", retired_at is not null as "isRetired"
    from center_keys where center_id = ${center} order by retired_at desc nulls first, created_at desc, id`
  return rows.flatMap(row => {
    const { id, privateKeyEnc, isRetired } = Row.parse(row)
    const text = openText(keys.centerKeys, privateKeyEnc, boundTo(center, id))
    return text === null ? [] : [{ ...PrivateHalf.parse(JSON.parse(text)), id, isRetired }]
  })
}

/** Makes the center's next version and retires those before it, which still open what they sealed. */
export async function makeCenterKey(
  sql: TransactionSql,
  keys: Keys,
  center: CenterId,
  now: InstantMs,
): Promise<CenterKey> {
  const id = randomBytes(ID_BYTES).toString('base64url')
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const text = JSON.stringify({
    privateKey: pair.privateKey.export({ format: 'jwk' }),
    dataKey: randomBytes(KEY_BYTES).toString('base64url'),
    indexKey: randomBytes(KEY_BYTES).toString('base64url'),
  })
  const publicKey = PublicKeyJwk.parse(pair.publicKey.export({ format: 'jwk' }))
  await sql`update center_keys set retired_at = ${new Date(now)} where center_id = ${center} and retired_at is null`
  await sql`
    insert into center_keys (id, center_id, public_key, private_key_enc, created_at)
    values (${id}, ${center}, ${JSON.stringify(publicKey)}::text::jsonb,
      ${sealText(keys.centerKeys, text, boundTo(center, id))}, ${new Date(now)})`
  return { ...PrivateHalf.parse(JSON.parse(text)), id, isRetired: false }
}

/**
 * Seals all keys of all centers anew that open under the secret of before. @returns how many
 *
 * @throws Error when one opens under neither: its rows would be lost with the secret that is missing
 */
export async function resealCenterKeys(sql: TransactionSql, keys: Keys, previous: Keys | null): Promise<number> {
  const rows = await sql`select id, center_id, private_key_enc from center_keys order by id for update`
  let count = 0
  for (const { id, center_id: center, private_key_enc: sealed } of rows) {
    const place = boundTo(center, id)
    if (openText(keys.centerKeys, sealed, place) !== null) continue
    const text = previous && openText(previous.centerKeys, sealed, place)
    if (text === null) throw new Error(`key ${id} of center ${center} was sealed under another secret`)
    await sql`
      update center_keys set private_key_enc = ${sealText(keys.centerKeys, text, place)} where id = ${id}`
    count += 1
  }
  return count
}

/** The blind index: equal codes have equal ones, and nobody without the key can tell which. */
export function codeIndex({ indexKey }: CenterKey, code: PreEnrollmentCode): Uint8Array {
  return createHmac('sha256', indexKey).update(code).digest()
}

function boundTo(center: CenterId, id: string): string {
  return `center_keys.private_key_enc.${center}.${id}`
}

function bytesOf(base64url: string): Uint8Array {
  return Buffer.from(base64url, 'base64url')
}

const PUBLIC_KEY_MS: DurationMs = 60_000
const PublicRow = z.object({ kid: z.string(), publicKey: PublicKeyJwk })

/**
 * What kiosks seal to, by center: every kiosk asks every quarter of an hour. A key that is known is given at once and looked up
 * again behind the answer, so that a database that hangs keeps no kiosk from its session; an old one still opens.
 */
export class IntakeKeys {
  readonly #known = new Map<CenterId, { readonly key: IntakeKey; readonly until: InstantMs }>()

  constructor(
    private readonly database: Database,
    private readonly keys: Keys,
  ) {}

  /** The center's newest, made when there is none; null while the database is away and none is known. */
  async of(center: CenterId, now: InstantMs): Promise<IntakeKey | null> {
    const known = this.#known.get(center)
    if (!known) return await this.#lookUp(center, now)
    if (now >= known.until) {
      this.#known.set(center, { ...known, until: now + PUBLIC_KEY_MS })
      // reason: whatever keeps it from being looked up, the next asker tries again and this one has a good key
      void this.#lookUp(center, now).catch(() => null)
    }
    return known.key
  }

  async #lookUp(center: CenterId, now: InstantMs): Promise<IntakeKey | null> {
    try {
      const key = (await this.#read(this.database.sql, center)) ?? (await this.#make(center, now))
      this.#known.set(center, { key, until: now + PUBLIC_KEY_MS })
      return key
    } catch (fault) {
      if (isDatabaseAway(fault)) return null
      throw fault
    }
  }

  async #make(center: CenterId, now: InstantMs): Promise<IntakeKey> {
    return await this.database.begin(async sql => {
      await lockPrivateData(sql, center)
      const made = await this.#read(sql, center)
      if (made) return made
      const { id: kid, privateKey } = await makeCenterKey(sql, this.keys, center, now)
      return IntakeKey.parse({ ...privateKey, kid })
    })
  }

  async #read(sql: Database['sql'], center: CenterId): Promise<IntakeKey | null> {
    const [row] = await sql`
      select id as kid, public_key as "publicKey" from center_keys
      where center_id = ${center} and retired_at is null order by created_at desc, id limit 1`
    if (!row) return null
    const { kid, publicKey } = PublicRow.parse(row)
    return { ...publicKey, kid }
  }
}
