import * as Y from 'yjs'
import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { type Queue, QueueFold } from '@/lib/domain/fold'
import type { CenterId, DeviceId, EventId, InstantMs, ServiceDay, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { numberOf } from '@/lib/domain/ticket-number'
import { DayDocument, type LoggedEvent } from './day-document'
import { type Desk, deskOf } from './desk'
import { DocumentSaver } from './document-saver'
import { bootOf, EventStamp, freshClientId } from './event-stamp'
import { LocalDate } from './local-date'
import type { Signer } from './log-sealer'
import { NumberSeries } from './number-series'
import { OwnLog } from './own-log'
import { PendingEvents } from './pending-events'
import type { Clock, EventStore, NumberBlock, Random, StoredSession, WalRecord } from './ports'

export type Identity = {
  readonly device: DeviceId
  readonly center: CenterId
  readonly surface: Surface
  /** Null for a device that issues no tickets. */
  readonly issuerDigit: number | null
  readonly timeZone: string
}

export type ReplicaPorts = {
  readonly store: EventStore
  readonly clock: Clock
  readonly random: Random
  readonly signer: Signer
  /** Told of what failed in the background and loses nothing, e.g. saving the document. */
  readonly onFault: (what: string, fault: unknown) => void
}

export type ReplicaRefusal =
  /** The device could not make it durable: nothing was issued, nothing may be printed. */
  | { readonly code: 'not_durable' }
  /** Today's date is in doubt: staff, or the server, must confirm it first. */
  | { readonly code: 'day_in_doubt' }

/**
 * A device's full copy of its center's events: it decides on them, makes its own durable, and folds them all.
 *
 * Knows no network: a link attaches to `documents()` and reports acknowledgements. Never waits for one.
 */
export class Replica {
  readonly #listeners = new Set<() => void>()
  readonly #pending: PendingEvents
  readonly #olderDays = new Map<ServiceDay, DayDocument>()
  /** One for each of `documents()`. */
  readonly #logs = new Map<DayDocument, OwnLog>()
  readonly #stamps: EventStamp
  readonly #date: LocalDate
  #version = 0
  #doubtedDay: ServiceDay | null = null
  /** Work on the log is done one after another: each decision sees the events of the one before. */
  #turn: Promise<unknown> = Promise.resolve()

  #current: DayDocument
  #fold = new QueueFold()
  #numbers: NumberSeries
  #saver: DocumentSaver | null = null
  #stopTaking = () => {}

  private constructor(
    readonly identity: Identity,
    private readonly ports: ReplicaPorts,
    private readonly session: StoredSession,
    date: LocalDate,
    day: ServiceDay,
  ) {
    this.#stamps = new EventStamp(identity.device, bootOf(session.bootCount, ports.random))
    this.#pending = new PendingEvents(session.pending)
    this.#date = date
    this.#current = new DayDocument(day)
    this.#numbers = new NumberSeries(day, null, false)
  }

  /** Opens the store and loads the day. Rejects when the store cannot be used. */
  static async open(identity: Identity, ports: ReplicaPorts): Promise<Replica> {
    const session = await ports.store.startSession()
    const date = new LocalDate(ports.clock, identity.timeZone)
    const today = date.today()
    const doubted = session.lastDay !== null && date.isInDoubtAfter(session.lastDay)
    const replica = new Replica(identity, ports, session, date, doubted && session.lastDay ? session.lastDay : today)
    if (doubted) replica.#doubtedDay = today
    replica.#begin(await replica.#readDay(replica.day))
    await replica.#openOlderDays()
    return replica
  }

  get day(): ServiceDay {
    return this.#current.day
  }

  get boot(): number {
    return this.#stamps.boot
  }

  get queue(): Queue {
    return this.#fold
  }

  /** Grows with every change that a surface may have to draw. */
  get version(): number {
    return this.#version
  }

  /** What was done here and no acknowledgement covers yet. */
  get pendingCount(): number {
    return this.#pending.actionCount
  }

  /** Of a day, the event that has waited longest for an acknowledgement. */
  oldestPendingOf(day: ServiceDay): EventId | null {
    return this.#pending.oldestOf(day)
  }

  isPending(event: EventId): boolean {
    return this.#pending.has(event)
  }

  /** The date that this device's clock shows and nobody has confirmed; null when there is no doubt. */
  get doubtedDay(): ServiceDay | null {
    return this.#doubtedDay
  }

  /** Today's, and those of earlier days that still hold unacknowledged events. */
  documents(): readonly DayDocument[] {
    return [this.#current, ...this.#olderDays.values()]
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Decides, makes the event durable, and only then lets it into the document. When this resolves with a value, the
   * event survives a power cut (SPEC LOG-1).
   */
  act<Refusal>(
    decide: (desk: Desk) => Result<EventDraft, Refusal>,
  ): Promise<Result<QueueEvent, Refusal | ReplicaRefusal>> {
    return this.#inTurn(async (): Promise<Result<QueueEvent, Refusal | ReplicaRefusal>> => {
      if (this.#doubtedDay) return refuse({ code: 'day_in_doubt' })
      const decision = decide(deskOf(this.identity, this.#fold, this.#numbers, this.ports.clock.now()))
      if (!decision.ok) return decision

      const event = this.#stamp(decision.value)
      const numbers = this.#numbersAfter(event)
      const record: WalRecord = { day: this.day, event }
      if (numbers) this.#numbers.take(numbers)
      try {
        await this.ports.store.commit([record], numbers)
      } catch (fault) {
        this.ports.onFault('commit', fault)
        return refuse({ code: 'not_durable' })
      }
      this.#logOf(this.#current).append([event])
      return ok(event)
    })
  }

  /** Takes the server's word that its database holds every own event below these clocks, by Yjs client. */
  acknowledge(day: ServiceDay, clocks: ReadonlyMap<number, number>): Promise<void> {
    return this.#inTurn(async () => {
      const done = this.#pending.below(day, clocks)
      if (done.length === 0) return
      await this.ports.store.acknowledge(done)
      this.#pending.remove(done)
      this.#closeOlderDays()
      this.#changed()
    })
  }

  /** The server is another incarnation: what was acknowledged by the one before must be acknowledged again. */
  forgetAcknowledgements(): Promise<void> {
    return this.#inTurn(() => this.#offerAllAgain())
  }

  async #offerAllAgain(): Promise<void> {
    for (const record of await this.ports.store.forgetAcknowledgements()) this.#pending.add(record)
    await this.#openOlderDays()
    for (const document of this.documents()) {
      this.#pending.locate(document.events())
      this.#logOf(document).appendMissing()
    }
    this.#changed()
  }

  /**
   * A new server session has said how far it holds this device's clients, and the document holds all that the server
   * does. If it lacks what was acknowledged once, it is not the server that it was (restored, emptied): all that is kept
   * is offered again (SPEC LOG-6).
   */
  compare(day: ServiceDay, clocks: ReadonlyMap<number, number>): Promise<void> {
    return this.#inTurn(async () => {
      const document = this.documents().find(candidate => candidate.day === day)
      if (!document) return
      const held = this.#logOf(document).eventsBelow(clocks)
      const events = await this.ports.store.eventsOf(day)
      if (events.some(({ event, isAcknowledged }) => isAcknowledged && !held.has(event.id))) await this.#offerAllAgain()
    })
  }

  /**
   * The server has refused this device's session of a day: here is a new document for a new session. Once it holds what
   * the server holds, `adopt` it (SPEC LOG-7).
   */
  startAnew(day: ServiceDay): DayDocument {
    const document = new DayDocument(day)
    document.startSession(freshClientId(this.ports.random))
    return document
  }

  /** Drops the refused document for one of `startAnew`, and appends to it what no acknowledgement covers yet. */
  adopt(document: DayDocument): Promise<void> {
    return this.#inTurn(async () => {
      const { day } = document
      const refused = this.documents().find(candidate => candidate.day === day)
      if (!refused) return document.destroy()
      const saved = this.ports.store.replaceDocument(day, Y.encodeStateAsUpdate(document.doc))
      await saved.catch((fault: unknown) => this.ports.onFault('save document', fault))
      this.#pending.forgetPlaces(day)
      this.#forget(refused)
      if (refused === this.#current) this.#begin({ document, numbers: this.#numbers })
      else this.#attachOlder(document)
      this.#changed()
    })
  }

  /** What has to be done from time to time: a new day, a seal that is due. Cheap; call it every second. */
  async tend(): Promise<void> {
    this.#date.watch()
    await this.#rollOver()
    for (const log of this.#logs.values()) if (log.isSealDue) await this.#inTurn(() => log.seal())
  }

  /** A server tells the time: this device's date is in no doubt any more, whatever its clock shows (SPEC DAY-4). */
  tellTime(serverTime: InstantMs): Promise<void> {
    this.#date.tellTime(serverTime)
    return this.#rollOver()
  }

  /** Staff say which it is: the date that the clock shows, or still the day of before. */
  async confirmDay(day: ServiceDay): Promise<void> {
    if (day === this.#doubtedDay || day === this.day) this.#date.tellDay(day)
    await this.#rollOver()
  }

  /** Moves to a new service day when the date has changed. */
  #rollOver(): Promise<void> {
    if (this.#date.today() === this.day && !this.#doubtedDay) return Promise.resolve()
    return this.#inTurn(async () => {
      const today = this.#date.today()
      if (today === this.day) this.#setDoubt(null)
      else if (this.#date.isInDoubtAfter(this.day)) this.#setDoubt(today)
      else await this.#moveTo(today).catch((fault: unknown) => this.ports.onFault('roll over', fault))
    })
  }

  /** Ends the session: nothing need be burnt at the next start. */
  close(): void {
    this.ports.store.endSession()
    this.#saver?.stop()
    for (const document of this.documents()) document.destroy()
    this.#listeners.clear()
  }

  /** Reads first: when the store fails at midnight the old day goes on, and the next second tries again. */
  async #moveTo(day: ServiceDay): Promise<void> {
    const read = await this.#readDay(day)
    await this.#logOf(this.#current).seal()
    this.#saver?.stop()
    this.#stopTaking()
    this.#current.onEvents(events => this.#pending.locate(events))
    this.#olderDays.set(this.day, this.#current)
    const again = this.#olderDays.get(day) // a date that has come back
    if (again) this.#forget(again)
    this.#olderDays.delete(day)
    this.#setDoubt(null)
    this.#begin(read)
    this.#closeOlderDays()
    this.#changed()
  }

  async #readDay(day: ServiceDay): Promise<{ readonly document: DayDocument; readonly numbers: NumberSeries }> {
    const { store } = this.ports
    const document = await this.#openDocument(day)
    const stored = await store.numbersOf(day)
    const numbers = new NumberSeries(day, stored, !this.session.endedCleanly)
    // What is burnt is burnt durably: this session may end cleanly without giving a number.
    if (stored && !this.session.endedCleanly) await store.commit([], numbers.block)
    await store.setLastDay(day)
    return { document, numbers }
  }

  #begin({ document, numbers }: { readonly document: DayDocument; readonly numbers: NumberSeries }): void {
    this.#current = document
    this.#numbers = numbers
    this.#fold = new QueueFold()
    this.#take(document.events())
    this.#saver = new DocumentSaver(document, this.ports)
    this.#stopTaking = document.onEvents(events => this.#take(events))
    this.#logOf(document).appendMissing()
  }

  async #openDocument(day: ServiceDay): Promise<DayDocument> {
    const document = new DayDocument(day)
    const unreadable = document.load(await this.ports.store.loadDocument(day))
    if (unreadable > 0) this.ports.onFault('load document', new Error(`${unreadable} updates could not be read`))
    document.startSession(freshClientId(this.ports.random))
    return document
  }

  #logOf(document: DayDocument): OwnLog {
    const known = this.#logs.get(document)
    if (known) return known
    const { center, device } = this.identity
    const stamp = (draft: EventDraft) => this.#stamp(draft)
    const log = new OwnLog(document, { center, device }, this.#pending, { ...this.ports, stamp })
    this.#logs.set(document, log)
    return log
  }

  #forget(document: DayDocument): void {
    this.#logs.delete(document)
    if (document === this.#current) this.#saver?.stop()
    document.destroy()
  }

  async #openOlderDays(): Promise<void> {
    for (const day of this.#pending.days()) {
      if (day === this.day || this.#olderDays.has(day)) continue
      this.#attachOlder(await this.#openDocument(day))
    }
  }

  #attachOlder(document: DayDocument): void {
    this.#pending.locate(document.events())
    document.onEvents(events => this.#pending.locate(events))
    this.#logOf(document).appendMissing()
    this.#olderDays.set(document.day, document)
  }

  #closeOlderDays(): void {
    const waiting = this.#pending.days()
    for (const [day, document] of this.#olderDays) {
      if (waiting.has(day)) continue
      this.#olderDays.delete(day)
      this.#forget(document)
    }
  }

  #take(events: readonly LoggedEvent[]): void {
    const wall = this.ports.clock.now()
    this.#pending.locate(events)
    this.#fold.add(events.map(({ event }) => event))
    for (const { event } of events) this.#stamps.witness(event, this.#fold.timeOf(event), wall)
    this.#changed()
  }

  #stamp(draft: EventDraft): QueueEvent {
    return this.#stamps.stamp(draft, this.ports.clock.now())
  }

  #numbersAfter(event: QueueEvent): NumberBlock | null {
    if (event.type !== 'ticket.checked_in.v1') return null
    return this.#numbers.afterTaking(numberOf(event.ticket).charAt(0))
  }

  #setDoubt(day: ServiceDay | null): void {
    if (this.#doubtedDay === day) return
    this.#doubtedDay = day
    this.#changed()
  }

  /** What is durable stays done, whatever becomes of those who watch: a listener that throws harms nobody else. */
  #changed(): void {
    this.#version++
    for (const listener of this.#listeners) {
      try {
        listener()
      } catch (fault) {
        this.ports.onFault('listener', fault)
      }
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}
