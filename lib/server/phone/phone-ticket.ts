import type { Catalogue, Service } from '@/lib/domain/catalogue'
import { namedFor } from '@/lib/domain/engine/eligibility'
import type { Foresight } from '@/lib/domain/estimates'
import { currentTicket, type Queue } from '@/lib/domain/fold'
import type { InstantMs, StationId, TicketId } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import { engineTicketOf, heldUntilOf } from '@/lib/domain/scheduling'
import { isAtStation, type Ticket } from '@/lib/domain/ticket'
import { stepAt, stepIndexOf } from '@/lib/domain/visit-steps'
import type { PhoneState, PhoneTicket } from '@/lib/protocol/phone'
import type { ForetoldTurns } from './foretold-turns'

/**
 * What the holder of a link is told of his ticket; of the one that stays, where a person has two.
 *
 * @returns null when no such ticket is known, as while its kiosk is cut off
 */
export function phoneTicketOf(
  queue: Queue,
  { center, services, stations }: Catalogue,
  turns: ForetoldTurns,
  id: TicketId,
  now: InstantMs,
): PhoneTicket | null {
  const ticket = currentTicket(queue, id)
  const service = services.find(each => each.id === ticket?.service)
  if (!ticket || !service) return null
  const turn = ticket.state === 'waiting' ? turns.of(ticket) : null
  const signOf = (station: StationId | null) => stations.find(each => each.id === station)?.number ?? null
  return {
    number: ticket.number,
    state: phoneStateOf(ticket),
    language: ticket.language,
    centerFr: center.nameFr,
    centerEn: center.nameEn,
    timeZone: center.timeZone,
    serviceFr: service.nameFr,
    serviceEn: service.nameEn,
    ahead: turn?.ahead ?? null,
    fromMinutes: turn?.wait.kind === 'range' ? turn.wait.fromMinutes : null,
    toMinutes: turn?.wait.kind === 'range' ? turn.wait.toMinutes : null,
    station: signOf(turn ? turn.station : stationOf(ticket)),
    sentOn: ticket.state === 'waiting' && ticket.standing.turns.at(-1)?.kind === 'transferred',
    sentTo: signOf(ticket.state === 'waiting' ? namedStationOf(ticket, turns.foresight) : null),
    step: stepOf(ticket, service),
    heldUntil: heldUntilOf(ticket, turns.foresight.config, now),
    pausedFor: ticket.state === 'parked' ? ticket.parkReason : null,
    calls: ticket.state === 'called' ? ticket.calls : 0,
    calledAt: ticket.state === 'called' ? ticket.calledAt : null,
    asOf: now,
  }
}

/** Of a ticket that is before an agent, and of no other. */
function stationOf(ticket: Ticket): StationId | null {
  return isAtStation(ticket) ? ticket.station : null
}

/** Whoever was sent to an agent goes to the station at which that agent sits; who he is stays among the staff. */
function namedStationOf(ticket: Ticket, { config, state }: Foresight): StationId | null {
  return namedFor(engineTicketOf(ticket, config), state.agents)?.station ?? null
}

function stepOf(ticket: Ticket, service: Service): PhoneTicket['step'] {
  if (ticket.state !== 'waiting' && !isAtStation(ticket)) return null
  const step = stepAt(service, stepIndexOf(ticket))
  return step && step.count > 1 ? { no: step.index + 1, count: step.count, ...step.name } : null
}

function phoneStateOf({ state }: Ticket): PhoneState {
  switch (state) {
    case 'waiting':
    case 'called':
    case 'serving':
    case 'completed':
    case 'no_show':
    case 'closed':
      return state
    case 'parked':
      return 'paused'
    // A second paper of the same person leads to the first (`currentTicket`); of a third one only that is known.
    case 'duplicate':
      return 'closed'
    default:
      return unreachable(state)
  }
}
