import type { Catalogue, MeasuredDay } from './catalogue'
import { isSentTo } from './engine/eligibility'
import { SLOT_MS } from './engine/forecast'
import type { EngineConfig } from './engine/model'
import { ServiceRecords } from './engine/service-records'
import { isStationEvent, isTicketEvent, type QueueEvent } from './events'
import { QueueFold } from './fold'
import type { AgentId, DurationMs, InstantMs, ServiceDay, ServiceId, StationId, TicketId } from './ids'
import { addServed, configOn, engineTicketOf, servicesAt } from './scheduling'
import { instantAt } from './service-day'
import { compareStamps } from './stamp'
import type { SentTo, Ticket } from './ticket'

/** A day of 25 hours has so many. What a wrong clock puts elsewhere counts in the first or the last of them. */
const SLOTS_MAX = 50
/** No visit has so many. A ticket of a broken program, with thousands, is folded once and not at each of its events. */
const EVENTS_FOLLOWED_MAX = 100

/** A ticket waited, and could be called by whoever serves its service, but for one. */
type Spell = {
  readonly service: ServiceId
  readonly excludedAgent: AgentId | null
  readonly sentTo: SentTo | null
  readonly from: InstantMs
  readonly to: InstantMs
}

/** From an agent's completion to his next call. */
type Gap = { readonly agent: AgentId; readonly station: StationId; readonly from: InstantMs; readonly to: InstantMs }

/**
 * What a day that is over tells of those to come: how long its services and pauses took, and who came when.
 *
 * The same whatever the order of the events. Of agents and stations that the catalogue no longer has, no pause is known.
 *
 * @returns null for a day on which nobody checked in
 */
export function measuredDay(events: readonly QueueEvent[], catalogue: Catalogue, day: ServiceDay): MeasuredDay | null {
  const config = configOn(day, catalogue)
  const { tickets, spells, gaps } = replayed(events, config)
  const visits = tickets.filter(({ state }) => state !== 'duplicate')
  if (visits.length === 0) return null
  const records = new ServiceRecords()
  for (const visit of visits) addServed(records, visit, config)
  for (const pauseMs of pausesOf(gaps, spells, catalogue)) records.addPause(pauseMs)
  const cells = [...records.cells].sort((a, b) => a.agent - b.agent || a.service - b.service)
  const midnight = instantAt(day, '00:00', catalogue.center.timeZone)
  const arrived = visits.filter(({ checkIn }) => checkIn.carriedFrom === null)
  return { day, cells, pauses: records.pauses, arrivals: arrivalsOf(arrived, midnight) }
}

type Replayed = {
  readonly tickets: readonly Ticket[]
  readonly spells: readonly Spell[]
  readonly gaps: readonly Gap[]
}

/** The day once more, event by event: the queue at its end does not tell who waited when. */
function replayed(events: readonly QueueEvent[], config: EngineConfig): Replayed {
  const fold = new QueueFold()
  // What the server says of devices and clocks, and what stations did, needs no order.
  const isFollowed = followed(events)
  fold.add(events.filter(event => !isFollowed(event)))
  const spells: Spell[] = []
  const waiting = new Map<TicketId, Omit<Spell, 'to'>>()
  const pauses = new Pauses()
  for (const event of inOrderOfTime(events, fold)) {
    const at = fold.timeOf(event)
    for (const id of fold.add([event])) {
      const before = waiting.get(id)
      if (before) spells.push({ ...before, to: at })
      waiting.delete(id)
      const ticket = fold.tickets.get(id)
      if (ticket?.state === 'waiting') waiting.set(id, spellFrom(at, ticket, config))
    }
    if (!fold.refuses(event.id)) pauses.follow(event, at)
  }
  for (const spell of waiting.values()) spells.push({ ...spell, to: Number.POSITIVE_INFINITY })
  return { tickets: [...fold.tickets.values()], spells, gaps: pauses.gaps }
}

function followed(events: readonly QueueEvent[]): (event: QueueEvent) => boolean {
  const counts = new Map<TicketId, number>()
  for (const event of events) if (isTicketEvent(event)) counts.set(event.ticket, (counts.get(event.ticket) ?? 0) + 1)
  return event => isTicketEvent(event) && (counts.get(event.ticket) ?? 0) <= EVENTS_FOLLOWED_MAX
}

function inOrderOfTime(events: readonly QueueEvent[], fold: QueueFold): QueueEvent[] {
  return [...events].sort((a, b) => fold.timeOf(a) - fold.timeOf(b) || compareStamps(a, b, new Map()))
}

/** One who was set back is left alone for a while. */
function spellFrom(at: InstantMs, ticket: Ticket, config: EngineConfig): Omit<Spell, 'to'> {
  const { service, excludedAgent, sentTo, notBefore } = engineTicketOf(ticket, config)
  return { service, excludedAgent, sentTo, from: Math.max(at, notBefore) }
}

class Pauses {
  readonly gaps: Gap[] = []
  readonly #freeSince = new Map<AgentId, InstantMs>()
  /** Where each agent called last. */
  readonly #stations = new Map<AgentId, StationId>()

  follow(event: QueueEvent, at: InstantMs): void {
    // He has gone, has a break, or is busy with somebody else: that is not the time between two citizens.
    if (isStationEvent(event) && event.type !== 'station.opened.v1') this.#leave(event.station)
    const { actor: agent } = event
    if (agent === null) return
    if (event.type === 'ticket.completed.v1') this.#freeSince.set(agent, at)
    if (event.type === 'ticket.undone.v1') this.#freeSince.delete(agent)
    if (event.type !== 'ticket.called.v1') return
    const from = this.#freeSince.get(agent)
    if (from !== undefined) this.gaps.push({ agent, station: event.station, from, to: at })
    this.#freeSince.delete(agent)
    this.#stations.set(agent, event.station)
  }

  #leave(station: StationId): void {
    for (const agent of this.#freeSince.keys()) if (this.#stations.get(agent) === station) this.#freeSince.delete(agent)
  }
}

/** Of each gap, how long somebody waited in it; those are left out in which nobody did. */
function pausesOf(gaps: readonly Gap[], spells: readonly Spell[], catalogue: Catalogue): DurationMs[] {
  const inOrder = [...spells].sort((a, b) => a.from - b.from)
  const known = new Map<string, readonly Interval[]>()
  return gaps
    .map(gap => {
      const key = `${gap.agent}.${gap.station}`
      const waits = known.get(key) ?? waitsFor(gap, inOrder, catalogue)
      known.set(key, waits)
      return overlapMs(gap, waits)
    })
    .filter(pauseMs => pauseMs > 0)
}

type Interval = { readonly from: InstantMs; to: InstantMs }

/** When somebody waited whom this agent could have called at this station: intervals that do not meet, in order. */
function waitsFor({ agent, station }: Gap, spells: readonly Spell[], catalogue: Catalogue): readonly Interval[] {
  const here = catalogue.stations.find(({ id }) => id === station)
  const whose = catalogue.agents.find(({ id }) => id === agent)
  if (!here || !whose) return []
  const services = servicesAt(here, whose, catalogue.services)
  const waits: Interval[] = []
  for (const { service, excludedAgent, sentTo, from, to } of spells) {
    if (!services.has(service) || excludedAgent === agent) continue
    if (sentTo && !isSentTo({ agent, station }, sentTo)) continue
    const last = waits.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else if (to > from) waits.push({ from, to })
  }
  return waits
}

function overlapMs(gap: Interval, waits: readonly Interval[]): DurationMs {
  return waits.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, gap.to) - Math.max(from, gap.from)), 0)
}

function arrivalsOf(visits: readonly Ticket[], midnight: InstantMs): MeasuredDay['arrivals'] {
  const counts = new Map<string, MeasuredDay['arrivals'][number]>()
  for (const { checkedInAt, priority, checkIn } of visits) {
    const { service } = checkIn
    const slot = Math.min(SLOTS_MAX - 1, Math.max(0, Math.floor((checkedInAt - midnight) / SLOT_MS)))
    const key = `${slot}.${priority}.${service}`
    counts.set(key, { slot, priority, service, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => a.slot - b.slot || a.priority - b.priority || a.service - b.service)
}
