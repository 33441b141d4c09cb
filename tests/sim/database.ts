import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId, DurationMs, EventId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { entryRow } from '@/lib/server/queue-rows'
import { SettleTimeout } from '@/lib/server/watchdog'
import {
  type DocumentKey,
  documentName,
  FencedOut,
  type Journal,
  type JournalEntry,
  type OpenedDocument,
  type Ownership,
  type TicketStates,
} from '@/sync-server/journal'
import type { Chance } from './chance'
import type { Life } from './disk'
import { delay, never, virtualTime } from './virtual-time'

export type StoredEvent = { readonly event: QueueEvent; readonly broughtBy: DeviceId; readonly at: number }
export type StoredDocument = {
  readonly key: DocumentKey
  epoch: number
  head: number
  readonly updates: { readonly device: DeviceId; readonly bytes: Uint8Array }[]
  readonly claims: Map<number, DeviceId>
  readonly events: Map<EventId, StoredEvent>
  readonly tickets: Map<TicketId, { readonly head: number; readonly row: string }>
  /** How far each Yjs client is sealed, and how far it is stored. */
  readonly sealed: Map<number, number>
  readonly clocks: Map<number, number>
}

/** What the database does with a statement: answers, refuses the connection, or says nothing for a while. */
export type DatabaseMood = 'up' | 'refusing' | 'frozen'

/** As long as `lib/server/database.ts` waits. */
const SETTLE_MS_MAX: DurationMs = 5_000

class DatabaseFault extends Error {
  constructor(readonly code: string) {
    super(`database: ${code}`)
  }
}

/** Postgres as the sync server sees it: transactions that are there or not, a fence, and moods. */
export class SimDatabase {
  documents = new Map<string, StoredDocument>()
  /** When it was last not there; 0 when it always was. */
  lastAwayAt = 0
  /** What each statement takes beside what it always does. */
  slowMs: DurationMs = 0
  #mood: DatabaseMood = 'up'
  #onThaw: (() => void)[] = []
  #incarnations = 1

  constructor(
    private readonly chance: Chance,
    private readonly onStored: (event: QueueEvent, broughtBy: DeviceId) => void,
    private readonly count: (name: string) => void,
  ) {}

  get isUp(): boolean {
    return this.#mood === 'up'
  }

  set mood(mood: DatabaseMood) {
    if (mood !== 'up' || this.#mood !== 'up') this.lastAwayAt = virtualTime.now()
    this.#mood = mood
    if (mood === 'frozen') return
    for (const late of this.#onThaw.splice(0)) late()
  }

  /** The database as one run of a server uses it. `reach` crashes that server where a crash was set. */
  journal(life: Life, reach: (point: string) => void): Journal {
    return {
      open: key => this.#transaction(life, 'open', reach, () => this.#open(key)),
      append: (key, owner, entries, tickets) =>
        this.#transaction(life, 'commit', reach, () => this.#append(key, owner, entries, tickets)),
      keepSnapshot: () => Promise.resolve(), // no world lives long enough for one
      epochs: keys => this.#transaction(life, 'epochs', reach, () => this.#epochs(keys)),
    }
  }

  holds(event: EventId): boolean {
    return [...this.documents.values()].some(({ events }) => events.has(event))
  }

  /** How far a Yjs client is stored in a day's document. */
  clockOf(day: ServiceDay, client: number): number {
    for (const { key, clocks } of this.documents.values()) if (key.day === day) return clocks.get(client) ?? 0
    return 0
  }

  backup(): Map<string, StoredDocument> {
    return new Map([...this.documents].map(([name, stored]) => [name, copyOf(stored)]))
  }

  /** As the runbook says: what was stored since is gone, and the memory has another name. */
  restore(backup: ReadonlyMap<string, StoredDocument>): void {
    this.documents = new Map([...backup].map(([name, stored]) => [name, copyOf(stored)]))
    this.#incarnations++
    this.#onThaw = []
  }

  async #transaction<Value>(
    life: Life,
    name: string,
    reach: (point: string) => void,
    work: () => Value,
  ): Promise<Value> {
    reach(`${name}: before`)
    if (!life.alive) return await never()
    await delay(this.slowMs + this.chance.between(1, 6))
    if (this.#mood === 'refusing') throw new DatabaseFault('ECONNREFUSED')
    if (this.#mood === 'frozen') return await this.#hang(life, work)
    // A server that died meanwhile had sent its statement, or not.
    if (!life.alive && this.chance.once(2)) return await never()
    const value = work()
    reach(`${name}: after`)
    if (!life.alive) return await never()
    await delay(this.chance.between(0, 3))
    return life.alive ? value : await never()
  }

  /** The statement is read when the database thaws, if it is: long after its server has given up on it. */
  async #hang<Value>(life: Life, work: () => Value): Promise<Value> {
    if (this.chance.once(2)) this.#onThaw.push(() => this.#late(work))
    await delay(SETTLE_MS_MAX)
    return life.alive ? Promise.reject(new SettleTimeout(SETTLE_MS_MAX)) : await never()
  }

  #late(work: () => unknown): void {
    try {
      work()
      this.count('commits that came late')
    } catch (fault) {
      if (!(fault instanceof FencedOut)) throw fault
    }
  }

  #open(key: DocumentKey): OpenedDocument {
    const name = documentName(key)
    const known = this.documents.get(name)
    const stored = known ?? { ...emptyDocument(), key }
    if (known) known.epoch++
    else this.documents.set(name, stored)
    const { epoch, head, updates, claims, sealed } = stored
    return {
      incarnation: `incarnation-${this.#incarnations}`,
      epoch,
      head,
      updates: updates.map(({ bytes }) => bytes),
      claims: new Map(claims),
      sealed: new Map(sealed),
    }
  }

  #epochs(keys: readonly DocumentKey[]): ReadonlyMap<string, number> {
    const names = keys.map(documentName)
    return new Map(names.map(name => [name, this.documents.get(name)?.epoch ?? 0]))
  }

  #append(key: DocumentKey, owner: Ownership, entries: readonly JournalEntry[], tickets: TicketStates): void {
    const stored = this.documents.get(documentName(key))
    if (!stored || stored.epoch !== owner.epoch || stored.head !== owner.head) throw new FencedOut(documentName(key))
    stored.head += entries.length
    for (const entry of entries) this.#store(stored, entry)
    for (const [id, ticket] of tickets) {
      if (!ticket) stored.tickets.delete(id)
      else if ((stored.tickets.get(id)?.head ?? -1) < stored.head)
        stored.tickets.set(id, { head: stored.head, row: JSON.stringify(entryRow(key, 0, ticket)) })
    }
  }

  #store(stored: StoredDocument, { device, update, claimed, events, seals }: JournalEntry): void {
    stored.updates.push({ device, bytes: update })
    for (const [client, owner] of claimed) if (!stored.claims.has(client)) stored.claims.set(client, owner)
    for (const { client, end } of seals) raise(stored.sealed, client, end)
    for (const [client, clock] of Y.parseUpdateMeta(update).to) raise(stored.clocks, client, clock)
    for (const event of events) {
      this.onStored(event, device)
      if (!stored.events.has(event.id)) stored.events.set(event.id, { event, broughtBy: device, at: virtualTime.now() })
    }
  }
}

function raise(clocks: Map<number, number>, client: number, clock: number): void {
  clocks.set(client, Math.max(clock, clocks.get(client) ?? 0))
}

function emptyDocument(): Omit<StoredDocument, 'key'> {
  return {
    epoch: 1,
    head: 0,
    updates: [],
    claims: new Map(),
    events: new Map(),
    tickets: new Map(),
    sealed: new Map(),
    clocks: new Map(),
  }
}

function copyOf(stored: StoredDocument): StoredDocument {
  return {
    ...stored,
    updates: [...stored.updates],
    claims: new Map(stored.claims),
    events: new Map(stored.events),
    tickets: new Map(stored.tickets),
    sealed: new Map(stored.sealed),
    clocks: new Map(stored.clocks),
  }
}
