import * as Y from 'yjs'
import type { EventDraft, LogSealed, QueueEvent } from '@/lib/domain/events'
import type { DurationMs, EventId, InstantMs } from '@/lib/domain/ids'
import { compareAge } from '@/lib/domain/stamp'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { type LogOf, type Signature, sealText } from '@/lib/protocol/seal-text'
import type { DayDocument } from './day-document'
import { clientsByDevice, documentView } from './log-views'
import { followSeals, SEALED_PART_MAX } from './seals'

/** Signs with the device's key, which cannot be read. */
export type Signer = { sign(text: string): Promise<Signature> }

/** A seal at the latest after so many own events, or so long after the first that none covers. */
export const UNSEALED_MAX = 32
export const UNSEALED_MS_MAX: DurationMs = 120_000
/** After a failure, e.g. a full disk. */
const AGAIN_MS: DurationMs = 30_000

/** Half of what a seal may be over: the other half is for the seals that come before it in the same log. */
const PIECE_MAX = SEALED_PART_MAX / 2

export type SealDesk = {
  readonly signer: Signer
  readonly stamp: (draft: EventDraft) => QueueEvent
  /** Own events of the day as the write-ahead log has them. */
  readonly ownEvents: () => Promise<readonly QueueEvent[]>
}

/** What one Yjs client has that no seal covers. */
type OpenPart = { readonly client: number; readonly from: number; readonly to: number }

/** Knows when a device's log in one document is due for a seal, and makes it. */
export class LogSealer {
  #unsealed: number
  #dueAt: InstantMs | null
  #madeAny = false

  constructor(
    private readonly log: LogOf,
    private readonly document: DayDocument,
    now: InstantMs,
  ) {
    this.#unsealed = this.#openParts().reduce((sum, { from, to }) => sum + to - from, 0)
    this.#dueAt = this.#unsealed > 0 ? now + UNSEALED_MS_MAX : null
  }

  /** So many own events were appended. */
  noted(count: number, now: InstantMs): void {
    this.#unsealed += count
    this.#dueAt ??= now + UNSEALED_MS_MAX
    if (this.#unsealed >= UNSEALED_MAX) this.#dueAt = Math.min(this.#dueAt, now)
  }

  /** A due time far ahead was set by a clock that was wrong then. */
  isDue(now: InstantMs): boolean {
    return this.#dueAt !== null && (now >= this.#dueAt || this.#dueAt - now > UNSEALED_MS_MAX)
  }

  get hasUnsealed(): boolean {
    return this.#unsealed > 0
  }

  postpone(now: InstantMs): void {
    this.#dueAt = now + AGAIN_MS
  }

  /** The seals were appended. */
  sealed(): void {
    this.#unsealed = 0
    this.#dueAt = null
    this.#madeAny = true
  }

  /**
   * Seals over all that is open: first what earlier sessions of this device left, then this session's part with those
   * seals in it. To be appended in this order, by this document's session, with nothing in between.
   */
  async makeSeals({ signer, stamp, ownEvents }: SealDesk): Promise<readonly LogSealed[]> {
    const { doc, day } = this.document
    const parts = this.#openParts()
    const isFirst = !this.#madeAny
    const own = isFirst ? await ownEvents() : []
    const previous = isFirst ? lastSealIn(own) : null
    const wal = new Set(own.map(event => JSON.stringify(encodeEvent(event, day))))

    const seals: LogSealed[] = []
    const sign = async ({ client, from, to }: OpenPart, elements: readonly unknown[]) => {
      const named = seals.length === 0 ? previous : null
      const event = stamp({ type: 'log.sealed.v1', actor: null, client, from, to, previous: named, r: '', s: '' })
      const text = sealText(this.log, encodeEvent(event, day), elements)
      // reason: a stamped draft keeps its type
      seals.push({ ...(event as LogSealed), ...(await signer.sign(text)) })
    }
    for (const part of parts.filter(({ client }) => client !== doc.clientID))
      for (const piece of piecesOf(part.from, prefixOf(this.#elements(part), wal)))
        await sign({ client: part.client, ...piece }, piece.elements)
    const from = parts.find(({ client }) => client === doc.clientID)?.from ?? Y.getState(doc.store, doc.clientID)
    const to = Y.getState(doc.store, doc.clientID)
    const pieces = piecesOf(from, this.#elements({ client: doc.clientID, from, to }))
    const last = pieces.pop()
    for (const piece of pieces) await sign({ client: doc.clientID, ...piece }, piece.elements)
    const elements = [...(last?.elements ?? []), ...seals.map(seal => encodeEvent(seal, day))]
    if (elements.length > 0)
      await sign({ client: doc.clientID, from: last?.from ?? from, to: to + seals.length }, elements)
    return seals
  }

  /** Trusts the seals that it finds: they are its own, and what they cover need not be signed twice. */
  #openParts(): OpenPart[] {
    const { doc } = this.document
    const clients = clientsByDevice(doc).get(this.log.device) ?? []
    const view = documentView(doc, clients)
    const { clocks } = followSeals(this.log, view, new Map(), () => true)
    return clients
      .map(client => ({ client, from: clocks.get(client) ?? 0, to: view.end(client) }))
      .filter(({ from, to }) => to > from)
  }

  #elements({ client, from, to }: OpenPart): readonly unknown[] {
    return documentView(this.document.doc, [client]).elements(client, from, to)
  }
}

/** A long part in pieces, the last of which has room for the seals over the others. */
function piecesOf(from: number, elements: readonly unknown[]) {
  const pieces: { readonly from: number; readonly to: number; readonly elements: readonly unknown[] }[] = []
  for (let start = 0; start < elements.length; start += PIECE_MAX) {
    const piece = elements.slice(start, start + PIECE_MAX)
    pieces.push({ from: from + start, to: from + start + piece.length, elements: piece })
  }
  return pieces
}

/** The elements up to the first that this device's own log does not have: nobody is to get a signature for it. */
function prefixOf(elements: readonly unknown[], wal: ReadonlySet<string>): readonly unknown[] {
  const foreign = elements.findIndex(element => !wal.has(JSON.stringify(element)))
  return foreign === -1 ? elements : elements.slice(0, foreign)
}

function lastSealIn(events: readonly QueueEvent[]): EventId | null {
  const seals = events.filter(event => event.type === 'log.sealed.v1').map(({ id }) => id)
  return seals.sort(compareAge).at(-1) ?? null
}
