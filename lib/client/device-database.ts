import Dexie, { type Table } from 'dexie'
import * as z from 'zod/mini'
import { QueueEvent } from '@/lib/domain/events'
import { type CenterId, EventId, ServiceDay, type Surface } from '@/lib/domain/ids'

/** An own event. `order` counts commits of this store, so that the oldest comes first; `acked` is 1 once Postgres has it. */
export const WalRow = z.object({ id: EventId, day: ServiceDay, order: z.int(), acked: z.int(), event: QueueEvent })
export type WalRow = z.infer<typeof WalRow>

/** An event that this device will not send: kept for export. Without `center` in what an older program put aside. */
export type StrayRow = Omit<WalRow, 'acked'> & { readonly center?: CenterId; readonly exported?: boolean }

/** Yjs updates that were written together. */
export const DocumentRow = z.object({
  day: ServiceDay,
  updates: z.array(z.custom<Uint8Array>(value => value instanceof Uint8Array)),
})
export type DocumentRow = z.infer<typeof DocumentRow>

type MetaRow = { readonly key: string; readonly value: unknown }

/**
 * What a device keeps. The tables of one Dexie database share one durability, so there are two: `wal`, `meta` and
 * `strays` are flushed to the disk before a transaction completes ('strict'), since a paper follows. The documents may
 * lose their tail, are written far more often, and would only wear a kiosk's flash with each flush.
 */
export type DeviceDatabase = {
  readonly name: string
  readonly durable: Dexie
  readonly wal: Table<WalRow, string>
  readonly meta: Table<MetaRow, string>
  /** Events of an earlier identity, or of a day that the server has sealed: kept for export, sent by nobody. */
  readonly strays: Table<StrayRow, string>
  readonly relaxed: Dexie
  readonly docs: Table<DocumentRow, number>
}

/** @param slot tells several devices of one surface on one computer apart; empty for the usual single one. */
export function databaseName(surface: Surface, slot: string): string {
  return slot === '' ? `guichet-${surface}` : `guichet-${surface}-${slot}`
}

/** Opens nothing yet: the first read or write does, and rejects when the browser's storage cannot be used. */
export function deviceDatabase(name: string): DeviceDatabase {
  const durable = new Dexie(name, { chromeTransactionDurability: 'strict' })
  durable.version(1).stores({ wal: 'id, order, [acked+order], [acked+day]', meta: 'key', strays: 'id' })
  const relaxed = new Dexie(`${name}-docs`, { chromeTransactionDurability: 'relaxed' })
  relaxed.version(1).stores({ docs: '++, day' })
  return {
    name,
    durable,
    wal: durable.table('wal'),
    meta: durable.table('meta'),
    strays: durable.table('strays'),
    relaxed,
    docs: relaxed.table('docs'),
  }
}

export function closeDatabase(database: DeviceDatabase): void {
  database.durable.close()
  database.relaxed.close()
}

/** What the store holds is not what this program wrote. The device may not go on: it would give a number twice. */
export class DamagedStoreError extends Error {
  constructor(key: string, cause: unknown) {
    super(`the store holds something else under ${key}`, { cause })
    this.name = 'DamagedStoreError'
  }
}

/**
 * A value of `meta`; null when there is none.
 *
 * @throws DamagedStoreError when what stands there is not of this shape: a fault to be seen, not to be worked around.
 */
export async function readMeta<Schema extends z.core.$ZodType>(
  database: DeviceDatabase,
  key: string,
  schema: Schema,
): Promise<z.core.output<Schema> | null> {
  const row = await database.meta.get(key)
  if (row === undefined) return null
  const parsed = z.safeParse(schema, row.value)
  if (!parsed.success) throw new DamagedStoreError(key, parsed.error)
  return parsed.data
}

/** Durable when it resolves. */
export async function writeMeta(database: DeviceDatabase, key: string, value: unknown): Promise<void> {
  await database.meta.put({ key, value })
}
