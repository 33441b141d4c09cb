import type { QueueEvent } from '@/lib/domain/events'
import type { EventId, InstantMs, ServiceDay } from '@/lib/domain/ids'

/** Wall time. The only clock a replica knows. */
export type Clock = { now(): InstantMs }

/** Uniformly random integers in [0, limit). `limit` is at most 2^53. */
export type Random = { int(limit: number): number }

/** One event of this device in its write-ahead log. */
export type WalRecord = { readonly day: ServiceDay; readonly event: QueueEvent }

/** An own event, and whether a server has acknowledged it. */
export type WalEvent = { readonly event: QueueEvent; readonly isAcknowledged: boolean }

/** Ticket counters of one day by service letter: the next to give, and the last that is durably reserved. */
export type NumberBlock = {
  readonly day: ServiceDay
  readonly next: Readonly<Record<string, number>>
  readonly reserved: Readonly<Record<string, number>>
}

export type StoredSession = {
  /** Counts the sessions of this store, from 1. Durable before this is returned. */
  readonly bootCount: number
  /** True when the last session said good-bye and the store holds all that it had written (nothing need be burnt). */
  readonly endedCleanly: boolean
  /** Own events that no acknowledgement covers yet, oldest first. */
  readonly pending: readonly WalRecord[]
  readonly lastDay: ServiceDay | null
}

/**
 * Where a device keeps what it must not lose. `tests/contract/event-store-contract.ts` is run on every implementation.
 */
export type EventStore = {
  /** Begins a session. Rejects when the store cannot be used: the device must not issue then. */
  startSession(): Promise<StoredSession>
  /**
   * Resolves once the records and the number block are durable, all or nothing. Only then may a ticket be printed.
   * Rejects when they are not, or when that cannot be told in time; a number it carried is then never given.
   */
  commit(records: readonly WalRecord[], numbers: NumberBlock | null): Promise<void>
  /** Says good-bye. Synchronous, since a closing page gets no time. */
  endSession(): void
  numbersOf(day: ServiceDay): Promise<NumberBlock | null>
  /** All own events of a day that are kept, acknowledged or not, in any order. */
  eventsOf(day: ServiceDay): Promise<readonly WalEvent[]>
  /** The acknowledged events are in Postgres for ever. */
  acknowledge(ids: readonly EventId[]): Promise<void>
  /** The server is not the one that acknowledged (restored, replaced): every kept event is pending again. */
  forgetAcknowledgements(): Promise<readonly WalRecord[]>
  setLastDay(day: ServiceDay): Promise<void>
  /** The Yjs updates of a day. This part may lose its tail: own events come back from the log, others from the server. */
  loadDocument(day: ServiceDay): Promise<readonly Uint8Array[]>
  saveUpdates(day: ServiceDay, updates: readonly Uint8Array[]): Promise<void>
  replaceDocument(day: ServiceDay, snapshot: Uint8Array): Promise<void>
}
