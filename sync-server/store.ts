import type { DeviceId, TicketId } from '@/lib/domain/ids'
import type { Admitted, DocumentState } from './document-state'
import { type DocumentKey, FencedOut, type Journal, type Ownership } from './journal'

/** What became of an attempt to store. */
export type StoreOutcome =
  | { readonly kind: 'stored' }
  /** Postgres does not answer. What was admitted is kept and tried again. */
  | { readonly kind: 'away'; readonly fault: unknown }
  /** Postgres refuses the content: trying the same again would refuse the same. */
  | { readonly kind: 'refused'; readonly fault: unknown }

/** Past these, senders are told to come back later: they keep what they have. */
const WAITING_BYTES_MAX = { document: 64 * 1024 * 1024, process: 256 * 1024 * 1024 }
/** What an event takes in memory beside the bytes that it came in. */
const EVENT_BYTES = 512

/** What waits for a database that is away, of all documents of this process together. */
export class WaitingBytes {
  #ofProcess = 0

  /** @param max bytes of one document, and of all */
  constructor(private readonly max: { readonly document: number; readonly process: number } = WAITING_BYTES_MAX) {}

  isFullFor(documentBytes: number): boolean {
    return documentBytes > this.max.document || this.#ofProcess > this.max.process
  }

  /** @param bytes below 0 for what waits no more. */
  add(bytes: number): void {
    this.#ofProcess += bytes
  }
}

/** A start reads at most so many updates one by one: some 50 ms. */
const UPDATES_PER_SNAPSHOT = 1_000
/** The state vector of somebody who holds nothing. */
const NOTHING_HELD = Uint8Array.of(0)

/**
 * Brings what was admitted into the journal, in order, all that waits in one transaction (group commit without a
 * timer). One attempt at a time.
 */
export class Store {
  #waiting: Admitted[] = []
  #bytes = 0
  #snapshotHead: number
  readonly #storedClocks = new Map<DeviceId, ReadonlyMap<number, number>>()

  constructor(
    private readonly journal: Journal,
    private readonly key: DocumentKey,
    private owner: Ownership,
    private readonly waitingBytes: WaitingBytes,
    /** Updates that were read one by one when the document was opened. */
    readCount = 0,
  ) {
    this.#snapshotHead = owner.head - readCount
  }

  get epoch(): number {
    return this.owner.epoch
  }

  /** Keeps the state whole for the next start, when many updates have come since the last time. Everything must be stored. */
  async keepSnapshotIfDue(state: DocumentState): Promise<void> {
    if (!this.isEmpty || this.owner.head - this.#snapshotHead < UPDATES_PER_SNAPSHOT) return
    this.#snapshotHead = this.owner.head
    await this.journal.keepSnapshot(this.key, this.owner, state.missingFrom(NOTHING_HELD))
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  get isFull(): boolean {
    return this.waitingBytes.isFullFor(this.#bytes)
  }

  add(admitted: Admitted): void {
    this.#waiting.push(admitted)
    this.#count(bytesOf([admitted]))
  }

  /** Forgets what waits and returns it: the state it was admitted to is gone. */
  takeWaiting(): Admitted[] {
    const waiting = this.#waiting
    this.#setWaiting([])
    return waiting
  }

  /**
   * Stores all that waits now. What is admitted while this runs waits for the next call.
   * @throws FencedOut when another process owns the document, or an attempt that was given up has stored after all
   */
  async flush(state: DocumentState): Promise<StoreOutcome> {
    const batch = [...this.#waiting]
    if (batch.length === 0) return { kind: 'stored' }
    const touched = new Set<TicketId>(batch.flatMap(admitted => [...admitted.touched]))
    const writers = new Set(batch.flatMap(({ entry }) => [...entry.writers]))
    const clocks = new Map([...writers].map(device => [device, state.clocksOf(device)]))
    try {
      const entries = batch.map(({ entry }) => entry)
      await this.journal.append(this.key, this.owner, entries, state.ticketStates(touched))
      this.owner = { ...this.owner, head: this.owner.head + entries.length }
    } catch (fault) {
      if (fault instanceof FencedOut || isBug(fault)) throw fault
      return isRefusal(fault) ? { kind: 'refused', fault } : { kind: 'away', fault }
    }
    this.#setWaiting(this.#waiting.slice(batch.length))
    for (const [device, stored] of clocks) this.#storedClocks.set(device, stored)
    return { kind: 'stored' }
  }

  /** Says that everything a state holds came from the journal. */
  markLoaded(state: DocumentState): void {
    for (const device of state.devices()) this.#storedClocks.set(device, state.clocksOf(device))
  }

  /** How far the journal holds each client of a device: what may be acknowledged. */
  storedClocksOf(device: DeviceId): ReadonlyMap<number, number> {
    return this.#storedClocks.get(device) ?? new Map()
  }

  #setWaiting(waiting: Admitted[]): void {
    this.#waiting = waiting
    this.#count(bytesOf(waiting) - this.#bytes)
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    this.waitingBytes.add(bytes)
  }
}

function bytesOf(admitted: readonly Admitted[]): number {
  return admitted.reduce((sum, { entry }) => sum + entry.update.length + entry.events.length * EVENT_BYTES, 0)
}

/** Errors of Postgres about what it was given: data and constraints (classes 22 and 23). */
function isRefusal(fault: unknown): boolean {
  return /^(22|23)/.test(codeOf(fault))
}

/** What the world does to us has a code (Postgres, the socket, the watchdog). Ours has none, or is wrong SQL (class 42). */
function isBug(fault: unknown): boolean {
  return codeOf(fault) === '' || /^42[0-9A-Z]{3}$/.test(codeOf(fault))
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : ''
}
