import type { QueueEvent } from '@/lib/domain/events'
import type { CenterId, DeviceId, ServiceDay, TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import type { SealRecord } from '@/lib/replica/seals'

/** One document: the queue of a center on a service day. */
export type DocumentKey = { readonly center: CenterId; readonly day: ServiceDay }

export function documentName({ center, day }: DocumentKey): string {
  return `${center}/${day}`
}

/** One accepted update with what it says. */
export type JournalEntry = {
  /** Who brought it. */
  readonly device: DeviceId
  readonly update: Uint8Array
  /** Yjs clients that this update is the first of, and whose they are. */
  readonly claimed: ReadonlyMap<number, DeviceId>
  /** Whose logs it makes longer: the bringer's, and others' as far as they are sealed. */
  readonly writers: ReadonlySet<DeviceId>
  readonly events: readonly QueueEvent[]
  readonly seals: readonly SealRecord[]
  /** Events that were kept and count for nothing, since their authors had no right to them. */
  readonly alerts: readonly QueueEvent[]
}

/** Tickets as they are after the entries; null for one that counts no more. */
export type TicketStates = ReadonlyMap<TicketId, Ticket | null>

/**
 * Whose a document is, and how far he knows it: one entry more each is the next head. Fences out an owner of before, and a
 * statement that was given up and commits late: neither changes a row.
 */
export type Ownership = { readonly epoch: number; readonly head: number }

export type OpenedDocument = Ownership & {
  readonly incarnation: string
  /** The last snapshot, if there is one, and what was stored since. */
  readonly updates: readonly Uint8Array[]
  readonly claims: ReadonlyMap<number, DeviceId>
  /** How far each Yjs client is sealed. */
  readonly sealed: ReadonlyMap<number, number>
}

/** Another process owns the document now, or it holds what its owner does not know of. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut'
}

export type Journal = {
  open(key: DocumentKey): Promise<OpenedDocument>
  /**
   * Stores entries and the tickets they changed, all or nothing. Storing an event twice is harmless.
   * @throws FencedOut; whatever the database throws (see `isDatabaseAway`)
   */
  append(key: DocumentKey, owner: Ownership, entries: readonly JournalEntry[], tickets: TicketStates): Promise<void>
  /** Keeps the whole document as it is at the owner's head, for the next one who opens it. */
  keepSnapshot(key: DocumentKey, owner: Ownership, snapshot: Uint8Array): Promise<void>
  /** The epochs of these documents now, by name: another one than an owner's says that he owns it no more. */
  epochs(keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, number>>
}
