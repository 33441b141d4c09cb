import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import type { CenterId, DeviceId, EventId } from '@/lib/domain/ids'
import type { DayDocument, LoggedEvent } from './day-document'
import { LogSealer, type Signer } from './log-sealer'
import { clientsByDevice } from './log-views'
import type { PendingEvents } from './pending-events'
import type { Clock, EventStore } from './ports'

export type OwnLogPorts = {
  readonly store: EventStore
  readonly clock: Clock
  readonly signer: Signer
  readonly onFault: (what: string, fault: unknown) => void
  readonly stamp: (draft: EventDraft) => QueueEvent
}

/** This device's log in one document: appended to, brought back after a loss, and sealed. */
export class OwnLog {
  readonly #sealer: LogSealer

  constructor(
    readonly document: DayDocument,
    private readonly author: { readonly center: CenterId; readonly device: DeviceId },
    private readonly pending: PendingEvents,
    private readonly ports: OwnLogPorts,
  ) {
    const { center, device } = author
    this.#sealer = new LogSealer({ center, device, day: document.day }, document, ports.clock.now())
  }

  /** They are durable: from here on they are pending, and others may see them. */
  append(events: readonly QueueEvent[]): void {
    for (const event of events) this.pending.add({ day: this.document.day, event })
    this.document.append(this.author.device, events)
    this.#sealer.noted(events.length, this.ports.clock.now())
  }

  /** Own durable events that the document lost come back (SPEC LOG-2). Appending twice is harmless: ids are unique. */
  appendMissing(): void {
    const present = new Set(this.#ownEvents().map(({ event }) => event.id))
    const missing = this.pending.ofDay(this.document.day).filter(({ id }) => !present.has(id))
    if (missing.length > 0) this.append(missing)
  }

  /** Own events that stand in the document below these clocks, by Yjs client. */
  eventsBelow(clocks: ReadonlyMap<number, number>): ReadonlySet<EventId> {
    const below = new Set<EventId>()
    for (const { event, client, clock } of this.#ownEvents()) if (clock < (clocks.get(client) ?? 0)) below.add(event.id)
    return below
  }

  get isSealDue(): boolean {
    return this.#sealer.isDue(this.ports.clock.now())
  }

  /** Never rejects: a log that could not be sealed now is sealed later, and works until then (SPEC SEAL-1). */
  async seal(): Promise<void> {
    if (!this.#sealer.hasUnsealed) return
    const { store, signer, stamp } = this.ports
    const { day } = this.document
    const ownEvents = async () => (await store.eventsOf(day)).map(({ event }) => event)
    try {
      const seals = await this.#sealer.makeSeals({ signer, stamp, ownEvents })
      const records = seals.map(event => ({ day, event }))
      await store.commit(records, null)
      this.append(seals)
      this.#sealer.sealed()
    } catch (fault) {
      this.#sealer.postpone(this.ports.clock.now())
      this.ports.onFault('seal', fault)
    }
  }

  #ownEvents(): LoggedEvent[] {
    return this.document.events(clientsByDevice(this.document.doc).get(this.author.device) ?? [])
  }
}
