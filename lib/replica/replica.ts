import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { type Queue, QueueFold } from '@/lib/domain/fold'
import { compareHybrid, HYBRID_ZERO, type HybridTime, tick, witness } from '@/lib/domain/hybrid-clock'
import type { CenterId, DeviceId, EventId, InstantMs, ServiceDay, Surface, TicketNumber } from '@/lib/domain/ids'
import { eventId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { daysBetween, serviceDayOf } from '@/lib/domain/service-day'
import { numberOf, ticketNumber } from '@/lib/domain/ticket-number'
import { DayDocument, type LoggedEvent } from './day-document'
import { DocumentSaver } from './document-saver'
import { NumberSeries } from './number-series'
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
  /** Told of what failed in the background and loses nothing, e.g. saving the document. */
  readonly onFault: (what: string, fault: unknown) => void
}

/** What a decision may look at. */
export type Desk = {
  readonly queue: Queue
  readonly now: InstantMs
  readonly device: DeviceId
  readonly nextNumber: (letter: string) => TicketNumber
}

export type ReplicaRefusal =
  /** The device could not make it durable: nothing was issued, nothing may be printed. */
  | { readonly code: 'not_durable' }
  /** Today's date is in doubt: staff, or the server, must confirm it first. */
  | { readonly code: 'day_in_doubt' }

type Pending = { readonly record: WalRecord; place: { readonly client: number; readonly clock: number } | null }

/** 2^53: a client id this wide is never met twice. */
const CLIENT_ID_LIMIT = Number.MAX_SAFE_INTEGER
const BOOT_RANDOM_LIMIT = 256

/**
 * A device's full copy of its center's events: it decides on them, makes its own durable, and folds them all.
 *
 * Knows no network: a link attaches to `documents()` and reports acknowledgements. Never waits for one.
 */
export class Replica {
  readonly #listeners = new Set<() => void>()
  readonly #pending = new Map<EventId, Pending>()
  readonly #olderDays = new Map<ServiceDay, DayDocument>()
  readonly #boot: number
  #seq = 0
  #lastTime: HybridTime = HYBRID_ZERO
  #version = 0
  #doubtedDay: ServiceDay | null = null
  /** Work on the log is done one after another: each decision sees the events of the one before. */
  #turn: Promise<unknown> = Promise.resolve()

  #current: DayDocument
  #fold = new QueueFold()
  #numbers: NumberSeries
  #saver: DocumentSaver | null = null

  private constructor(
    readonly identity: Identity,
    private readonly ports: ReplicaPorts,
    private readonly session: StoredSession,
    day: ServiceDay,
  ) {
    this.#boot = session.bootCount * BOOT_RANDOM_LIMIT + ports.random.int(BOOT_RANDOM_LIMIT)
    this.#current = new DayDocument(day)
    this.#numbers = new NumberSeries(day, null, false)
    for (const record of session.pending) this.#pending.set(record.event.id, { record, place: null })
  }

  /** Opens the store and loads the day. Rejects when the store cannot be used. */
  static async open(identity: Identity, ports: ReplicaPorts): Promise<Replica> {
    const session = await ports.store.startSession()
    const today = serviceDayOf(ports.clock.now(), identity.timeZone)
    const doubted = isDoubtful(session.lastDay, today)
    const replica = new Replica(identity, ports, session, doubted && session.lastDay ? session.lastDay : today)
    if (doubted) replica.#doubtedDay = today
    replica.#begin(await replica.#readDay(replica.day))
    await replica.#openOlderDays()
    return replica
  }

  get day(): ServiceDay {
    return this.#current.day
  }

  get boot(): number {
    return this.#boot
  }

  get queue(): Queue {
    return this.#fold
  }

  /** Grows with every change that a surface may have to draw. */
  get version(): number {
    return this.#version
  }

  /** Own events that no acknowledgement covers yet. */
  get pendingCount(): number {
    return this.#pending.size
  }

  isPending(event: EventId): boolean {
    return this.#pending.has(event)
  }

  /** The date that this device's clock shows and nobody has confirmed; null when there is no doubt. */
  get doubtedDay(): ServiceDay | null {
    return this.#doubtedDay
  }

  /** Today's document, and those of earlier days that still hold unacknowledged events. */
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
      const decision = decide(this.#desk())
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
      this.#pending.set(event.id, { record, place: null })
      this.#current.append(this.identity.device, [event])
      return ok(event)
    })
  }

  /** Takes the server's word that its database holds every own event below these clocks, by Yjs client. */
  acknowledge(day: ServiceDay, clocks: ReadonlyMap<number, number>): Promise<void> {
    return this.#inTurn(async () => {
      const done: EventId[] = []
      for (const [id, { record, place }] of this.#pending) {
        if (record.day === day && place && place.clock < (clocks.get(place.client) ?? 0)) done.push(id)
      }
      if (done.length === 0) return
      await this.ports.store.acknowledge(done)
      for (const id of done) this.#pending.delete(id)
      this.#closeOlderDays()
      this.#changed()
    })
  }

  /** The server is another incarnation: what was acknowledged by the one before must be acknowledged again. */
  forgetAcknowledgements(): Promise<void> {
    return this.#inTurn(async () => {
      for (const record of await this.ports.store.forgetAcknowledgements())
        if (!this.#pending.has(record.event.id)) this.#pending.set(record.event.id, { record, place: null })
      await this.#openOlderDays()
      for (const document of this.documents()) {
        this.#locate(document.events())
        this.#appendMissing(document)
      }
      this.#changed()
    })
  }

  /** Moves to a new service day when the local date has changed. Cheap; call it every second. */
  rollOver(): Promise<void> {
    const today = serviceDayOf(this.ports.clock.now(), this.identity.timeZone)
    if (today === this.day && !this.#doubtedDay) return Promise.resolve()
    return this.#inTurn(async () => {
      if (today === this.day) this.#setDoubt(null)
      else if (isDoubtful(this.day, today)) this.#setDoubt(today)
      else await this.#moveTo(today).catch((fault: unknown) => this.ports.onFault('roll over', fault))
    })
  }

  /** Staff, or the server's clock, say that this is today's date. */
  confirmDay(day: ServiceDay): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#doubtedDay === day) await this.#moveTo(day)
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
    this.#saver?.stop()
    this.#olderDays.set(this.day, this.#current)
    this.#olderDays.get(day)?.destroy()
    this.#olderDays.delete(day)
    this.#setDoubt(null)
    this.#begin(read)
    this.#closeOlderDays()
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
    document.onEvents(events => this.#take(events))
    this.#appendMissing(document)
  }

  async #openDocument(day: ServiceDay): Promise<DayDocument> {
    const document = new DayDocument(day)
    document.load(await this.ports.store.loadDocument(day))
    document.startSession(1 + this.ports.random.int(CLIENT_ID_LIMIT - 1))
    return document
  }

  /** Own durable events that the document lost come back (SPEC LOG-2). Appending twice is harmless: ids are unique. */
  #appendMissing(document: DayDocument): void {
    const present = new Set(document.events().map(({ event }) => event.id))
    const missing = [...this.#pending.values()]
      .map(({ record }) => record)
      .filter(({ day, event }) => day === document.day && !present.has(event.id))
    if (missing.length > 0)
      document.append(
        this.identity.device,
        missing.map(({ event }) => event),
      )
  }

  async #openOlderDays(): Promise<void> {
    const days = new Set([...this.#pending.values()].map(({ record }) => record.day))
    for (const day of days) {
      if (day === this.day || this.#olderDays.has(day)) continue
      const document = await this.#openDocument(day)
      this.#locate(document.events())
      document.onEvents(events => this.#locate(events))
      this.#appendMissing(document)
      this.#olderDays.set(day, document)
    }
  }

  #closeOlderDays(): void {
    for (const [day, document] of this.#olderDays) {
      if ([...this.#pending.values()].some(({ record }) => record.day === day)) continue
      this.#olderDays.delete(day)
      document.destroy()
    }
  }

  #take(events: readonly LoggedEvent[]): void {
    const wall = this.ports.clock.now()
    for (const { event } of events) this.#lastTime = this.#timeAfter(event, wall)
    this.#locate(events)
    this.#fold.add(events.map(({ event }) => event))
    this.#changed()
  }

  /** Own times are never clamped: after a reboot with a clock set back, new events must still follow the old ones. */
  #timeAfter(event: QueueEvent, wall: InstantMs): HybridTime {
    const own = event.device === this.identity.device && compareHybrid(event.h, this.#lastTime) > 0
    return own ? event.h : witness(this.#lastTime, event.h, wall)
  }

  #locate(events: readonly LoggedEvent[]): void {
    for (const { event, client, clock } of events) {
      const pending = this.#pending.get(event.id)
      if (pending) pending.place = { client, clock }
    }
  }

  #desk(): Desk {
    const { device, issuerDigit } = this.identity
    const nextNumber = (letter: string) => {
      if (issuerDigit === null) throw new Error('this device issues no tickets')
      return ticketNumber(letter, issuerDigit, this.#numbers.peek(letter))
    }
    return { queue: this.#fold, now: this.ports.clock.now(), device, nextNumber }
  }

  #stamp(draft: EventDraft): QueueEvent {
    this.#lastTime = tick(this.#lastTime, this.ports.clock.now())
    this.#seq++
    const { device } = this.identity
    return { ...draft, v: 1, id: eventId(device, this.#boot, this.#seq), h: this.#lastTime, device }
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

  #changed(): void {
    this.#version++
    for (const listener of this.#listeners) listener()
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

/** A date before the last one, or more than a day after it, may be a wrong clock (SPEC DAY-2). */
function isDoubtful(last: ServiceDay | null, today: ServiceDay): boolean {
  if (!last) return false
  const days = daysBetween(last, today)
  return days < 0 || days > 1
}
