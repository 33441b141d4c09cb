import type { StaffRole } from './catalogue'
import { type EventType, isTicketEvent, type QueueEvent, type TicketEvent } from './events'
import {
  type AgentId,
  type CodeMark,
  type DeviceId,
  type EventId,
  type InstantMs,
  SERVER_DEVICE,
  type StationId,
  type TicketId,
} from './ids'
import { addTo, pushTo } from './multimap'
import { mayCount, type Roster, type RosteredDevice } from './roles'
import { type ClockCorrections, compareStamps, compareText, correctionKey, timeOf } from './stamp'
import { evidenceOf, type Ticket } from './ticket'
import { type Conflict, type Settled, settle } from './ticket-history'

/** The version of the rules below. The server pins it for a day in `day.opened.v1`. */
export const FOLD_RULES = 1

/** An event that was kept and ignored because its author had no right to it. */
export type Alert = { readonly event: EventId; readonly type: EventType; readonly device: DeviceId }

export type OpenStation = {
  readonly station: StationId
  readonly agent: AgentId | null
  readonly device: DeviceId
  readonly since: InstantMs
}

/** What may be read of a queue. Every device that holds the same events reads the same. */
export type Queue = {
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  readonly openStations: ReadonlyMap<StationId, OpenStation>
  readonly conflicts: readonly Conflict[]
  readonly alerts: readonly Alert[]
  readonly roster: Roster
}

type StationEvent = Extract<QueueEvent, { type: 'station.opened.v1' | 'station.closed.v1' }>
type ServerEvent = Exclude<QueueEvent, TicketEvent | StationEvent>

/**
 * The queue of one service day, folded from its events.
 *
 * The result depends on the set of events alone, not on their order of arrival, their batches, or repeats (SPEC
 * FOLD-1). A new event refolds only its own ticket, and the tickets of the same person; only a change of the roster
 * or of a clock refolds the day.
 */
export class QueueFold implements Queue {
  readonly #seen = new Set<EventId>()
  readonly #histories = new Map<TicketId, TicketEvent[]>()
  readonly #stationEvents = new Map<StationId, StationEvent[]>()
  readonly #serverEvents: ServerEvent[] = []

  readonly #settled = new Map<TicketId, Settled>()
  readonly #marks = new Map<CodeMark, Set<TicketId>>()
  readonly #refused = new Map<EventId, Alert>()
  readonly #tickets = new Map<TicketId, Ticket>()
  readonly #openStations = new Map<StationId, OpenStation>()

  #roster: Roster = { rules: null, devices: new Map(), staff: new Map() }
  #corrections: ClockCorrections = new Map()

  get tickets(): ReadonlyMap<TicketId, Ticket> {
    return this.#tickets
  }

  get openStations(): ReadonlyMap<StationId, OpenStation> {
    return this.#openStations
  }

  get roster(): Roster {
    return this.#roster
  }

  get alerts(): readonly Alert[] {
    return [...this.#refused.values()].sort((a, b) => compareText(a.event, b.event))
  }

  get conflicts(): readonly Conflict[] {
    return [...this.#settled.values()]
      .flatMap(settled => settled.conflicts)
      .sort((a, b) => compareText(a.loser, b.loser))
  }

  has(event: EventId): boolean {
    return this.#seen.has(event)
  }

  /** Adds events; repeats are dropped by id. Returns the tickets whose state may have changed. */
  add(events: readonly QueueEvent[]): ReadonlySet<TicketId> {
    const touched = new Set<TicketId>()
    const stations = new Set<StationId>()
    let rosterChanged = false
    for (const event of events) {
      if (this.#seen.has(event.id)) continue
      this.#seen.add(event.id)
      if (isTicketEvent(event)) {
        pushTo(this.#histories, event.ticket, event)
        touched.add(event.ticket)
      } else if (event.type === 'station.opened.v1' || event.type === 'station.closed.v1') {
        pushTo(this.#stationEvents, event.station, event)
        stations.add(event.station)
      } else if (event.device === SERVER_DEVICE) {
        this.#serverEvents.push(event)
        rosterChanged = true
      } else {
        this.#refuse(event)
      }
    }
    if (rosterChanged) return this.#refoldDay()
    for (const station of stations) this.#refoldStation(station)
    return this.#refoldTickets(touched)
  }

  #refoldDay(): ReadonlySet<TicketId> {
    const events = [...this.#serverEvents].sort((a, b) => compareStamps(a, b, NO_CORRECTIONS))
    this.#roster = rosterOf(events)
    this.#corrections = correctionsOf(events)
    for (const station of this.#stationEvents.keys()) this.#refoldStation(station)
    return this.#refoldTickets(new Set(this.#histories.keys()))
  }

  #refoldStation(station: StationId): void {
    const events = (this.#stationEvents.get(station) ?? []).filter(event => this.#mayCount(event))
    const latest = events.sort((a, b) => compareStamps(a, b, this.#corrections)).at(-1)
    if (latest?.type === 'station.opened.v1') {
      const { actor: agent, device } = latest
      this.#openStations.set(station, { station, agent, device, since: timeOf(latest, this.#corrections) })
    } else {
      this.#openStations.delete(station)
    }
  }

  #refoldTickets(touched: Set<TicketId>): ReadonlySet<TicketId> {
    const marks = new Set<CodeMark>()
    for (const id of touched) {
      const settled = this.#settle(id)
      const before = this.#settled.get(id)?.ticket.mark
      if (before) this.#marks.get(before)?.delete(id)
      if (!settled) {
        this.#settled.delete(id)
        this.#tickets.delete(id)
      } else {
        this.#settled.set(id, settled)
        this.#tickets.set(id, settled.ticket)
        const { mark } = settled.ticket
        if (mark) addTo(this.#marks, mark, id)
      }
      for (const mark of [before, settled?.ticket.mark]) if (mark) marks.add(mark)
    }
    for (const mark of marks) this.#mergeSamePerson(mark, touched)
    return touched
  }

  #settle(id: TicketId): Settled | null {
    const history = (this.#histories.get(id) ?? []).filter(event => this.#mayCount(event))
    return settle(
      history.sort((a, b) => compareStamps(a, b, this.#corrections)),
      this.#corrections,
    )
  }

  /**
   * One person, one ticket (SPEC DUP-1): of the tickets with one mark, the one with more evidence stays, else the
   * earlier. A no-show frees the code. A ticket that was served stays served: that is a fact, not a duplicate.
   */
  #mergeSamePerson(mark: CodeMark, touched: Set<TicketId>): void {
    const ids = this.#marks.get(mark)
    if (!ids || ids.size === 0) return
    const all = [...ids].flatMap(id => this.#settled.get(id)?.ticket ?? [])
    const live = all.filter(ticket => ticket.state !== 'no_show').sort(strongestFirst)
    const stays = live[0]
    for (const ticket of all) {
      const merged = stays && ticket !== stays && (ticket.state === 'waiting' || ticket.state === 'called')
      const state = merged ? duplicateOf(ticket, stays.id) : ticket
      const shown = this.#tickets.get(ticket.id)
      if (shown && sameTicket(shown, state)) continue
      this.#tickets.set(ticket.id, state)
      touched.add(ticket.id)
    }
  }

  #mayCount(event: QueueEvent): boolean {
    if (mayCount(event, this.#roster)) {
      this.#refused.delete(event.id)
      return true
    }
    this.#refuse(event)
    return false
  }

  #refuse({ id: event, type, device }: QueueEvent): void {
    this.#refused.set(event, { event, type, device })
  }
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
  return evidenceOf(b.state) - evidenceOf(a.state) || a.checkedInAt - b.checkedInAt || compareText(a.id, b.id)
}

function duplicateOf(ticket: Ticket, of: TicketId): Ticket {
  const { id, number, service, priority, language, mark, checkedInAt, print, copies, head } = ticket
  return { state: 'duplicate', id, number, service, priority, language, mark, checkedInAt, print, copies, head, of }
}

function rosterOf(events: readonly ServerEvent[]): Roster {
  const devices = new Map<DeviceId, RosteredDevice>()
  const staff = new Map<AgentId, StaffRole>()
  let rules: number | null = null
  for (const event of events) {
    if (event.type === 'day.opened.v1') rules ??= event.rules
    else if (event.type === 'staff.rostered.v1') staff.set(event.subject, event.role)
    else if (event.type === 'device.rostered.v1') {
      devices.set(event.subject, { surface: event.surface, issuerDigit: event.issuerDigit })
    }
  }
  return { rules, devices, staff }
}

function correctionsOf(events: readonly ServerEvent[]): ClockCorrections {
  const corrections = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'clock.corrected.v1') corrections.set(correctionKey(event.subject, event.boot), event.offsetMs)
  }
  return corrections
}
