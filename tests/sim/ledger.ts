import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId, EventId, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import type { WalRecord } from '@/lib/replica/ports'

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
  /** Whose service had begun, by day and ticket, and where: at a device that was not revoked, if at any. */
  readonly servedBy = new Map<string, DeviceId>()

  constructor(
    private readonly onTwoContents: (event: EventId) => void,
    private readonly isTrusted: (device: DeviceId) => boolean,
  ) {}

  wrote(records: readonly WalRecord[], isDurable: boolean): void {
    for (const record of records) {
      this.say(record.event)
      if (!isDurable) continue
      this.durable.set(record.event.id, record)
      this.#remember(record)
    }
  }

  /** One id, one content. */
  say(event: QueueEvent): void {
    const content = contentOf(event)
    const before = this.said.get(event.id)
    if (before !== undefined && before !== content) this.onTwoContents(event.id)
    this.said.set(event.id, content)
  }

  #remember({ day, event }: WalRecord): void {
    if (event.type !== 'ticket.service_started.v1' || !this.isTrusted(event.device)) return
    const before = this.servedBy.get(`${day} ${event.ticket}`)
    if (!before || !this.isTrusted(before)) this.servedBy.set(`${day} ${event.ticket}`, event.device)
  }
}

/** An event as text: equal when two events are. */
export function contentOf(event: QueueEvent): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)))
}
