import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import { DeviceId, type ServiceDay } from '@/lib/domain/ids'
import { encodeEvent, logDecoder } from '@/lib/protocol/event-codec'

/** The log of one device: a root array, which needs no creation and so cannot be created twice by two offline sessions. */
const LOG_PREFIX = 'e:'

export function logName(device: DeviceId): string {
  return `${LOG_PREFIX}${device}`
}

/** The device whose log this root type is; undefined when it is no log. */
export function deviceOfLog(name: string): DeviceId | undefined {
  if (!name.startsWith(LOG_PREFIX)) return undefined
  const device = DeviceId.safeParse(name.slice(LOG_PREFIX.length))
  return device.success ? device.data : undefined
}

/** An event and where it stands in the document: acknowledgements speak of Yjs clients and clocks. */
export type LoggedEvent = { readonly event: QueueEvent; readonly client: number; readonly clock: number }

export type DocumentListener = (events: readonly LoggedEvent[], origin: unknown) => void

/** Marks what came from this device's own store: it need not be stored or sent again. */
export const FROM_STORE = Symbol('from store')

/**
 * The document of one service day: append-only logs, one per device. Knows nothing of what the events mean.
 */
export class DayDocument {
  readonly doc = new Y.Doc()
  readonly #listeners = new Set<DocumentListener>()

  constructor(readonly day: ServiceDay) {
    this.doc.on('afterTransaction', transaction => this.#publish(transaction))
  }

  /**
   * What cannot be read, as after a power cut in the middle of a write, is left out; what follows a hole is dropped, not
   * parked: Yjs would send it to the server, which must refuse an update with a hole. Own events come back from the log,
   * and those of others from the server.
   *
   * @returns how many updates could not be read
   */
  load(updates: readonly Uint8Array[]): number {
    let unreadable = 0
    this.doc.transact(() => {
      for (const update of updates) {
        try {
          Y.applyUpdate(this.doc, update, FROM_STORE)
        } catch {
          // reason: Yjs reads an update whole before it applies it, so what throws has changed nothing; it is counted
          unreadable++
        }
      }
    }, FROM_STORE)
    this.doc.store.pendingStructs = null
    this.doc.store.pendingDs = null
    return unreadable
  }

  /**
   * Starts a writing session under a client id that was never used. Call it after `load` and before the link: an id
   * set earlier is replaced by Yjs when it meets it in the loaded data.
   */
  startSession(clientId: number): void {
    this.doc.clientID = clientId
  }

  append(device: DeviceId, events: readonly QueueEvent[]): void {
    const tuples = events.map(event => [...encodeEvent(event, this.day)])
    this.doc.getArray(logName(device)).push(tuples)
  }

  /** The events of known types of these Yjs clients; of all, log by log. */
  events(clients: Iterable<number> = this.doc.store.clients.keys()): LoggedEvent[] {
    const events: LoggedEvent[] = []
    for (const client of clients) this.#readEvents(client, 0, events)
    return events
  }

  onEvents(listener: DocumentListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  destroy(): void {
    this.#listeners.clear()
    this.doc.destroy()
  }

  #publish(transaction: Y.Transaction): void {
    if (this.#listeners.size === 0) return // while a day is loaded nobody listens yet: it would be decoded in vain
    const events: LoggedEvent[] = []
    for (const [client, clock] of transaction.afterState) {
      const before = transaction.beforeState.get(client) ?? 0
      if (clock > before) this.#readEvents(client, before, events)
    }
    if (events.length === 0) return
    for (const listener of this.#listeners) listener(events, transaction.origin)
  }

  /** Adds to `into`, since a whole day is too many arguments for one `push`. */
  #readEvents(client: number, fromClock: number, into: LoggedEvent[]): void {
    const structs = this.doc.store.clients.get(client) ?? []
    if (structs.length === 0) return
    for (let index = Y.findIndexSS(structs, fromClock); index < structs.length; index++) {
      const item = structs[index]
      if (item instanceof Y.Item) this.#readItem(item, fromClock, into)
    }
  }

  #readItem(item: Y.Item, fromClock: number, into: LoggedEvent[]): void {
    if (!(item.content instanceof Y.ContentAny) || !(item.parent instanceof Y.AbstractType)) return
    if (item.parent._item !== null) return // inside another value: nothing that a program of ours writes
    const device = deviceOfLog(Y.findRootTypeKey(item.parent))
    if (!device) return
    const { client, clock: start } = item.id
    const decode = logDecoder({ device, day: this.day })
    for (let offset = Math.max(0, fromClock - start); offset < item.content.arr.length; offset++) {
      const decoded = decode(item.content.arr[offset])
      if (decoded.kind === 'event') into.push({ event: decoded.event, client, clock: start + offset })
    }
  }
}
