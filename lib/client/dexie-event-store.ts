import Dexie, { type Transaction } from 'dexie'
import * as z from 'zod/mini'
import { type DurationMs, type EventId, ServiceDay } from '@/lib/domain/ids'
import { addDays } from '@/lib/domain/service-day'
import type { EventStore, NumberBlock, StoredSession, WalEvent, WalRecord } from '@/lib/replica/ports'
import { type DeviceDatabase, DocumentRow, readMeta, WalRow, writeMeta } from './device-database'
import { type OnFault, reportFault } from './fault-log'
import { Observed, type Watched } from './observed'
import type { SessionMarks } from './session-marks'
import { withinTime } from './within-time'

/** An acknowledged day is kept this long: a server restored from a backup may ask for it again. */
const KEPT_DAYS = 3
const OPEN_MS_MAX: DurationMs = 15_000
/** Far above what a slow flash needs for one row (18 ms at p99 was measured). Past it the citizen is sent to the staff. */
const COMMIT_MS_MAX: DurationMs = 5_000

const NOT_ACKED = 0
const ACKED = 1

const StoredNumbers = z.object({
  day: ServiceDay,
  next: z.record(z.string(), z.int()),
  reserved: z.record(z.string(), z.int()),
})

/**
 * The browser has lost this device's store, or brought back an older one. The device may not go on under its identity:
 * it would give event ids and ticket numbers a second time. It must be enrolled again.
 */
export class StoreLostError extends Error {
  constructor(storedBoots: number, knownBoots: number) {
    super(`the store knows ${storedBoots} boots, but there were ${knownBoots}`)
    this.name = 'StoreLostError'
  }
}

/** The event store of a browser. See the port for what each method promises. */
export class DexieEventStore implements EventStore {
  #boots = 0
  /** Given to rows as they are written; one that failed is not given again. */
  #order = 0
  /** The last row that is known to be durable. */
  #durableOrder = 0
  readonly #lost = new Observed(false)
  #stopWatching = () => {}

  constructor(
    private readonly database: DeviceDatabase,
    private readonly marks: SessionMarks,
    private readonly onFault: OnFault = reportFault,
  ) {}

  /** The store was wiped, or replaced by an older one, under this session: nothing can be made durable any more. */
  get lost(): Watched<boolean> {
    return this.#lost
  }

  async startSession(): Promise<StoredSession> {
    const end = this.marks.takeEnd()
    const begun = await withinTime('open the store', OPEN_MS_MAX, this.#begin())
    this.marks.rememberBoots(begun.bootCount)
    const endedCleanly = begun.bootCount === 1 || end === endMark(begun.bootCount - 1, begun.lastOrder)
    this.#boots = begun.bootCount
    this.#order = begun.lastOrder
    this.#durableOrder = begun.lastOrder
    this.#watch()
    return { bootCount: begun.bootCount, endedCleanly, pending: begun.pending, lastDay: begun.lastDay }
  }

  async commit(records: readonly WalRecord[], numbers: NumberBlock | null): Promise<void> {
    const { durable, wal, meta } = this.database
    const rows = records.map(record => this.#rowOf(record))
    let abort = () => {}
    const committed = durable.transaction('rw', [wal, meta], async transaction => {
      abort = () => tryAbort(transaction)
      await this.#checkOwn()
      await wal.bulkPut(rows)
      if (numbers) await meta.put({ key: numbersKey(numbers.day), value: numbers })
    })
    try {
      await withinTime('commit', COMMIT_MS_MAX, committed)
    } catch (fault) {
      // What comes too late must not become a ticket that nobody was given. Should it still be stored, it is the last
      // row of the log, the mark of a clean end does not match it, and its number is burnt at the next start.
      abort()
      this.#noteLoss(fault)
      throw fault
    }
    this.#durableOrder = rows.at(-1)?.order ?? this.#durableOrder
  }

  endSession(): void {
    this.#stopWatching()
    this.marks.rememberEnd(endMark(this.#boots, this.#durableOrder))
  }

  async numbersOf(day: ServiceDay): Promise<NumberBlock | null> {
    return await readMeta(this.database, numbersKey(day), StoredNumbers)
  }

  async eventsOf(day: ServiceDay): Promise<readonly WalEvent[]> {
    const places = [NOT_ACKED, ACKED].map(acked => [acked, day])
    const rows = await this.database.wal.where('[acked+day]').anyOf(places).toArray()
    return this.#readable('log', WalRow, rows).map(({ event, acked }) => ({ event, isAcknowledged: acked === ACKED }))
  }

  async acknowledge(ids: readonly EventId[]): Promise<void> {
    const { durable, wal } = this.database
    await durable.transaction('rw', wal, async () => {
      const rows = await wal.bulkGet([...ids])
      await wal.bulkPut(rows.flatMap(row => (row ? [{ ...row, acked: ACKED }] : [])))
    })
  }

  async forgetAcknowledgements(): Promise<readonly WalRecord[]> {
    const { durable, wal } = this.database
    return await durable.transaction('rw', wal, async () => {
      await wal
        .where('[acked+order]')
        .between([ACKED, Dexie.minKey], [ACKED, Dexie.maxKey])
        .modify({ acked: NOT_ACKED })
      return await this.#pending()
    })
  }

  async setLastDay(day: ServiceDay): Promise<void> {
    const { durable, wal, meta } = this.database
    const oldest = addDays(day, -KEPT_DAYS)
    const waiting = await durable.transaction('rw', [wal, meta], async () => {
      await writeMeta(this.database, LAST_DAY, day)
      // Number blocks stay for ever, 100 bytes a day: on a date that comes back, no number may come back.
      await wal.where('[acked+day]').between([ACKED, Dexie.minKey], [ACKED, oldest]).delete()
      return await wal.where('[acked+day]').between([NOT_ACKED, Dexie.minKey], [NOT_ACKED, oldest]).toArray()
    })
    await this.#dropDocuments(oldest, new Set(waiting.map(row => row.day)))
  }

  async loadDocument(day: ServiceDay): Promise<readonly Uint8Array[]> {
    const rows = await this.database.docs.where('day').equals(day).toArray()
    return this.#readable('document', DocumentRow, rows).flatMap(row => row.updates)
  }

  async saveUpdates(day: ServiceDay, updates: readonly Uint8Array[]): Promise<void> {
    await this.database.docs.add({ day, updates: [...updates] })
  }

  async replaceDocument(day: ServiceDay, snapshot: Uint8Array): Promise<void> {
    const { relaxed, docs } = this.database
    await relaxed.transaction('rw', docs, async () => {
      await docs.where('day').equals(day).delete()
      await docs.add({ day, updates: [snapshot] })
    })
  }

  /**
   * The browser erases a store also while it is in use: Dexie then closes it, and opens a new, empty one at the next
   * commit, without a word. So each commit looks whose store it writes to, and a store that was closed is looked at at once.
   */
  #watch(): void {
    const { durable } = this.database
    const look = () => void this.#look()
    durable.on('close', look)
    this.#stopWatching = () => durable.on('close').unsubscribe(look)
  }

  /** Never rejects: what keeps it from looking, the next commit meets and tells. */
  async #look(): Promise<void> {
    await Promise.resolve() // Dexie tells before it closes
    await this.#checkOwn().catch(fault => this.#noteLoss(fault))
  }

  /** @throws StoreLostError when this is not the store in which this session has begun */
  async #checkOwn(): Promise<void> {
    const stored = (await readMeta(this.database, BOOT_COUNT, z.int())) ?? 0
    if (stored !== this.#boots) throw new StoreLostError(stored, this.#boots)
  }

  #noteLoss(fault: unknown): void {
    if (fault instanceof StoreLostError) this.#lost.set(true)
  }

  #begin(): PromiseLike<Omit<StoredSession, 'endedCleanly'> & { readonly lastOrder: number }> {
    const { durable, wal, meta } = this.database
    return durable.transaction('rw', [wal, meta], async () => {
      const stored = (await readMeta(this.database, BOOT_COUNT, z.int())) ?? 0
      if (this.marks.boots > stored) throw new StoreLostError(stored, this.marks.boots)
      await writeMeta(this.database, BOOT_COUNT, stored + 1)

      const last = await wal.orderBy('order').last()
      const lastDay = await readMeta(this.database, LAST_DAY, ServiceDay)
      return { bootCount: stored + 1, lastOrder: last?.order ?? 0, pending: await this.#pending(), lastDay }
    })
  }

  async #pending(): Promise<readonly WalRecord[]> {
    const rows = await this.database.wal
      .where('[acked+order]')
      .between([NOT_ACKED, Dexie.minKey], [NOT_ACKED, Dexie.maxKey])
      .toArray()
    return this.#readable('log', WalRow, rows).map(({ day, event }) => ({ day, event }))
  }

  /** A row that this program cannot read, as after a step back to an older one, stays where it is and stops nothing. */
  #readable<Schema extends z.core.$ZodType>(what: string, schema: Schema, rows: readonly unknown[]) {
    return rows.flatMap((row): z.core.output<Schema>[] => {
      const parsed = z.safeParse(schema, row)
      if (!parsed.success) this.onFault(`a row of the ${what}`, parsed.error)
      return parsed.success ? [parsed.data] : []
    })
  }

  #rowOf({ day, event }: WalRecord): WalRow {
    this.#order++
    return { id: event.id, day, order: this.#order, acked: NOT_ACKED, event }
  }

  async #dropDocuments(oldest: ServiceDay, kept: ReadonlySet<ServiceDay>): Promise<void> {
    const { docs } = this.database
    const days = await docs.where('day').below(oldest).uniqueKeys()
    for (const day of z.parse(z.array(ServiceDay), days)) {
      if (!kept.has(day)) await docs.where('day').equals(day).delete()
    }
  }
}

const BOOT_COUNT = 'bootCount'
const LAST_DAY = 'lastDay'

function numbersKey(day: ServiceDay): string {
  return `numbers:${day}`
}

/** Names the last row of a session: a log that holds another one was not written to the end, or was rolled back. */
function endMark(boots: number, lastOrder: number): string {
  return `${boots}:${lastOrder}`
}

function tryAbort(transaction: Transaction): void {
  try {
    transaction.abort()
  } catch {
    // reason: it has ended meanwhile, one way or the other, which is what the caller then finds at the next start
  }
}
