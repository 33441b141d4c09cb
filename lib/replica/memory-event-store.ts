import type { EventId, ServiceDay } from '@/lib/domain/ids'
import type { EventStore, NumberBlock, StoredSession, WalEvent, WalRecord } from './ports'

/** An event store in memory: for a console, which writes nothing, and for tests. It survives a reboot of its device, not of the process. */
export class MemoryEventStore implements EventStore {
  #bootCount = 0
  #endedCleanly = true
  #lastDay: ServiceDay | null = null
  readonly #wal = new Map<EventId, WalRecord>()
  readonly #acknowledged = new Set<EventId>()
  readonly #numbers = new Map<ServiceDay, NumberBlock>()
  readonly #documents = new Map<ServiceDay, Uint8Array[]>()

  startSession(): Promise<StoredSession> {
    const endedCleanly = this.#endedCleanly
    this.#bootCount++
    this.#endedCleanly = false
    return Promise.resolve({
      bootCount: this.#bootCount,
      endedCleanly,
      pending: this.#pending(),
      lastDay: this.#lastDay,
    })
  }

  commit(records: readonly WalRecord[], numbers: NumberBlock | null): Promise<void> {
    for (const record of records) this.#wal.set(record.event.id, record)
    if (numbers) this.#numbers.set(numbers.day, numbers)
    return Promise.resolve()
  }

  endSession(): void {
    this.#endedCleanly = true
  }

  numbersOf(day: ServiceDay): Promise<NumberBlock | null> {
    return Promise.resolve(this.#numbers.get(day) ?? null)
  }

  acknowledge(ids: readonly EventId[]): Promise<void> {
    for (const id of ids) this.#acknowledged.add(id)
    return Promise.resolve()
  }

  forgetAcknowledgements(): Promise<readonly WalRecord[]> {
    this.#acknowledged.clear()
    return Promise.resolve(this.#pending())
  }

  setLastDay(day: ServiceDay): Promise<void> {
    this.#lastDay = day
    return Promise.resolve()
  }

  loadDocument(day: ServiceDay): Promise<readonly Uint8Array[]> {
    return Promise.resolve([...(this.#documents.get(day) ?? [])])
  }

  saveUpdates(day: ServiceDay, updates: readonly Uint8Array[]): Promise<void> {
    this.#documents.set(day, [...(this.#documents.get(day) ?? []), ...updates])
    return Promise.resolve()
  }

  replaceDocument(day: ServiceDay, snapshot: Uint8Array): Promise<void> {
    this.#documents.set(day, [snapshot])
    return Promise.resolve()
  }

  eventsOf(day: ServiceDay): Promise<readonly WalEvent[]> {
    const records = [...this.#wal.values()].filter(record => record.day === day)
    return Promise.resolve(records.map(({ event }) => ({ event, isAcknowledged: this.#acknowledged.has(event.id) })))
  }

  /** A power cut: the documents, which promise nothing, lose their last updates. The log does not. */
  loseDocumentTail(day: ServiceDay, count: number): void {
    const updates = this.#documents.get(day) ?? []
    this.#documents.set(day, updates.slice(0, Math.max(0, updates.length - count)))
  }

  #pending(): WalRecord[] {
    return [...this.#wal.values()].filter(({ event }) => !this.#acknowledged.has(event.id))
  }
}
