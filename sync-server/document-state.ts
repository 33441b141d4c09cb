import * as Y from 'yjs'
import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { FOLD_RULES, type Queue, QueueFold } from '@/lib/domain/fold'
import { HYBRID_ZERO, type HybridTime, tick, witness } from '@/lib/domain/hybrid-clock'
import { type DeviceId, eventId, SERVER_DEVICE, type TicketId } from '@/lib/domain/ids'
import { ok, type Result } from '@/lib/domain/result'
import { correctionKey } from '@/lib/domain/stamp'
import { DayDocument } from '@/lib/replica/day-document'
import { type Author, type GuardRefusal, guard } from '@/lib/replica/guard'
import type { Clock } from '@/lib/replica/ports'
import type { DocumentKey, JournalEntry, OpenedDocument, TicketStates } from './journal'
import { isEmptyStateVector } from './sync-frames'

/** An update that is in the document, with the tickets it may have changed. */
export type Admitted = { readonly entry: JournalEntry; readonly touched: ReadonlySet<TicketId> }

/** A run of the server: like a device's boot, never used twice. */
export type ServerSession = { readonly boot: number; readonly clientId: () => number; readonly clock: Clock }

/**
 * What the server knows of one document: the Yjs document, who owns its clients, and the folded queue.
 *
 * Holds updates that are admitted and not yet stored; the room shows nobody anything of it before they are.
 */
export class DocumentState {
  readonly document: DayDocument
  readonly #claims: Map<number, DeviceId>
  readonly #fold = new QueueFold()
  readonly #corrections = new Map<string, number>()
  #lastTime: HybridTime = HYBRID_ZERO
  #seq = 0
  #snapshot: Uint8Array | null = null

  constructor(
    key: DocumentKey,
    opened: OpenedDocument,
    private readonly session: ServerSession,
  ) {
    this.document = new DayDocument(key.day)
    this.document.load(opened.updates)
    this.document.startSession(session.clientId())
    this.doc.on('update', () => {
      this.#snapshot = null
    })
    this.#claims = new Map(opened.claims)
    this.#take(this.document.events().map(({ event }) => event))
  }

  get queue(): Queue {
    return this.#fold
  }

  get doc(): Y.Doc {
    return this.document.doc
  }

  /** Checks an update and, if it brings something new, applies it. Null when all of it was here already. */
  admit(author: Author, update: Uint8Array): Result<Admitted | null, GuardRefusal> {
    const checked = guard(this.doc, this.document.day, this.#claims, author, update)
    if (!checked.ok) return checked
    const { update: own, events, claimed } = checked.value
    if (!own) return ok(null)

    for (const client of claimed) this.#claims.set(client, author.device)
    Y.applyUpdate(this.doc, own, author)
    return ok({ entry: { device: author.device, update: own, claimed, events }, touched: this.#take(events) })
  }

  /** Appends to the server's own log. */
  append(drafts: readonly EventDraft[]): Admitted {
    const events = drafts.map(draft => this.#stamp(draft))
    const before = Y.encodeStateVector(this.doc)
    const client = this.doc.clientID
    const claimed = this.#claims.has(client) ? [] : [client]
    this.document.append(SERVER_DEVICE, events)
    this.#claims.set(client, SERVER_DEVICE)
    const update = Y.encodeStateAsUpdate(this.doc, before)
    return { entry: { device: SERVER_DEVICE, update, claimed, events }, touched: this.#take(events) }
  }

  /** The tickets as they are now; null for one that counts no more. */
  ticketStates(ids: Iterable<TicketId>): TicketStates {
    return new Map([...ids].map(id => [id, this.#fold.tickets.get(id) ?? null]))
  }

  /**
   * What a device with this state vector does not hold, as one update. For fresh devices, which all lack the same, it is
   * made once between two changes: a whole center that comes back must not encode the day for each of its devices.
   *
   * @throws on malformed bytes
   */
  missingFrom(stateVector: Uint8Array): Uint8Array {
    if (!isEmptyStateVector(stateVector)) return Y.encodeStateAsUpdate(this.doc, stateVector)
    this.#snapshot ??= Y.encodeStateAsUpdate(this.doc)
    return this.#snapshot
  }

  /** The devices that have written here. */
  devices(): ReadonlySet<DeviceId> {
    return new Set(this.#claims.values())
  }

  /** How far the document holds each client of a device. */
  clocksOf(device: DeviceId): ReadonlyMap<number, number> {
    const clocks = new Map<number, number>()
    for (const [client, owner] of this.#claims)
      if (owner === device) clocks.set(client, Y.getState(this.doc.store, client))
    return clocks
  }

  /** The correction that stands for one boot of a device, in milliseconds; 0 when there is none. */
  correctionOf(device: DeviceId, boot: number): number {
    return this.#corrections.get(correctionKey(device, boot)) ?? 0
  }

  /** What the server's log must begin with: nothing, once it has. */
  openingDrafts(): EventDraft[] {
    return this.queue.roster.rules === null ? [{ type: 'day.opened.v1', actor: null, rules: FOLD_RULES }] : []
  }

  destroy(): void {
    this.document.destroy()
  }

  #take(events: readonly QueueEvent[]): ReadonlySet<TicketId> {
    const now = this.session.clock.now()
    for (const event of events) {
      this.#lastTime = witness(this.#lastTime, event.h, now)
      if (event.type === 'clock.corrected.v1' && event.device === SERVER_DEVICE) {
        this.#corrections.set(correctionKey(event.subject, event.boot), event.offsetMs)
      }
    }
    return this.#fold.add(events)
  }

  #stamp(draft: EventDraft): QueueEvent {
    this.#lastTime = tick(this.#lastTime, this.session.clock.now())
    this.#seq++
    return {
      ...draft,
      v: 1,
      id: eventId(SERVER_DEVICE, this.session.boot, this.#seq),
      h: this.#lastTime,
      device: SERVER_DEVICE,
    }
  }
}
