import type { Agent, Catalogue, MeasuredDay, QueueRules, Station } from './catalogue'
import { reclassify } from './engine/classify'
import { presetConfig } from './engine/config'
import { afterNoShow, reopen, resume, transfer } from './engine/credit'
import { learntTimes } from './engine/learnt-times'
import {
  APPOINTMENT,
  EMERGENCY,
  type EngineAgent,
  type EngineConfig,
  type EngineState,
  type EngineTicket,
  type PriorityClass,
  type ServiceTimes,
} from './engine/model'
import { ServiceRecords } from './engine/service-records'
import type { Queue } from './fold'
import type { AgentId, DeviceId, DurationMs, InstantMs, ServiceDay, ServiceId, StationId } from './ids'
import { pushTo } from './multimap'
import type { OpenStation } from './open-stations'
import { TICKETS_BEFORE_OPENING_MS } from './opening'
import { unreachable } from './result'
import { compareText } from './stamp'
import { isAtStation, type Ticket, type TicketAtStation, type Turn } from './ticket'

/** Which devices are heard of, as seen from the device that decides. */
export type Reach = {
  /** Null while it is in reach; else when it was last heard of. */
  readonly lostSince: (device: DeviceId) => InstantMs | null
  /**
   * Lost for so long, to a device that is connected, that it is taken for switched off: nobody's turn waits for it any
   * more. A device that is alone cannot tell.
   */
  readonly isGone: (device: DeviceId) => boolean
}

/** A tablet that stays away for longer was switched off, or broke: its share of the queue comes home. */
export const GONE_AFTER_MS: DurationMs = 30 * 60_000

export const ALL_IN_REACH: Reach = { lostSince: () => null, isGone: () => false }

/** What the engine decides and foretells from. */
export type Scheduling = {
  readonly state: EngineState
  readonly config: EngineConfig
  readonly times: ServiceTimes
}

/** The queue as the engine sees it. One pass over the day's tickets: do it for a tap or every few seconds, not for every frame. */
export function schedulingOf(queue: Queue, catalogue: Catalogue, day: ServiceDay, reach: Reach): Scheduling {
  const config = configOn(day, catalogue)
  const waiting: EngineTicket[] = []
  const today = new ServiceRecords()
  const atStations = new Map<StationId, TicketAtStation[]>()
  const calls = new Map<AgentId, Ticket[]>()
  for (const ticket of queue.tickets.values()) {
    if (ticket.state === 'waiting') waiting.push(engineTicketOf(ticket, config))
    if (isAtStation(ticket)) pushTo(atStations, ticket.station, ticket)
    if ('agent' in ticket && ticket.agent !== null) pushTo(calls, ticket.agent, ticket)
    addServed(today, ticket, config)
  }
  const agents = postsOf(queue, catalogue).map(post => {
    const here = atStations.get(post.station.id)?.find(({ device }) => device === post.open.device)
    return engineAgentOf(post, here ?? null, calls.get(post.agent.id) ?? [], reach)
  })
  const earlier = (catalogue.center.measuredDays ?? []).filter(measured => measured.day < day).map(recordsOf)
  return { state: { waiting, agents }, config, times: learntTimes([today, ...earlier], config) }
}

/** How long a ticket's service took, if it came to its end, and nobody says that its times are wrong. */
export function addServed(records: ServiceRecords, ticket: Ticket, config: EngineConfig): void {
  if (ticket.state === 'completed' && ticket.agent !== null && !ticket.standing.isTimeWrong)
    records.addService(ticket.agent, ticket.service, ticket.closedAt - ticket.startedAt, config)
}

/** The center's rules of a day: the latest that are valid from that day or an earlier one; the balanced hybrid without any. */
export function configOn(day: ServiceDay, { center, services }: Catalogue): EngineConfig {
  const rules = rulesOn(day, center.queueRules ?? [])
  if (!rules) return presetConfig('balanced', services, 0)
  return { ...presetConfig(rules.preset, services, rules.version), discipline: rules.discipline }
}

/** The latest that are valid from that day or an earlier one. */
export function rulesOn(day: ServiceDay, all: readonly QueueRules[]): QueueRules | undefined {
  return all.filter(({ from }) => from <= day).sort((a, b) => compareText(b.from, a.from) || b.version - a.version)[0]
}

/**
 * What an agent may serve at a station: what the station supports and the agent is specialised in; an agent without
 * specialisations serves whatever his station does (SPEC CALL-2).
 */
export function servicesAt(station: Station, agent: Agent, services: Catalogue['services']): ReadonlySet<ServiceId> {
  const learnt = (id: ServiceId) => agent.services.length === 0 || agent.services.includes(id)
  const usable = services.filter(({ id, active }) => active && station.services.includes(id) && learnt(id))
  return new Set(usable.map(service => service.id))
}

/** A ticket as the engine ranks it: its class and credit after all that moved its turn (SPEC ENGINE-12). */
export function engineTicketOf(ticket: Ticket, config: EngineConfig): EngineTicket {
  const { id, priority, checkedInAt, standing, checkIn } = ticket
  const { isVulnerable, isEmergency, turns } = standing
  const bookedFor = priority === APPOINTMENT ? (checkIn.appointmentAt ?? 0) : 0
  const joinedAt = carriedSince(ticket, config) ?? Math.max(checkedInAt, bookedFor)
  const start: EngineTicket = {
    id,
    service: checkIn.service,
    priority,
    checkedInAt,
    creditStart: joinedAt - (isVulnerable ? config.headStartMs : 0),
    notBefore: 0,
    isVulnerable,
    excludedAgent: null,
    sentTo: null,
  }
  // Who transferred him may have him again once somebody else has called him since.
  const now = turns.reduce((before, turn) => afterTurn(before, turn, config), start)
  return isEmergency ? { ...now, priority: EMERGENCY } : now
}

/** He waits, did not come when he was called, and is not called again before this instant; null when he may be. */
export function heldUntilOf(ticket: Ticket, config: EngineConfig, now: InstantMs): InstantMs | null {
  const { notBefore } = engineTicketOf(ticket, config)
  return ticket.state === 'waiting' && notBefore > now ? notBefore : null
}

/**
 * Who was not served yesterday comes first of his class: as if he had joined before the first ticket of today, by as much as
 * the head start of anybody.
 */
function carriedSince({ checkIn, checkedInAt }: Ticket, { headStartMs }: EngineConfig): InstantMs | null {
  if (checkIn.carriedFrom === null) return null
  return (checkIn.appointmentAt ?? checkedInAt) - TICKETS_BEFORE_OPENING_MS - headStartMs
}

function afterTurn(before: EngineTicket, turn: Turn, config: EngineConfig): EngineTicket {
  const ticket: EngineTicket = { ...before, excludedAgent: null }
  switch (turn.kind) {
    case 'set_back':
      // Its author has counted the no-shows: it is no longer a question whether the ticket is closed.
      return afterNoShow(ticket, 0, turn.at, config) ?? ticket
    case 'requeued':
      return ticket
    case 'parked':
      return resume(ticket, turn.reason, turn.from, turn.to)
    case 'transferred':
      return transfer(ticket, turn.service, turn.by, config, turn.to)
    case 'reclassified':
      return reclassify(ticket, turn.service, config)
    case 'reopened': {
      const reopened = reopen(ticket, turn.closedAt, turn.at, config)
      return reopened.ok ? reopened.value : { ...ticket, notBefore: 0, creditStart: turn.at }
    }
    default:
      return unreachable(turn)
  }
}

type StaffedPost = {
  readonly open: OpenStation
  readonly station: Station
  readonly agent: Agent
  readonly services: ReadonlySet<ServiceId>
}

/** The stations that are open, with an agent; of an agent who opened two, the later one. */
function postsOf({ openStations }: Queue, { stations, agents, services }: Catalogue): StaffedPost[] {
  const posts = new Map<AgentId, StaffedPost>()
  for (const open of openStations.values()) {
    const station = stations.find(({ id }) => id === open.station)
    const agent = agents.find(({ id }) => id === open.agent)
    if (!station || !agent) continue
    const known = posts.get(agent.id)
    if (known && known.open.since >= open.since) continue
    posts.set(agent.id, { open, station, agent, services: servicesAt(station, agent, services) })
  }
  return [...posts.values()].sort((a, b) => a.agent.id - b.agent.id)
}

function engineAgentOf(
  { open, station, agent, services }: StaffedPost,
  here: TicketAtStation | null,
  calls: readonly Ticket[],
  reach: Reach,
): EngineAgent {
  const lastSeenAt = reach.lostSince(open.device)
  return {
    agent: agent.id,
    station: station.id,
    services,
    status: statusOf(open, here),
    idleSince: calls.reduce((latest, ticket) => Math.max(latest, closedAtOf(ticket)), open.freeSince),
    serving: here ? { ticket: here.id, service: here.service, since: here.firstCalledAt } : walkInOf(open),
    backAt: null,
    plannedBreaks: [],
    dutyEnd: null,
    lastPriorities: latestClasses(calls),
    isReachable: lastSeenAt === null,
    // As if it had never been heard: then no ticket was there before, and none belongs to it.
    lastSeenAt: lastSeenAt !== null && reach.isGone(open.device) ? 0 : lastSeenAt,
  }
}

function statusOf({ occupation }: OpenStation, here: TicketAtStation | null): EngineAgent['status'] {
  if (here || occupation?.kind === 'walk_in') return 'busy'
  return occupation ? 'break' : 'available'
}

function walkInOf({ occupation }: OpenStation): EngineAgent['serving'] {
  return occupation?.kind === 'walk_in' ? { ticket: null, service: occupation.service, since: occupation.since } : null
}

function closedAtOf(ticket: Ticket): InstantMs {
  return 'closedAt' in ticket ? ticket.closedAt : 0
}

/** Of more calls than these no rule asks (`laneMaxRun`). */
const CALLS_REMEMBERED = 10

function latestClasses(calls: readonly Ticket[]): PriorityClass[] {
  return calls
    .flatMap(ticket => ('firstCalledAt' in ticket ? [ticket] : []))
    .sort((a, b) => a.firstCalledAt - b.firstCalledAt)
    .slice(-CALLS_REMEMBERED)
    .map(({ standing, priority }) => (standing.isEmergency ? EMERGENCY : priority))
}

function recordsOf({ cells, pauses }: MeasuredDay): ServiceRecords {
  return ServiceRecords.of(cells, pauses)
}
