import { type DayEvent, type DayState, dayStateOf, isDayEvent } from './day-state'
import { type EventType, isStationEvent, isTicketEvent, type QueueEvent, type TicketEvent } from './events'
import {
  type CodeMark,
  type DeviceId,
  type DurationMs,
  type EventId,
  eventIdParts,
  type InstantMs,
  SERVER_DEVICE,
  type StationId,
  type TicketId,
} from './ids'
import { pushTo } from './multimap'
import { type OpenStation, OpenStations } from './open-stations'
import { mayCount, type Roster } from './roles'
import { correctionsOf, type MeasuredClock, rosterOf, type ServerEvent, wrongClocksOf } from './server-word'
import { type ClockCorrections, compareText, sortByStamp, timeOf } from './stamp'
import { evidenceOf, issuedPartOf, type Ticket, type TicketState } from './ticket'
import { type Conflict, settle } from './ticket-history'

/** The version of the rules below. The server pins it for a day in `day.opened.v1`. */
export const FOLD_RULES = 1

/** An event that was kept and ignored because its author had no right to it. */
export type Alert = { readonly event: EventId; readonly type: EventType; readonly device: DeviceId }

/** What may be read of a queue. Every device that holds the same events reads the same. */
export type Queue = {
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  readonly openStations: ReadonlyMap<StationId, OpenStation>
  readonly dayState: DayState
  readonly conflicts: readonly Conflict[]
  readonly alerts: readonly Alert[]
  readonly roster: Roster
  /** The latest move of a ticket as its author wrote it; null when there is no such ticket. */
  readonly latestMove: (ticket: TicketId) => TicketEvent | null
  /** What to add to the clocks that the server has found wrong, of each device in its latest boot. */
  readonly wrongClocks: ReadonlyMap<DeviceId, DurationMs>
}

/**
 * The queue of one service day, folded from its events.
 *
 * The result depends on the set of events alone, not on their order of arrival, their batches, or repeats (SPEC
 * FOLD-1). A new event refolds only its own ticket, and the tickets of the same person; a change of the roster judges
 * all events again and refolds the tickets it concerns; only a change of a clock refolds the day.
 */
export class QueueFold implements Queue {
  readonly #seen = new Set<EventId>()
  /** The events that may count, and those that may not. */
  readonly #histories = new Map<TicketId, TicketEvent[]>()
  readonly #serverEvents: ServerEvent[] = []
  #dayEvents: DayEvent[] = []
  #dayState: DayState | null = null
  readonly #refused = new Map<EventId, QueueEvent>()

  /** Each ticket by itself, before the tickets of one person are merged. */
  readonly #settled = new Map<TicketId, Ticket>()
  readonly #conflicts = new Map<TicketId, readonly Conflict[]>()
  readonly #marks = new Map<CodeMark, TicketId[]>()
  readonly #tickets = new Map<TicketId, Ticket>()
  readonly #stations = new OpenStations()

  #roster: Roster = { rules: null, devices: new Map(), staff: new Map(), revoked: new Map() }
  #corrections: ClockCorrections = new Map()
  #wrongClocks = new Map<DeviceId, MeasuredClock>()

  get tickets(): ReadonlyMap<TicketId, Ticket> {
    return this.#tickets
  }

  get openStations(): ReadonlyMap<StationId, OpenStation> {
    return this.#stations.open
  }

  /** Made when it is asked for: of some hundred events at most. */
  get dayState(): DayState {
    this.#dayState ??= dayStateOf(this.#dayEvents, this.#corrections)
    return this.#dayState
  }

  get roster(): Roster {
    return this.#roster
  }

  get alerts(): readonly Alert[] {
    return [...this.#refused.values()]
      .map(({ id: event, type, device }) => ({ event, type, device }))
      .sort((a, b) => compareText(a.event, b.event))
  }

  get conflicts(): readonly Conflict[] {
    return [...this.#conflicts.values()].flat().sort((a, b) => compareText(a.loser, b.loser))
  }

  get wrongClocks(): ReadonlyMap<DeviceId, DurationMs> {
    return new Map([...this.#wrongClocks].map(([device, { offsetMs }]) => [device, offsetMs]))
  }

  latestMove(id: TicketId): TicketEvent | null {
    const head = this.#settled.get(id)?.head
    return this.#histories.get(id)?.find(event => event.id === head) ?? null
  }

  has(event: EventId): boolean {
    return this.#seen.has(event)
  }

  /** When it happened, as far as is known by now: its own time, corrected where its device's clock was wrong. */
  timeOf(event: QueueEvent): InstantMs {
    return timeOf(event, this.#corrections)
  }

  /** Was this event kept and ignored, since its author had no right to it? */
  refuses(event: EventId): boolean {
    return this.#refused.has(event)
  }

  /** Adds events; repeats are dropped by id. Returns the tickets whose state may have changed. */
  add(events: readonly QueueEvent[]): ReadonlySet<TicketId> {
    const touched = new Set<TicketId>()
    const fresh: QueueEvent[] = []
    const heardBefore = this.#serverEvents.length
    for (const event of events) {
      if (!this.#isNew(event.id)) continue
      this.#followBoot(event.id, event.device)
      if (event.device === SERVER_DEVICE && isServerEvent(event)) this.#serverEvents.push(event)
      else fresh.push(event)
    }
    // What the server says comes first: what came with it is then judged only once.
    if (this.#serverEvents.length > heardBefore) this.#applyServerEvents(touched)
    for (const event of fresh) this.#take(event, touched)
    return this.#refoldTickets(touched)
  }

  #isNew(event: EventId): boolean {
    const before = this.#seen.size
    return this.#seen.add(event).size > before
  }

  #applyServerEvents(touched: Set<TicketId>): void {
    const events = sortByStamp(this.#serverEvents, NO_CORRECTIONS)
    this.#roster = rosterOf(events)
    this.#judgeAgain(touched)
    const corrections = correctionsOf(events)
    if (sameEntries(corrections, this.#corrections)) return
    this.#corrections = corrections
    this.#dayState = null
    this.#wrongClocks = wrongClocksOf(events)
    if (this.#wrongClocks.size > 0) for (const id of this.#seen) this.#followBoot(id, eventIdParts(id).device)
    this.#stations.refoldAll(corrections)
    for (const ticket of this.#histories.keys()) touched.add(ticket)
  }

  /** A device that has started again since has a right clock, until the server says otherwise. */
  #followBoot(event: EventId, device: DeviceId): void {
    const wrong = this.#wrongClocks.get(device)
    if (wrong && eventIdParts(event).boot > wrong.boot) this.#wrongClocks.delete(device)
  }

  /** Under a new roster, what did not count may count now, and what did may not. */
  #judgeAgain(touched: Set<TicketId>): void {
    const refused = [...this.#refused.values()]
    this.#refused.clear()
    for (const [ticket, history] of this.#histories) {
      const counting = history.filter(event => this.#mayCount(event))
      if (counting.length === history.length) continue
      this.#histories.set(ticket, counting)
      touched.add(ticket)
    }
    for (const station of this.#stations.keep(event => this.#mayCount(event)))
      this.#stations.refold(station, this.#corrections)
    this.#dayEvents = this.#dayEvents.filter(event => this.#mayCount(event))
    this.#dayState = null
    for (const event of refused) this.#take(event, touched)
  }

  #take(event: QueueEvent, touched: Set<TicketId>): void {
    if (!this.#mayCount(event)) return
    if (isTicketEvent(event)) {
      pushTo(this.#histories, event.ticket, event)
      touched.add(event.ticket)
    } else if (isStationEvent(event)) {
      this.#stations.add(event, this.#corrections)
    } else if (isDayEvent(event)) {
      this.#dayEvents.push(event)
      this.#dayState = null
    }
  }

  #mayCount(event: QueueEvent): boolean {
    const may = mayCount(event, this.#roster)
    if (!may) this.#refused.set(event.id, event)
    return may
  }

  #refoldTickets(touched: Set<TicketId>): ReadonlySet<TicketId> {
    const shared = new Set<CodeMark>()
    for (const id of touched) {
      const before = this.#settled.get(id)?.mark ?? null
      const mark = this.#settle(id)?.mark ?? null
      if (before !== mark) this.#moveMark(id, before, mark)
      if (before !== null && before !== mark) shared.add(before)
      if (mark !== null && this.#idsOf(mark).length > 1) shared.add(mark)
    }
    for (const mark of shared) this.#mergeSamePerson(mark, touched)
    return touched
  }

  #settle(id: TicketId): Ticket | null {
    const history = sortByStamp(this.#histories.get(id) ?? [], this.#corrections)
    const settled = settle(history, this.#corrections)
    if (settled && settled.conflicts.length > 0) this.#conflicts.set(id, settled.conflicts)
    else this.#conflicts.delete(id)
    if (!settled) {
      this.#settled.delete(id)
      this.#tickets.delete(id)
      return null
    }
    this.#settled.set(id, settled.ticket)
    this.#tickets.set(id, settled.ticket)
    return settled.ticket
  }

  #idsOf(mark: CodeMark): readonly TicketId[] {
    return this.#marks.get(mark) ?? []
  }

  #moveMark(id: TicketId, from: CodeMark | null, to: CodeMark | null): void {
    if (from !== null)
      this.#marks.set(
        from,
        this.#idsOf(from).filter(other => other !== id),
      )
    if (to !== null) pushTo(this.#marks, to, id)
  }

  /**
   * One person, one ticket (SPEC DUP-1): of the tickets with one mark, the one with more evidence stays, else the
   * earlier. A ticket that was closed, as a no-show or by staff, frees the code. A ticket that was served stays served: that is a fact, not a duplicate.
   */
  #mergeSamePerson(mark: CodeMark, touched: Set<TicketId>): void {
    const all = this.#idsOf(mark).flatMap(id => this.#settled.get(id) ?? [])
    const live = all.filter(holdsCode).sort(strongestFirst)
    const stays = live[0]
    const givesWay = (ticket: Ticket) => ticket !== stays && MERGED_STATES.has(ticket.state)
    const isEmergency = all.some(ticket => givesWay(ticket) && ticket.standing.isEmergency)
    for (const ticket of all) {
      const kept = ticket === stays && isEmergency ? asEmergency(ticket) : ticket
      const state = stays && givesWay(ticket) ? duplicateOf(ticket, stays.id) : kept
      const shown = this.#tickets.get(ticket.id)
      if (shown && sameTicket(shown, state)) continue
      this.#tickets.set(ticket.id, state)
      touched.add(ticket.id)
    }
  }
}

/** A seal says nothing of the queue: it must not make the whole day be judged again. */
function isServerEvent(event: QueueEvent): event is ServerEvent {
  return !isTicketEvent(event) && !isStationEvent(event) && !isDayEvent(event) && event.type !== 'log.sealed.v1'
}

const NO_CORRECTIONS: ClockCorrections = new Map()

/** The ticket that an event belongs to after duplicates were merged: both numbers lead to one. */
export function currentTicket(queue: Queue, id: TicketId): Ticket | undefined {
  const ticket = queue.tickets.get(id)
  return ticket?.state === 'duplicate' ? queue.tickets.get(ticket.of) : ticket
}

function sameTicket(a: Ticket, b: Ticket): boolean {
  if (a.state === 'duplicate' && b.state === 'duplicate')
    return a.of === b.of && a.head === b.head && a.print === b.print
  return a === b
}

/** Of the tickets of one person, or at one station, the one to look at: more evidence first, then the earlier one. */
export function strongestFirst(a: Ticket, b: Ticket): number {
  return evidenceOf(b) - evidenceOf(a) || a.checkedInAt - b.checkedInAt || compareText(a.id, b.id)
}

/** Until his ticket is closed a person has it, and gets no other. */
export function holdsCode({ state }: Ticket): boolean {
  return state !== 'no_show' && state !== 'closed'
}

/** It was granted to the person, whichever of his papers was in the agent's hand. */
function asEmergency(ticket: Ticket): Ticket {
  if (ticket.standing.isEmergency) return ticket
  return { ...ticket, standing: { ...ticket.standing, isEmergency: true } }
}

/** A ticket in one of these gives way to the person's other one. */
const MERGED_STATES: ReadonlySet<TicketState> = new Set(['waiting', 'called', 'parked'])

function duplicateOf(ticket: Ticket, of: TicketId): Ticket {
  return { ...issuedPartOf(ticket), state: 'duplicate', of }
}

function sameEntries<Key, Value>(a: ReadonlyMap<Key, Value>, b: ReadonlyMap<Key, Value>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}
