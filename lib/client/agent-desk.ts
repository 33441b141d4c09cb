import type { Agent, Catalogue, Station } from '@/lib/domain/catalogue'
import type { Change } from '@/lib/domain/engine/advice'
import { callOrder } from '@/lib/domain/engine/call-order'
import { byCredit } from '@/lib/domain/engine/eligibility'
import type {
  BreakReason,
  EmergencyReason,
  EventDraft,
  EventType,
  OverrideReason,
  ParkReason,
  Remark,
  WalkInReason,
} from '@/lib/domain/events'
import { currentTicket, type Queue } from '@/lib/domain/fold'
import {
  type AgentId,
  type DeviceId,
  eventIdParts,
  type InstantMs,
  type ServiceId,
  type StationId,
  type Surface,
  type TicketId,
  type TicketNumber,
} from '@/lib/domain/ids'
import type { Post, ServeRefusal } from '@/lib/domain/post'
import { ok, type Result, unreachable } from '@/lib/domain/result'
import { type Scheduling, servicesAt } from '@/lib/domain/scheduling'
import {
  addRemark,
  bringBack,
  callNext,
  callOutOfOrder,
  complete,
  type Destination,
  flagTime,
  followAdvice,
  grantEmergency,
  nextStep,
  noShow,
  park,
  recall,
  reclassify,
  removeHeadStart,
  reopen,
  requeue,
  resume,
  start,
  transfer,
  undo,
} from '@/lib/domain/serve'
import {
  closeStation,
  endBreak,
  endWalkIn,
  openStation,
  releaseStation,
  startBreak,
  startWalkIn,
} from '@/lib/domain/station-acts'
import type { Ticket, WaitingTicket } from '@/lib/domain/ticket'
import { numberOf } from '@/lib/domain/ticket-number'
import type { Desk } from '@/lib/replica/desk'
import { type ClockError, clockError } from './clock-error'

/** Who is signed on, and where. Kept over a restart. */
export type SignedOn = { readonly agent: AgentId; readonly station: StationId }

/** What an agent can do: with his station, with the citizen before him, and with a ticket that he names. */
export type DeskAction =
  | {
      readonly kind:
        | 'open_station'
        | 'close_station'
        | 'call_next'
        | 'start'
        | 'complete'
        | 'recall'
        | 'no_show'
        | 'requeue'
        | 'end_break'
        | 'end_walk_in'
    }
  | { readonly kind: 'start_break'; readonly reason: BreakReason }
  | { readonly kind: 'start_walk_in'; readonly service: ServiceId; readonly reason: WalkInReason }
  | { readonly kind: 'park'; readonly reason: ParkReason }
  | ({ readonly kind: 'transfer' } & Destination)
  | { readonly kind: 'next_step' }
  | { readonly kind: 'call_out_of_order'; readonly ticket: TicketId; readonly reason: OverrideReason }
  | { readonly kind: 'grant_emergency'; readonly ticket: TicketId; readonly reason: EmergencyReason }
  | { readonly kind: 'reclassify'; readonly ticket: TicketId; readonly service: ServiceId }
  | { readonly kind: 'resume' | 'reopen' | 'remove_head_start' | 'bring_back'; readonly ticket: TicketId }
  | { readonly kind: 'undo'; readonly ticket: TicketId }
  | { readonly kind: 'flag_time'; readonly ticket: TicketId }
  | { readonly kind: 'remark'; readonly ticket: TicketId; readonly remark: Remark }
  | { readonly kind: 'release_station'; readonly station: StationId }
  | { readonly kind: 'follow_advice'; readonly change: Change }

/** The signed-on agent and station as the catalogue has them; null when it no longer has one of them. */
export function signedOnIn(
  catalogue: Catalogue,
  signedOn: SignedOn | null,
): { readonly agent: Agent; readonly station: Station } | null {
  const agent = catalogue.agents.find(({ id }) => id === signedOn?.agent)
  const station = catalogue.stations.find(({ id }) => id === signedOn?.station)
  return agent && station ? { agent, station } : null
}

export function postOf(
  device: DeviceId,
  { agent, station }: { readonly agent: Agent; readonly station: Station },
  catalogue: Catalogue,
): Post {
  return { device, agent: agent.id, station: station.id, services: servicesAt(station, agent, catalogue.services) }
}

/** The rule of the queue behind each button. @param scheduling the queue as the engine sees it at this moment. */
export function decide(
  action: DeskAction,
  post: Post,
  { queue, now }: Pick<Desk, 'queue' | 'now'>,
  scheduling: () => Scheduling,
): Result<EventDraft, ServeRefusal> {
  switch (action.kind) {
    case 'open_station':
      return openStation(post)
    case 'call_next':
      return callNext(queue, post, scheduling(), now)
    case 'start':
      return start(queue, post)
    case 'complete':
      return complete(queue, post)
    case 'recall':
      return recall(queue, post, now)
    case 'no_show':
      return noShow(queue, post, scheduling(), now)
    case 'close_station':
      return closeStation(queue, post)
    case 'start_break':
      return startBreak(queue, post, action.reason)
    case 'end_break':
      return endBreak(queue, post)
    case 'start_walk_in':
      return startWalkIn(queue, post, action.service, action.reason)
    case 'end_walk_in':
      return endWalkIn(queue, post)
    case 'requeue':
      return requeue(queue, post)
    case 'park':
      return park(queue, post, action.reason)
    case 'transfer':
      return transfer(queue, post, action)
    case 'next_step':
      return nextStep(queue, post)
    case 'call_out_of_order':
      return callOutOfOrder(queue, post, action.ticket, action.reason)
    case 'grant_emergency':
      return grantEmergency(queue, post, action.ticket, action.reason)
    case 'reclassify':
      return reclassify(queue, post, action.ticket, action.service)
    case 'resume':
      return resume(queue, post, action.ticket)
    case 'reopen':
      return reopen(queue, post, scheduling(), action.ticket, now)
    case 'remove_head_start':
      return removeHeadStart(queue, post, action.ticket)
    case 'bring_back':
      return bringBack(queue, post, action.ticket)
    case 'flag_time':
      return flagTime(queue, post, action.ticket)
    case 'remark':
      return addRemark(queue, post, action.ticket, action.remark)
    case 'undo':
      return undo(queue, post, action.ticket, now)
    case 'release_station':
      return releaseStation(queue, post, action.station)
    case 'follow_advice':
      return ok(followAdvice(post, action.change))
    default:
      return unreachable(action)
  }
}

/**
 * Those whom this agent may call, in the order in which he will (SPEC CALL-3); before he has opened his station, those
 * whom he could, by their credit.
 *
 * @param most how many to put in order; the rest follow by their credit.
 */
export function waitingFor(
  { tickets }: Queue,
  { agent, services }: Post,
  { state, config, times }: Scheduling,
  now: InstantMs,
  most: number,
): readonly WaitingTicket[] {
  const isThere = state.agents.some(post => post.agent === agent)
  const order = isThere
    ? callOrder(state, config, times, agent, now, most)
    : state.waiting
        .filter(({ service }) => services.has(service))
        .sort(byCredit)
        .map(({ id }) => id)
  return order.flatMap(id => {
    const ticket = tickets.get(id)
    return ticket?.state === 'waiting' ? [ticket] : []
  })
}

/** A call of this device that does not count: the ticket is with somebody else. `key` tells one from another. */
export type LostMove = {
  readonly key: string
  readonly number: TicketNumber
  readonly station: StationId | null
  readonly at: InstantMs
  /** What was lost is the taking back of a move. */
  readonly isUndo: boolean
}

/** What this device's agent must be told, oldest first: lost conflicts, and called tickets that were a second paper. */
export function lostMoves(queue: Queue, device: DeviceId): readonly LostMove[] {
  const conflicts = queue.conflicts
    .filter(({ loserDevice }) => loserDevice === device)
    .map(({ loser, loserType, ticket, station, at }) => {
      return { key: loser, number: numberOf(ticket), station, at, isUndo: loserType === 'ticket.undone.v1' }
    })
  const duplicates = [...queue.tickets.values()].flatMap(ticket => lostToDuplicate(queue, ticket, device))
  return [...conflicts, ...duplicates].sort((a, b) => a.at - b.at)
}

/** The last move of a duplicate is a station's only when it had been called before its twin was known. */
function lostToDuplicate(queue: Queue, ticket: Ticket, device: DeviceId): LostMove[] {
  if (ticket.state !== 'duplicate' || eventIdParts(ticket.head).device !== device) return []
  const stays = currentTicket(queue, ticket.id)
  const isCalled = stays !== undefined && 'calledAt' in stays
  const station = isCalled ? stays.station : null
  const at = isCalled ? stays.calledAt : ticket.checkedInAt
  return [{ key: ticket.id, number: ticket.number, station, at, isUndo: false }]
}

/** Events of one device and type that were kept and do not count, since their author had no right to them. */
export type IgnoredWork = {
  readonly device: DeviceId
  /** Null for a device that is not on the center's roster. */
  readonly surface: Surface | null
  readonly type: EventType
  readonly count: number
}

/**
 * What a supervisor sees, and nobody else. The largest first: a device that does a thing without a right to it does it
 * again and again.
 */
export function ignoredWork({ alerts, roster }: Queue, reader: Agent | null): readonly IgnoredWork[] {
  if (reader?.role !== 'supervisor') return []
  const work = new Map<string, IgnoredWork>()
  for (const { device, type } of alerts) {
    const key = `${device} ${type}`
    const surface = roster.devices.get(device)?.surface ?? null
    work.set(key, { device, surface, type, count: (work.get(key)?.count ?? 0) + 1 })
  }
  return [...work.values()].sort((a, b) => b.count - a.count)
}

/** A device whose clock the server has found wrong. */
export type WrongClock = {
  readonly device: DeviceId
  /** Null for a device that is not on the center's roster. */
  readonly surface: Surface | null
  readonly issuerDigit: number | null
  readonly error: ClockError
}

/** What a supervisor sees, and nobody else; the most wrong first. The clock of a revoked device does no harm. */
export function wrongClocks({ wrongClocks, roster }: Queue, reader: Agent | null): readonly WrongClock[] {
  if (reader?.role !== 'supervisor') return []
  return [...wrongClocks]
    .filter(([device]) => !roster.revoked.has(device))
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([device, offsetMs]) => {
      const { surface = null, issuerDigit = null } = roster.devices.get(device) ?? {}
      return { device, surface, issuerDigit, error: clockError(offsetMs) }
    })
}
