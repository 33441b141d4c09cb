import type { Catalogue } from '@/lib/domain/catalogue'
import { type Foresight, type Foretold, foretold, predictionOf } from '@/lib/domain/estimates'
import { currentTicket, type Queue } from '@/lib/domain/fold'
import type { InstantMs, StationId, TicketId } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import type { Ticket } from '@/lib/domain/ticket'
import type { PhoneState, PhoneTicket } from '@/lib/protocol/phone'

/**
 * What the holder of a link is told of his ticket; of the one that stays, where a person has two.
 *
 * @returns null when no such ticket is known, as while its kiosk is cut off
 */
export function phoneTicketOf(
  queue: Queue,
  { center, services, stations }: Catalogue,
  foresight: Foresight,
  id: TicketId,
  now: InstantMs,
): PhoneTicket | null {
  const ticket = currentTicket(queue, id)
  const service = services.find(each => each.id === ticket?.service)
  if (!ticket || !service) return null
  const turn = ticket.state === 'waiting' ? turnOf(ticket, foresight, now) : null
  const station = turn ? turn.station : stationOf(ticket)
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
    station: stations.find(each => each.id === station)?.number ?? null,
    calls: ticket.state === 'called' ? ticket.calls : 0,
    asOf: now,
  }
}

function turnOf(ticket: Ticket, foresight: Foresight, now: InstantMs): Foretold {
  return foretold(predictionOf(ticket, foresight, now), ticket.service, now, foresight)
}

/** Of a ticket that is before an agent, and of no other. */
function stationOf(ticket: Ticket): StationId | null {
  return ticket.state === 'called' || ticket.state === 'serving' ? ticket.station : null
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
