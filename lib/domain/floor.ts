import type { Catalogue, Thresholds } from './catalogue'
import { isFirstCall, SHOWN_FROM, waitedFrom } from './center-figures'
import type { Acknowledged } from './day-state'
import { MINUTE_MS } from './engine/config'
import type { Queue } from './fold'
import type { AgentId, DeviceId, DurationMs, InstantMs, ServiceId, StationId, TicketId, TicketNumber } from './ids'
import type { Occupation, OpenStation } from './open-stations'
import { isAtStation, type Ticket, type TicketAtStation, type TicketState } from './ticket'

/** A figure of so many first waits; null of too few (PRODUCT, measures). */
type Measured = { readonly n: number; readonly ms: DurationMs | null }

export type FloorFigures = {
  readonly waiting: number
  /** Since when the one who waits longest is here; null when nobody waits. */
  readonly longestSince: InstantMs | null
  /** First waits of today, 95th percentile by nearest rank. */
  readonly wait95: Measured
  readonly openStations: number
}

export type FloorService = {
  readonly service: ServiceId
  readonly waiting: number
  readonly longestSince: InstantMs | null
  /** Citizens whose service came to its end. */
  readonly served: number
  /** The mean of the first waits of today. */
  readonly meanWait: Measured
}

export type FloorStation = {
  readonly station: StationId
  readonly state: 'closed' | 'free' | Occupation['kind'] | TicketAtStation['state']
  readonly agent: AgentId | null
  readonly device: DeviceId | null
  readonly ticket: TicketId | null
  /** What the agent does when he is with nobody whom he called. */
  readonly occupation: Occupation | null
  /** Of the call, of the service, of the break, or of the time without a citizen; null of a closed station. */
  readonly since: InstantMs | null
}

export type FloorTicket = {
  readonly id: TicketId
  readonly number: TicketNumber
  readonly service: ServiceId
  readonly state: TicketState
  /** Never why. */
  readonly mark: 'emergency' | 'priority' | null
  /** The check-in, or a later appointment. */
  readonly since: InstantMs
  /** The first call, or the end without one; null while that is still to come. */
  readonly until: InstantMs | null
  /** Where it is, or where it was served or called in vain. */
  readonly station: StationId | null
}

export type Floor = {
  readonly figures: FloorFigures
  /** In the order of the catalogue: those that may be chosen, and those that anybody came for today. */
  readonly services: readonly FloorService[]
  readonly stations: readonly FloorStation[]
  /** Who waits comes first, the longest before the others; then who is at a station, who is parked, and the others, the latest first. */
  readonly tickets: readonly FloorTicket[]
}

/** What a center wants to be told of, by the limits that it has set. Its code is its name when somebody has seen to it. */
export type LimitAlert =
  | { readonly code: 'longest_wait'; readonly waitedMs: DurationMs; readonly limitMs: DurationMs }
  | { readonly code: 'many_waiting'; readonly count: number; readonly limit: number }
  | { readonly code: 'over_target'; readonly waitMs: DurationMs; readonly limitMs: DurationMs }

export function limitAlerts(
  { waiting, longestSince, wait95 }: FloorFigures,
  { waitTargetMinutes, longestWaitMinutes, waitingTickets }: Thresholds,
  now: InstantMs,
): readonly LimitAlert[] {
  const alerts: LimitAlert[] = []
  const longest = { waitedMs: longestSince === null ? 0 : now - longestSince, limitMs: inMs(longestWaitMinutes) }
  if (longest.waitedMs > longest.limitMs) alerts.push({ code: 'longest_wait', ...longest })
  if (waitingTickets !== undefined && waiting > waitingTickets)
    alerts.push({ code: 'many_waiting', count: waiting, limit: waitingTickets })
  const target = { waitMs: wait95.ms ?? 0, limitMs: inMs(waitTargetMinutes) }
  if (target.waitMs > target.limitMs) alerts.push({ code: 'over_target', ...target })
  return alerts
}

/** Without a limit nothing is above it. */
function inMs(minutes: number | undefined): DurationMs {
  return minutes === undefined ? Number.POSITIVE_INFINITY : minutes * MINUTE_MS
}

/** What goes on for longer comes up again: it may be another trouble of the same kind. */
const SEEN_FOR_MS: DurationMs = 30 * MINUTE_MS

/** Who has seen to an alert lately; null when it is still to be seen to. */
export function seenTo(
  name: string,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  now: InstantMs,
): Acknowledged | null {
  const seen = acknowledged.get(name)
  return seen && now - seen.at < SEEN_FOR_MS ? seen : null
}

/** The center at this moment, from the queue alone. One pass over the day's tickets: for each change, not for each second. */
export function floorOf(queue: Queue, catalogue: Catalogue): Floor {
  const tally = new Tally()
  const tickets: Ticket[] = []
  for (const ticket of queue.tickets.values()) {
    if (ticket.state === 'duplicate') continue
    tally.count(ticket)
    tickets.push(ticket)
  }
  return {
    figures: { ...tally.all.figures(), openStations: queue.openStations.size },
    services: catalogue.services.flatMap(({ id, active }) => {
      const counted = tally.services.get(id)
      return active || counted ? [{ service: id, ...(counted ?? new Counts()).ofService() }] : []
    }),
    stations: stationsOf(queue, catalogue, tally),
    tickets: tickets.sort(inFloorOrder).map(floorTicket),
  }
}

class Tally {
  readonly all = new Counts()
  readonly services = new Map<ServiceId, Counts>()
  readonly atStations = new Map<StationId, TicketAtStation>()
  /** When a station was left by its last citizen. */
  readonly leftAt = new Map<StationId, InstantMs>()

  count(ticket: Ticket): void {
    const ofService = this.services.get(ticket.service) ?? new Counts()
    this.services.set(ticket.service, ofService)
    this.all.add(ticket)
    ofService.add(ticket)
    if (isAtStation(ticket)) this.atStations.set(ticket.station, ticket)
    else if ('station' in ticket && 'closedAt' in ticket)
      this.leftAt.set(ticket.station, Math.max(this.leftAt.get(ticket.station) ?? 0, ticket.closedAt))
  }
}

class Counts {
  #waiting = 0
  #longestSince: InstantMs | null = null
  #served = 0
  readonly #waits: DurationMs[] = []

  add(ticket: Ticket): void {
    if (ticket.state === 'waiting') {
      this.#waiting++
      this.#longestSince = Math.min(this.#longestSince ?? Number.POSITIVE_INFINITY, waitedFrom(ticket))
    }
    if (ticket.state === 'completed') this.#served++
    if ('firstCalledAt' in ticket && isFirstCall(ticket) && !ticket.standing.isTimeWrong)
      this.#waits.push(ticket.firstCalledAt - waitedFrom(ticket))
  }

  figures(): Omit<FloorFigures, 'openStations'> {
    const { n, isShown } = this.#measured()
    const rank = Math.ceil(0.95 * n) - 1
    const at95 = isShown ? ([...this.#waits].sort((a, b) => a - b)[rank] ?? null) : null
    return { waiting: this.#waiting, longestSince: this.#longestSince, wait95: { n, ms: at95 } }
  }

  ofService(): Omit<FloorService, 'service'> {
    const { n, isShown } = this.#measured()
    const mean = isShown ? Math.round(this.#waits.reduce((sum, wait) => sum + wait, 0) / n) : null
    return {
      ...{ waiting: this.#waiting, longestSince: this.#longestSince, served: this.#served },
      meanWait: { n, ms: mean },
    }
  }

  #measured(): { readonly n: number; readonly isShown: boolean } {
    return { n: this.#waits.length, isShown: this.#waits.length >= SHOWN_FROM }
  }
}

/** In the order of the catalogue; one that was retired is there for as long as it is open. */
function stationsOf({ openStations }: Queue, { stations }: Catalogue, tally: Tally): readonly FloorStation[] {
  return stations.flatMap(({ id, active }) => {
    const open = openStations.get(id)
    return open || active ? [floorStation(id, open, tally)] : []
  })
}

function floorStation(station: StationId, open: OpenStation | undefined, tally: Tally): FloorStation {
  const nobody = { station, ticket: null, occupation: null }
  if (!open) return { ...nobody, state: 'closed', agent: null, device: null, since: null }
  const { agent, device, occupation } = open
  const here = tally.atStations.get(station)
  if (here) {
    const since = here.state === 'serving' ? here.startedAt : here.firstCalledAt
    return { station, state: here.state, agent, device, ticket: here.id, occupation: null, since }
  }
  if (occupation) {
    const { kind: state, since } = occupation
    return { station, state, agent, device, ticket: null, occupation, since }
  }
  const since = Math.max(open.freeSince, tally.leftAt.get(station) ?? 0)
  return { ...nobody, state: 'free', agent, device, since }
}

/** Written out: a spread costs more than all the rest of a day's floor. */
function floorTicket(ticket: Ticket): FloorTicket {
  const { standing } = ticket
  return {
    id: ticket.id,
    number: ticket.number,
    service: ticket.service,
    state: ticket.state,
    mark: standing.isEmergency ? 'emergency' : standing.isVulnerable ? 'priority' : null,
    since: waitedFrom(ticket),
    until: waitedUntil(ticket),
    station: 'station' in ticket ? ticket.station : null,
  }
}

function waitedUntil(ticket: Ticket): InstantMs | null {
  if ('firstCalledAt' in ticket) return ticket.firstCalledAt
  if (ticket.state === 'parked') return ticket.parkedAt
  return 'closedAt' in ticket ? ticket.closedAt : null
}

const PLACES: Partial<Record<TicketState, number>> = { waiting: 0, called: 1, serving: 1, parked: 2 }
const LAST_PLACE = 3

function inFloorOrder(a: Ticket, b: Ticket): number {
  const place = PLACES[a.state] ?? LAST_PLACE
  const byPlace = place - (PLACES[b.state] ?? LAST_PLACE)
  if (byPlace !== 0) return byPlace
  return place === LAST_PLACE ? endOf(b) - endOf(a) : waitedFrom(a) - waitedFrom(b)
}

function endOf(ticket: Ticket): InstantMs {
  return 'closedAt' in ticket ? ticket.closedAt : ticket.checkedInAt
}
