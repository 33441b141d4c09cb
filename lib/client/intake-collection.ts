import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { type IntakeRow, rowKey, type TicketPlace, type Visitor } from '@/lib/protocol/intake'
import type { IntakeKey } from '@/lib/protocol/rest'
import { sealVisitor } from './intake-seal'

/** `key` is the row's `rowKey`. */
type IntakeDocument = IntakeRow & { readonly key: string }
type Collections = { readonly intake: RxCollection<IntakeDocument> }

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const
const schema = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: { key: text(40), day: text(10), ticket: text(28), sealed: text(700) },
  required: ['key', 'day', 'ticket', 'sealed'],
} as const

/**
 * What a kiosk has sealed and the server has not: an RxDB collection, from which a row is gone when it was brought.
 *
 * Without RxDB's own replication: that keeps a second copy of every document which it has pushed, for ever, to tell later changes
 * by. Here nothing changes, and nothing may stay ([decision 16](../../docs/decisions/0016-private-intake.md)).
 */
export class IntakeCollection {
  private constructor(private readonly database: RxDatabase<Collections>) {}

  static async open(name: string): Promise<IntakeCollection> {
    const database = await createRxDatabase<Collections>({
      name,
      storage: getRxStorageDexie(),
      multiInstance: false,
      eventReduce: false,
      closeDuplicates: true,
    })
    await database.addCollections({ intake: { schema, autoMigrate: false } })
    const collection = new IntakeCollection(database)
    await collection.#purge()
    return collection
  }

  async seal(visitor: Visitor, place: TicketPlace, key: IntakeKey): Promise<void> {
    const { day, ticket } = place
    const sealed = await sealVisitor(visitor, place, key)
    await this.database.collections.intake.upsert({ key: rowKey(place), day, ticket, sealed })
  }

  /** Oldest day first. */
  async rows(): Promise<IntakeRow[]> {
    const documents = await this.database.collections.intake.find().exec()
    const rows = documents.map(({ day, ticket, sealed }) => ({ day, ticket, sealed }))
    return rows.sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1))
  }

  async erase(rows: readonly IntakeRow[]): Promise<void> {
    await this.database.collections.intake.bulkRemove(rows.map(rowKey))
    await this.#purge()
  }

  async close(): Promise<void> {
    await this.database.close()
  }

  /** RxDB marks what is removed and keeps it. At the opening too: an erasing may have been cut off between the two. */
  async #purge(): Promise<void> {
    await this.database.collections.intake.storageInstance.cleanup(0)
  }
}
