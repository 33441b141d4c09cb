import * as Y from 'yjs'
import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { FOLD_RULES, type Queue, QueueFold } from '@/lib/domain/fold'
import { HYBRID_ZERO, type HybridTime, tick, witness } from '@/lib/domain/hybrid-clock'
import { type DeviceId, type EventId, eventId, SERVER_DEVICE, type TicketId } from '@/lib/domain/ids'
import { ok, type Result } from '@/lib/domain/result'
import { compareAge, correctionKey } from '@/lib/domain/stamp'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { type Signature, sealText } from '@/lib/protocol/seal-text'
import { DayDocument } from '@/lib/replica/day-document'
import { type Author, type GuardRefusal, guard } from '@/lib/replica/guard'
import type { Clock } from '@/lib/replica/ports'
import type { SealRecord, VerifySeal } from '@/lib/replica/seals'
import type { DocumentKey, JournalEntry, OpenedDocument, TicketStates } from './journal'
import { isEmptyStateVector } from './sync-frames'

/** An update that is in the document, with the tickets it may have changed. */
export type Admitted = {
  readonly entry: JournalEntry
  readonly touched: ReadonlySet<TicketId>
  /** A seal whose signature does not fit: somebody should look at that device. */
  readonly brokenSeal: EventId | null
}

/** What makes this process a writer: a boot for each document that it opens and a Yjs client id, never given twice, and its key. */
export type ServerSession = {
  readonly nextBoot: () => number
  readonly clientId: () => number
  readonly clock: Clock
  readonly sign: (text: string) => Signature
}

/** Whose signatures are known, and who is trusted no more by the tables of devices. */
export type Trust = { readonly verify: VerifySeal; readonly revoked: ReadonlySet<DeviceId> }

/**
 * What the server knows of one document: the Yjs document, who owns its clients, and the folded queue.
 *
 * Holds updates that are admitted and not yet stored; the room shows nobody anything of it before they are.
 */
export class DocumentState {
  readonly document: DayDocument
  readonly #claims: Map<number, DeviceId>
  /** How far each Yjs client is sealed. */
  readonly #sealed: Map<number, number>
  /** Devices that have brought a seal which does not fit. */
  readonly #broken = new Set<DeviceId>()
  readonly #boot: number
  readonly #fold = new QueueFold()
  readonly #corrections = new Map<string, number>()
  #lastTime: HybridTime = HYBRID_ZERO
  #seq = 0
  /** The last seal in the server's log that an earlier session made; told by the first seal of this one. */
  #previousSeal: EventId | null = null
  /** All that is held, as one update; null since the last change. Not by an `update` listener: for it Yjs would encode each change anew. */
  #snapshot: Uint8Array | null = null

  /** @param trust may change while this lives. */
  constructor(
    private readonly key: DocumentKey,
    opened: OpenedDocument,
    private readonly session: ServerSession,
    private readonly trust: Trust,
  ) {
    this.#boot = session.nextBoot()
    this.#sealed = new Map(opened.sealed)
    this.document = new DayDocument(key.day)
    this.document.load(opened.updates)
    this.document.startSession(session.clientId())
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
    const { center, day } = this.key
    const { doc } = this
    const held = {
      doc,
      center,
      day,
      claims: this.#claims,
      sealed: this.#sealed,
      broken: this.#broken,
      ...this.#trust(),
    }
    const checked = guard(held, author, update)
    if (!checked.ok) return checked
    const { update: accepted, events, claimed, writers, seals } = checked.value
    if (!accepted) return ok(null)

    for (const [client, device] of claimed) this.#claims.set(client, device)
    Y.applyUpdate(doc, accepted, author)
    this.#snapshot = null
    const isHeld = ({ client, end }: SealRecord) => end <= Y.getState(doc.store, client)
    const verified = seals.flatMap(check => check.verified.filter(isHeld))
    for (const { client, end } of verified) this.#sealed.set(client, end)
    const touched = this.#take(events)
    const entry = { device: author.device, update: accepted, claimed, writers, events, seals: verified }
    // Of its author's own: what a carrier brings must not speak against another.
    const broken = seals.find(check => check.device === author.device && check.broken !== null)
    if (broken) this.#broken.add(broken.device)
    return ok({ entry: { ...entry, alerts: this.#refusedOf(events) }, touched, brokenSeal: broken?.broken ?? null })
  }

  /** Appends to the server's own log, and seals it: its events are few, and a device must be able to bring them back. */
  append(drafts: readonly EventDraft[]): Admitted {
    const events = drafts.map(draft => this.#stamp(draft))
    const before = Y.encodeStateVector(this.doc)
    const client = this.doc.clientID
    const claimed = new Map(this.#claims.has(client) ? [] : [[client, SERVER_DEVICE]])
    const seal = this.#seal(client, events)
    this.document.append(SERVER_DEVICE, [...events, seal.event])
    this.#snapshot = null
    this.#claims.set(client, SERVER_DEVICE)
    this.#sealed.set(client, seal.record.end)
    const update = Y.encodeStateAsUpdate(this.doc, before)
    const written = [...events, seal.event]
    const entry = { device: SERVER_DEVICE, update, claimed, writers: new Set([SERVER_DEVICE]), events: written }
    return { entry: { ...entry, seals: [seal.record], alerts: [] }, touched: this.#take(written), brokenSeal: null }
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

  holds(event: EventId): boolean {
    return this.#fold.has(event)
  }

  /** The correction that stands for one boot of a device, in milliseconds; 0 when there is none. */
  correctionOf(device: DeviceId, boot: number): number {
    return this.#corrections.get(correctionKey(device, boot)) ?? 0
  }

  /** The last event of a device that is held; null when there is none. */
  lastEventOf(device: DeviceId): EventId | null {
    let last: EventId | null = null
    for (const { event } of this.document.events())
      if (event.device === device && (last === null || compareAge(event.id, last) > 0)) last = event.id
    return last
  }

  /** Whom nothing new is taken from: by the tables, or by what the server's own log says, which a backup may not know. */
  isRevoked(device: DeviceId): boolean {
    return this.trust.revoked.has(device) || this.queue.roster.revoked.has(device)
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
      if (event.device !== SERVER_DEVICE) continue
      if (event.type === 'clock.corrected.v1')
        this.#corrections.set(correctionKey(event.subject, event.boot), event.offsetMs)
      if (event.type === 'log.sealed.v1') this.#previousSeal = laterOf(this.#previousSeal, event.id)
    }
    return this.#fold.add(events)
  }

  #trust() {
    const { verify, revoked: byTables } = this.trust
    const byLog = this.queue.roster.revoked
    if (byTables.size === 0) return { verify, revoked: byLog }
    const revoked = new Map<DeviceId, EventId | null>([...byTables].map(device => [device, null]))
    for (const [device, last] of byLog) revoked.set(device, last)
    return { verify, revoked }
  }

  #refusedOf(events: readonly QueueEvent[]): readonly QueueEvent[] {
    return this.queue.roster.rules === null ? [] : events.filter(({ id }) => this.#fold.refuses(id))
  }

  /** Over `events`, which are about to be appended under this Yjs client. */
  #seal(client: number, events: readonly QueueEvent[]): { event: QueueEvent; record: SealRecord } {
    const { center, day } = this.key
    const from = Y.getState(this.doc.store, client)
    const to = from + events.length
    const previous = from === 0 ? this.#previousSeal : null
    const draft = { type: 'log.sealed.v1', actor: null, client, from, to, previous } as const
    const unsigned = this.#stamp({ ...draft, r: '', s: '' })
    const log = { center, day, device: SERVER_DEVICE }
    const elements = events.map(event => encodeEvent(event, day))
    const event = { ...unsigned, ...this.session.sign(sealText(log, encodeEvent(unsigned, day), elements)) }
    return { event, record: { seal: event.id, device: SERVER_DEVICE, client, from, end: to + 1 } }
  }

  #stamp(draft: EventDraft): QueueEvent {
    this.#lastTime = tick(this.#lastTime, this.session.clock.now())
    this.#seq++
    return {
      ...draft,
      v: 1,
      id: eventId(SERVER_DEVICE, this.#boot, this.#seq),
      h: this.#lastTime,
      device: SERVER_DEVICE,
    }
  }
}

function laterOf(a: EventId | null, b: EventId): EventId {
  return a === null || compareAge(b, a) > 0 ? b : a
}
