import type { Catalogue } from './catalogue'
import { closeDay, otherPapersOf, type StillServing } from './day-end'
import { type ClosingCode, type EmergencyReason, type EventDraft, TO_ANYBODY } from './events'
import { currentTicket, type Queue } from './fold'
import type { AgentId, DeviceId, InstantMs, ServiceDay, ServiceId, StationId, TicketId } from './ids'
import type { ServeRefusal } from './post'
import { ok, type Result, refuse, unreachable } from './result'
import { configOn } from './scheduling'
import { grantEmergency, reopen } from './serve'
import { isAtStation, type Ticket } from './ticket'

/** What a supervisor does with the queue of today, from the console (`ConsoleCommand` on the wire). */
export type CenterCommand =
  | { readonly kind: 'open_day' }
  | { readonly kind: 'close_day'; readonly unserved: 'carry_over' | 'close' }
  | { readonly kind: 'release_station'; readonly station: StationId }
  | { readonly kind: 'suspend_service' | 'resume_service'; readonly service: ServiceId }
  | { readonly kind: 'pause_kiosk' | 'resume_kiosk'; readonly device: DeviceId }
  | {
      readonly kind: 'cancel_ticket'
      readonly ticket: TicketId
      readonly code: Exclude<ClosingCode, 'closed_by_day_end'>
    }
  | { readonly kind: 'transfer_ticket'; readonly ticket: TicketId; readonly service: ServiceId }
  | { readonly kind: 'reopen_ticket'; readonly ticket: TicketId }
  | { readonly kind: 'grant_emergency'; readonly ticket: TicketId; readonly reason: EmergencyReason }
  | { readonly kind: 'acknowledge_alert'; readonly alert: string }

export type CommandRefusal =
  | StillServing
  | {
      readonly code:
        | 'day_open_already'
        | 'day_closed'
        | 'station_closed'
        | 'wrong_state'
        | 'too_late'
        | 'ticket_unknown'
        | 'service_unknown'
        | 'service_suspended'
        | 'service_not_suspended'
        | 'kiosk_unknown'
        | 'kiosk_paused'
        | 'kiosk_not_paused'
    }

/** What a command is decided on beside the queue. */
export type CommandedCenter = { readonly catalogue: Catalogue; readonly day: ServiceDay }

type Decided = Result<readonly EventDraft[], CommandRefusal>

/**
 * The rule behind each command. The drafts stand for one act: append them all, or none.
 *
 * @param by null for a person who is no member of the center's staff
 */
export function decideCommand(
  queue: Queue,
  center: CommandedCenter,
  command: CenterCommand,
  by: AgentId | null,
  now: InstantMs,
): Decided {
  switch (command.kind) {
    case 'open_day':
      if (queue.dayState.reception?.state === 'open') return refuse({ code: 'day_open_already' })
      return ok([{ type: 'reception.opened.v1', actor: by }])
    case 'close_day':
      if (isClosed(queue)) return refuse({ code: 'day_closed' })
      return closeDay(queue, command.unserved, by)
    case 'release_station':
      return releaseStation(queue, command.station, by)
    case 'suspend_service':
    case 'resume_service':
      return switchService(queue, center, command.service, command.kind === 'suspend_service', by)
    case 'pause_kiosk':
    case 'resume_kiosk':
      return switchKiosk(queue, command.device, command.kind === 'pause_kiosk', by)
    case 'cancel_ticket':
      return onTicket(queue, command.ticket, ticket => cancel(queue, ticket, command.code, by))
    case 'transfer_ticket':
      return onTicket(queue, command.ticket, ticket => transfer(queue, center, ticket, command.service, by))
    case 'reopen_ticket':
      if (isClosed(queue)) return refuse({ code: 'day_closed' })
      return onTicket(queue, command.ticket, ({ id }) => one(reopen(queue, { agent: by }, configAt(center), id, now)))
    case 'grant_emergency':
      return onTicket(queue, command.ticket, ({ id }) => one(grantEmergency(queue, { agent: by }, id, command.reason)))
    case 'acknowledge_alert':
      return ok([{ type: 'alert.acknowledged.v1', actor: by, alert: command.alert }])
    default:
      return unreachable(command)
  }
}

function isClosed({ dayState }: Queue): boolean {
  return dayState.reception?.state === 'closed'
}

function configAt({ catalogue, day }: CommandedCenter) {
  return { config: configOn(day, catalogue) }
}

/** Both numbers of a person lead to his one ticket. */
function onTicket(queue: Queue, id: TicketId, work: (ticket: Ticket) => Decided): Decided {
  const ticket = currentTicket(queue, id)
  return ticket ? work(ticket) : refuse({ code: 'ticket_unknown' })
}

function one(decided: Result<EventDraft, ServeRefusal>): Decided {
  if (decided.ok) return ok([decided.value])
  const { refusal } = decided
  return refuse({ code: refusal.code === 'too_late' ? 'too_late' : 'wrong_state' })
}

/** Its tablet calls nobody any more; who was at it queues again, with his credit. */
function releaseStation(queue: Queue, station: StationId, actor: AgentId | null): Decided {
  if (!queue.openStations.has(station)) return refuse({ code: 'station_closed' })
  const there = [...queue.tickets.values()].filter(ticket => isAtStation(ticket) && ticket.station === station)
  return ok([
    { type: 'station.closed.v1', actor, station },
    ...there.map(({ id: ticket, head: basedOn }) => ({ type: 'ticket.requeued.v1', actor, ticket, basedOn }) as const),
  ])
}

function switchService(
  { dayState }: Queue,
  { catalogue }: CommandedCenter,
  service: ServiceId,
  isWanted: boolean,
  actor: AgentId | null,
): Decided {
  if (!catalogue.services.some(({ id }) => id === service)) return refuse({ code: 'service_unknown' })
  if (dayState.suspendedServices.has(service) === isWanted)
    return refuse({ code: isWanted ? 'service_suspended' : 'service_not_suspended' })
  return ok([{ type: isWanted ? 'service.suspended.v1' : 'service.resumed.v1', actor, service }])
}

function switchKiosk(
  { dayState, roster }: Queue,
  subject: DeviceId,
  isWanted: boolean,
  actor: AgentId | null,
): Decided {
  if (roster.devices.get(subject)?.surface !== 'kiosk') return refuse({ code: 'kiosk_unknown' })
  if (dayState.pausedKiosks.has(subject) === isWanted)
    return refuse({ code: isWanted ? 'kiosk_paused' : 'kiosk_not_paused' })
  return ok([{ type: isWanted ? 'kiosk.paused.v1' : 'kiosk.resumed.v1', actor, subject }])
}

/** Of whoever is not being served, with all his papers. */
function cancel(
  queue: Queue,
  ticket: Ticket,
  code: Exclude<ClosingCode, 'closed_by_day_end'>,
  actor: AgentId | null,
): Decided {
  if (ticket.state !== 'waiting' && ticket.state !== 'parked' && ticket.state !== 'called')
    return refuse({ code: 'wrong_state' })
  return ok(
    [ticket, ...otherPapersOf(queue, ticket)].map(
      ({ id, head: basedOn }) =>
        ({ type: 'ticket.closed.v1', actor, ticket: id, basedOn, code, carried: null }) as const,
    ),
  )
}

/** Who waits, or was called: whoever serves him sends him on himself. */
function transfer(
  queue: Queue,
  { catalogue }: CommandedCenter,
  ticket: Ticket,
  service: ServiceId,
  actor: AgentId | null,
): Decided {
  if (isClosed(queue)) return refuse({ code: 'day_closed' })
  if (!catalogue.services.some(({ id, active }) => active && id === service)) return refuse({ code: 'service_unknown' })
  const isOpen = ticket.state === 'waiting' || ticket.state === 'parked' || ticket.state === 'called'
  if (!isOpen || ticket.service === service) return refuse({ code: 'wrong_state' })
  return ok([{ type: 'ticket.transferred.v1', actor, ticket: ticket.id, basedOn: ticket.head, service, ...TO_ANYBODY }])
}
