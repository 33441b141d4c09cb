import type { Priority } from './catalogue'
import type { CheckedIn, TicketEvent } from './events'
import type {
  AgentId,
  CodeMark,
  DeviceId,
  EventId,
  InstantMs,
  Language,
  ServiceId,
  StationId,
  TicketId,
  TicketNumber,
} from './ids'
import { unreachable } from './result'
import { numberOf } from './ticket-number'

export type PrintState = 'issued' | 'printed' | 'print_failed'

type Issued = {
  readonly id: TicketId
  readonly number: TicketNumber
  readonly service: ServiceId
  readonly priority: Priority
  readonly language: Language
  readonly mark: CodeMark | null
  readonly checkedInAt: InstantMs
  readonly print: PrintState
  /** How many papers there are; 0 when none came out. */
  readonly copies: number
  /** The latest move: what the next one must be based on. */
  readonly head: EventId
}

type Called = Issued & {
  readonly station: StationId
  readonly agent: AgentId | null
  readonly device: DeviceId
  readonly firstCalledAt: InstantMs
  readonly calledAt: InstantMs
  /** Calls so far, the first one included. */
  readonly calls: number
}

type Serving = Called & { readonly startedAt: InstantMs }

/** A ticket has only the fields that its state can have. */
export type Ticket =
  | (Issued & { readonly state: 'waiting' })
  | (Called & { readonly state: 'called' })
  | (Serving & { readonly state: 'serving' })
  | (Serving & { readonly state: 'completed'; readonly closedAt: InstantMs })
  | (Called & { readonly state: 'no_show'; readonly closedAt: InstantMs })
  /** The same person's other ticket stays; both numbers lead to it. */
  | (Issued & { readonly state: 'duplicate'; readonly of: TicketId })

export type TicketState = Ticket['state']
export type WaitingTicket = Extract<Ticket, { state: 'waiting' }>
export type TicketAtStation = Extract<Ticket, { state: 'called' | 'serving' }>

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
    default:
      return unreachable(event)
  }
}

/** A call takes a waiting ticket, or one called elsewhere (then it was a deliberate override, based on that call). */
function call(ticket: Ticket, event: Extract<TicketEvent, { type: 'ticket.called.v1' }>, at: InstantMs): Ticket {
  const { station, actor: agent, device, id: head } = event
  if (ticket.state === 'waiting')
    return { station, agent, device, firstCalledAt: at, calledAt: at, calls: 1, ...ticket, state: 'called', head }
  return ticket.state === 'called' ? { ...ticket, station, agent, device, calledAt: at, calls: 1, head } : ticket
}

/**
 * How strongly a state is backed by what people saw happen (SPEC CONF-2). A citizen who is being served is at that
 * station, whatever any clock says; a no-show is the weakest claim, since somebody who called later may have found him.
 */
export function evidenceOf(state: TicketState): number {
  switch (state) {
    case 'completed':
      return 4
    case 'serving':
      return 3
    case 'called':
      return 2
    case 'no_show':
      return 1
    case 'waiting':
    case 'duplicate':
      return 0
    default:
      return unreachable(state)
  }
}

export function isAtStation(ticket: Ticket): ticket is TicketAtStation {
  return ticket.state === 'called' || ticket.state === 'serving'
}
