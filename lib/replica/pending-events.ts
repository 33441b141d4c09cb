import type { QueueEvent } from '@/lib/domain/events'
import type { EventId, ServiceDay } from '@/lib/domain/ids'
import type { LoggedEvent } from './day-document'
import type { WalRecord } from './ports'

type Pending = { readonly record: WalRecord; place: { readonly client: number; readonly clock: number } | null }

/** A device's own events that no acknowledgement covers yet, and where they stand in the documents. */
export class PendingEvents {
  readonly #pending = new Map<EventId, Pending>()

  constructor(records: readonly WalRecord[]) {
    for (const record of records) this.add(record)
  }

  /** What was done here. Seals are not counted: nobody did them. */
  get actionCount(): number {
    let count = 0
    for (const { record } of this.#pending.values()) if (record.event.type !== 'log.sealed.v1') count++
    return count
  }

  has(event: EventId): boolean {
    return this.#pending.has(event)
  }

  /** Keeps what is known of an event that is pending already. */
  add(record: WalRecord): void {
    if (!this.#pending.has(record.event.id)) this.#pending.set(record.event.id, { record, place: null })
  }

  remove(events: readonly EventId[]): void {
    for (const event of events) this.#pending.delete(event)
  }

  days(): ReadonlySet<ServiceDay> {
    return new Set([...this.#pending.values()].map(({ record }) => record.day))
  }

  ofDay(day: ServiceDay): QueueEvent[] {
    return [...this.#pending.values()].flatMap(({ record }) => (record.day === day ? [record.event] : []))
  }

  /** The first of a day that stands in its document; null when there is none. */
  oldestOf(day: ServiceDay): EventId | null {
    for (const [id, { record, place }] of this.#pending) if (record.day === day && place) return id
    return null
  }

  /** Notes where events stand. */
  locate(events: readonly LoggedEvent[]): void {
    for (const { event, client, clock } of events) {
      const pending = this.#pending.get(event.id)
      if (pending) pending.place = { client, clock }
    }
  }

  /** The document of this day is another one: nothing stands anywhere in it yet. */
  forgetPlaces(day: ServiceDay): void {
    for (const pending of this.#pending.values()) if (pending.record.day === day) pending.place = null
  }

  /** The events of a day that stand below these clocks, by Yjs client. */
  below(day: ServiceDay, clocks: ReadonlyMap<number, number>): EventId[] {
    const covered: EventId[] = []
    for (const [id, { record, place }] of this.#pending)
      if (record.day === day && place && place.clock < (clocks.get(place.client) ?? 0)) covered.push(id)
    return covered
  }
}
