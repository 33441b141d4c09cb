import * as Y from 'yjs'
import { type DayDocument, FROM_STORE } from './day-document'
import type { EventStore } from './ports'

/** Past so many stored updates a day is rewritten as one snapshot. */
const UPDATES_MAX = 400

/**
 * Keeps a day's document on the device. What arrives while a write is under way goes into the next write. It promises
 * nothing: whatever a power cut takes from it comes back from the log and from the server.
 */
export class DocumentSaver {
  #waiting: Uint8Array[] = []
  #stored = 0
  #writing = false
  readonly #stop: () => void

  constructor(
    private readonly document: DayDocument,
    private readonly ports: { readonly store: EventStore; readonly onFault: (what: string, fault: unknown) => void },
  ) {
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_STORE) return
      this.#waiting.push(update)
      void this.#write()
    }
    document.doc.on('update', onUpdate)
    this.#stop = () => document.doc.off('update', onUpdate)
  }

  stop(): void {
    this.#stop()
  }

  async #write(): Promise<void> {
    if (this.#writing) return
    this.#writing = true
    try {
      while (this.#waiting.length > 0) await this.#writeWaiting()
    } catch (fault) {
      // What was not written would be a hole before all that follows: the next write is a whole snapshot.
      this.#stored = UPDATES_MAX
      this.ports.onFault('save document', fault)
    } finally {
      this.#writing = false
    }
  }

  async #writeWaiting(): Promise<void> {
    const updates = this.#waiting
    this.#waiting = []
    this.#stored += updates.length
    if (this.#stored < UPDATES_MAX) return await this.ports.store.saveUpdates(this.document.day, updates)
    this.#stored = 0
    await this.ports.store.replaceDocument(this.document.day, Y.encodeStateAsUpdate(this.document.doc))
  }
}
