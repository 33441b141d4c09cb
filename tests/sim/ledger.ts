import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId, DurationMs, EventId, InstantMs, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import type { WalRecord } from '@/lib/replica/ports'
import { virtualTime } from './virtual-time'

/** A paper that a citizen holds. */
export type PaperOut = {
  readonly day: ServiceDay
  readonly number: TicketNumber
  readonly copy: number
  readonly kiosk: DeviceId
}

/** What somebody who sees everything knows: what each device has said, what it had durably, and which papers are out. */
export class Ledger {
  readonly said = new Map<EventId, string>()
  readonly durable = new Map<EventId, WalRecord>()
  readonly papers: PaperOut[] = []
  /** When each event was said, by the clock on no wall. */
  readonly saidAt = new Map<EventId, InstantMs>()

  /** The longest that somebody has waited for an acknowledgement. */
  slowestMs: DurationMs = 0

  constructor(private readonly onTwoContents: (event: EventId) => void) {}

  wrote(records: readonly WalRecord[], isDurable: boolean): void {
    for (const record of records) {
      this.say(record.event)
      this.saidAt.set(record.event.id, virtualTime.now())
      if (isDurable) this.durable.set(record.event.id, record)
    }
  }

  acknowledged(events: readonly EventId[]): void {
    const now = virtualTime.now()
    for (const event of events) this.slowestMs = Math.max(this.slowestMs, now - (this.saidAt.get(event) ?? now))
  }

  /** One id, one content. */
  say(event: QueueEvent): void {
    const content = contentOf(event)
    const before = this.said.get(event.id)
    if (before !== undefined && before !== content) this.onTwoContents(event.id)
    this.said.set(event.id, content)
  }
}

/** An event as text: equal when two events are. */
export function contentOf(event: QueueEvent): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)))
}
