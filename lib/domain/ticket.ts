import type { Priority } from './catalogue'
import type { Called, CheckedIn, ClosingCode, ParkReason, Remark, TicketEvent } from './events'
import {
  type AgentId,
  type CodeMark,
  type DeviceId,
  type EventId,
  type InstantMs,
  type Language,
  SERVER_DEVICE,
  type ServiceId,
  type StationId,
  type TicketId,
  type TicketNumber,
} from './ids'
import { unreachable } from './result'
import { numberOf } from './ticket-number'

export type PrintState = 'issued' | 'printed' | 'print_failed'

/** Where, or to whom, somebody was sent on by name. */
export type SentTo = { readonly station: StationId | null; readonly agent: AgentId | null }

/** What has happened to a ticket that moves its turn, in order. The engine's rules of credit say how far (`scheduling.ts`). */
export type Turn =
  | { readonly kind: 'set_back'; readonly at: InstantMs }
  | { readonly kind: 'requeued' }
  | { readonly kind: 'parked'; readonly reason: ParkReason; readonly from: InstantMs; readonly to: InstantMs }
  /** `by` nobody: a supervisor did, from his console. */
  | {
      readonly kind: 'transferred'
      readonly service: ServiceId
      readonly by: AgentId | null
      /** Null: whoever serves the service. */
      readonly to: SentTo | null
      readonly step: number
    }
  | { readonly kind: 'reclassified'; readonly service: ServiceId }
  | { readonly kind: 'reopened'; readonly closedAt: InstantMs; readonly at: InstantMs }

/** Where a ticket stands beside its class and check-in. One object for all who came, sat down and were called. */
export type Standing = {
  readonly isVulnerable: boolean
  /** Granted by a member of staff. */
  readonly isEmergency: boolean
  readonly turns: readonly Turn[]
  /** What agents have noted for each other, each once, in the order of their first saying. */
  readonly remarks: readonly Remark[]
  /** Its times are wrong, says who was there. */
  readonly isTimeWrong: boolean
}

type Issued = {
  readonly id: TicketId
  readonly number: TicketNumber
  readonly service: ServiceId
  /** The class at check-in. */
  readonly priority: Priority
  readonly language: Language
  readonly mark: CodeMark | null
  readonly checkedInAt: InstantMs
  readonly print: PrintState
  /** How many papers there are; 0 when none came out. */
  readonly copies: number
  readonly standing: Standing
  /** As it was written, with what he was told. */
  readonly checkIn: CheckedIn
  /** The latest move: what the next one must be based on. */
  readonly head: EventId
}

type CalledTicket = Issued & {
  readonly station: StationId
  readonly agent: AgentId | null
  readonly device: DeviceId
  readonly firstCalledAt: InstantMs
  readonly calledAt: InstantMs
  /** Calls so far, the first one included. */
  readonly calls: number
  /** The call that counts, with why it was this ticket. */
  readonly call: Called
}

type Serving = CalledTicket & { readonly startedAt: InstantMs }

type Parked = Issued & { readonly parkedAt: InstantMs; readonly parkReason: ParkReason }

/** It ended without service, from whatever state: what was known of it is kept. */
type Closed = (Issued | Parked | CalledTicket | Serving) & {
  readonly state: 'closed'
  readonly closedAt: InstantMs
  readonly code: ClosingCode
  /** The queue of the next day takes him over. */
  readonly isCarried: boolean
}

/** A ticket has only the fields that its state can have. */
export type Ticket =
  | (Issued & { readonly state: 'waiting' })
  | (CalledTicket & { readonly state: 'called' })
  | (Serving & { readonly state: 'serving' })
  | (Serving & { readonly state: 'completed'; readonly closedAt: InstantMs })
  | (CalledTicket & { readonly state: 'no_show'; readonly closedAt: InstantMs })
  | (Parked & { readonly state: 'parked' })
  | Closed
  /** The same person's other ticket stays; both numbers lead to it. */
  | (Issued & { readonly state: 'duplicate'; readonly of: TicketId })

export type TicketState = Ticket['state']
export type WaitingTicket = Extract<Ticket, { state: 'waiting' }>
export type ParkedTicket = Extract<Ticket, { state: 'parked' }>
export type ClosedTicket = Extract<Ticket, { state: 'closed' }>
export type TicketAtStation = Extract<Ticket, { state: 'called' | 'serving' }>

const ORDINARY: Standing = { isVulnerable: false, isEmergency: false, turns: [], remarks: [], isTimeWrong: false }
const VULNERABLE: Standing = { ...ORDINARY, isVulnerable: true }

export function issue(event: CheckedIn, at: InstantMs): WaitingTicket {
  return {
    state: 'waiting',
    id: event.ticket,
    number: numberOf(event.ticket),
    service: event.service,
    priority: event.priority,
    language: event.language,
    mark: event.mark,
    checkedInAt: at,
    print: 'issued',
    copies: 0,
    standing: event.vulnerable ? VULNERABLE : ORDINARY,
    checkIn: event,
    head: event.id,
  }
}

/**
 * The ticket after one more event. Total: an event that its state does not allow leaves it as it was, since a replica
 * must go on whatever a log holds.
 *
 * New fields stand before `...ticket`: V8 takes some two microseconds for each that is added behind a spread (measured
 * with Node 20), which made up most of the time of a day's fold.
 *
 * @param at the event's time after clock correction.
 */
export function evolve(ticket: Ticket, event: TicketEvent, at: InstantMs): Ticket {
  switch (event.type) {
    case 'ticket.checked_in.v1':
      return ticket
    case 'ticket.printed.v1':
      return { ...ticket, print: 'printed', copies: Math.max(ticket.copies, event.copy) }
    case 'ticket.print_failed.v1':
      return ticket.print === 'printed' ? ticket : { ...ticket, print: 'print_failed' }
    case 'ticket.called.v1':
      return call(ticket, event, at)
    case 'ticket.recalled.v1':
      return ticket.state === 'called' ? { ...ticket, calledAt: at, calls: ticket.calls + 1, head: event.id } : ticket
    case 'ticket.service_started.v1':
      return ticket.state === 'called' ? { startedAt: at, ...ticket, state: 'serving', head: event.id } : ticket
    case 'ticket.completed.v1':
      return ticket.state === 'serving' ? { closedAt: at, ...ticket, state: 'completed', head: event.id } : ticket
    case 'ticket.no_show.v1':
      return ticket.state === 'called' ? { closedAt: at, ...ticket, state: 'no_show', head: event.id } : ticket
    case 'ticket.set_back.v1':
      return ticket.state === 'called' ? waitingAgain(ticket, event, { kind: 'set_back', at }) : ticket
    case 'ticket.requeued.v1':
      return isAtStation(ticket) ? waitingAgain(ticket, event, { kind: 'requeued' }) : ticket
    case 'ticket.parked.v1':
      return isAtStation(ticket)
        ? { parkedAt: at, parkReason: event.reason, ...issuedPartOf(ticket), state: 'parked', head: event.id }
        : ticket
    case 'ticket.resumed.v1':
      return ticket.state === 'parked' ? resume(ticket, event, at) : ticket
    case 'ticket.transferred.v1':
      return transfer(ticket, event)
    case 'ticket.reclassified.v1':
      return ticket.state === 'waiting' || isAtStation(ticket) ? reclassify(ticket, event) : ticket
    case 'ticket.undone.v1':
      // What it was before, its history knows: `ticket-history.ts`.
      return ticket
    case 'ticket.reopened.v1':
      return reopen(ticket, event, at)
    case 'ticket.emergency_granted.v1':
      return { ...ticket, standing: { ...ticket.standing, isEmergency: true } }
    case 'ticket.head_start_removed.v1':
      return { ...ticket, standing: { ...ticket.standing, isVulnerable: false } }
    case 'ticket.remarked.v1':
      return remark(ticket, event.remark)
    case 'ticket.time_flagged.v1':
      return { ...ticket, standing: { ...ticket.standing, isTimeWrong: true } }
    case 'ticket.closed.v1':
      return close(ticket, event, at)
    default:
      return unreachable(event)
  }
}

/** A call takes a waiting ticket, or one called elsewhere (then it was a deliberate override, based on that call). */
function call(ticket: Ticket, event: Called, at: InstantMs): Ticket {
  const { station, actor: agent, device, id: head } = event
  if (ticket.state === 'waiting')
    return {
      station,
      agent,
      device,
      calledAt: at,
      calls: 1,
      call: event,
      firstCalledAt: at,
      ...ticket,
      state: 'called',
      head,
    }
  return ticket.state === 'called'
    ? { ...ticket, station, agent, device, calledAt: at, calls: 1, call: event, head }
    : ticket
}

function waitingAgain(ticket: Ticket, { id: head }: TicketEvent, turn: Turn): WaitingTicket {
  return { ...issuedPartOf(ticket), state: 'waiting', standing: withTurn(ticket, turn), head }
}

function resume(ticket: ParkedTicket, event: TicketEvent, to: InstantMs): WaitingTicket {
  const { parkReason: reason, parkedAt: from } = ticket
  return waitingAgain(ticket, event, { kind: 'parked', reason, from, to })
}

type Transferred = Extract<TicketEvent, { type: 'ticket.transferred.v1' }>

/** An agent sends on whom he serves; a supervisor, at the console, also who waits. */
function transfer(ticket: Ticket, event: Transferred): Ticket {
  const { service, station, agent, step, actor, device } = event
  const isSupervisors = device === SERVER_DEVICE
  if (!isSupervisors && actor === null) return ticket
  if (!isAtStation(ticket) && !(isSupervisors && (ticket.state === 'waiting' || ticket.state === 'parked')))
    return ticket
  const by = isSupervisors ? null : actor
  const to = station === null && agent === null ? null : { station, agent }
  return { ...waitingAgain(ticket, event, { kind: 'transferred', service, by, to, step: step ?? 0 }), service }
}

/** Closed as a no-show, he comes back with a little of his credit; closed by staff who were wrong, he keeps it all. */
function reopen(ticket: Ticket, event: TicketEvent, at: InstantMs): Ticket {
  if (ticket.state === 'no_show')
    return waitingAgain(ticket, event, { kind: 'reopened', closedAt: ticket.closedAt, at })
  return ticket.state === 'closed' && !ticket.isCarried ? waitingAgain(ticket, event, { kind: 'requeued' }) : ticket
}

type TicketClosed = Extract<TicketEvent, { type: 'ticket.closed.v1' }>

function close(ticket: Ticket, { code, carried, id: head }: TicketClosed, at: InstantMs): Ticket {
  if (ticket.state !== 'waiting' && ticket.state !== 'parked' && !isAtStation(ticket)) return ticket
  return { closedAt: at, code, isCarried: carried === 1, ...ticket, state: 'closed', head }
}

type Reclassified = Extract<TicketEvent, { type: 'ticket.reclassified.v1' }>

function reclassify(ticket: Ticket, { service, id: head }: Reclassified): Ticket {
  return { ...ticket, service, standing: withTurn(ticket, { kind: 'reclassified', service }), head }
}

function remark(ticket: Ticket, said: Remark): Ticket {
  const { standing } = ticket
  if (standing.remarks.includes(said)) return ticket
  return { ...ticket, standing: { ...standing, remarks: [...standing.remarks, said] } }
}

function withTurn({ standing }: Ticket, turn: Turn): Standing {
  return { ...standing, turns: [...standing.turns, turn] }
}

/** What a ticket has in every state. */
export function issuedPartOf(ticket: Ticket): Issued {
  const { id, number, service, priority, language, mark, checkedInAt, print, copies, standing, checkIn, head } = ticket
  return { id, number, service, priority, language, mark, checkedInAt, print, copies, standing, checkIn, head }
}

/**
 * How strongly a ticket is backed by what people saw happen (SPEC CONF-2). A citizen who is being served is at that
 * station, whatever any clock says; one who was parked or transferred has been there; a no-show is the weakest claim,
 * since somebody who called later may have found him. A ticket that was closed keeps the evidence that it had, and is a
 * claim like a no-show: whoever serves him elsewhere wins.
 */
export function evidenceOf(ticket: Ticket): number {
  switch (ticket.state) {
    case 'completed':
      return 5
    case 'serving':
      return 4
    case 'parked':
      return 3
    case 'called':
      return 2
    case 'no_show':
      return 1
    case 'closed':
      return evidenceAtClosing(ticket)
    case 'waiting':
      return hasBeenSeen(ticket) ? 3 : 0
    case 'duplicate':
      return 0
    default:
      return unreachable(ticket)
  }
}

function evidenceAtClosing(ticket: ClosedTicket): number {
  if ('startedAt' in ticket) return 4
  if ('parkedAt' in ticket || hasBeenSeen(ticket)) return 3
  return 'firstCalledAt' in ticket ? 2 : 1
}

/** By an agent, at his station. */
function hasBeenSeen({ standing }: Ticket): boolean {
  return standing.turns.some(
    turn => turn.kind === 'parked' || turn.kind === 'reopened' || (turn.kind === 'transferred' && turn.by !== null),
  )
}

export function isAtStation(ticket: Ticket): ticket is TicketAtStation {
  return ticket.state === 'called' || ticket.state === 'serving'
}
