import { aheadOf } from '@/lib/domain/call-order'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Queue } from '@/lib/domain/fold'
import type { ServiceId, TicketId } from '@/lib/domain/ids'
import type { WaitingTicket } from '@/lib/domain/ticket'
import { type WaitEstimate, waitRange } from '@/lib/domain/wait'

/** What stands before a visitor. */
export type Outlook = { readonly ahead: number; readonly wait: WaitEstimate }

/** For a ticket that is in the queue. */
export function outlookOf(queue: Queue, catalogue: Catalogue, ticket: TicketId, service: ServiceId): Outlook {
  return outlook(queue, catalogue, aheadOf(queue.tickets.values(), ticket), service)
}

/** For a visitor who would take a ticket of this service now: behind all of its priority class, and of those above. */
export function outlookAt(queue: Queue, catalogue: Catalogue, service: ServiceId): Outlook {
  const priority = catalogue.services.find(({ id }) => id === service)?.priority
  const ahead = [...queue.tickets.values()].filter(
    (ticket): ticket is WaitingTicket =>
      ticket.state === 'waiting' && priority !== undefined && ticket.priority <= priority,
  )
  return outlook(queue, catalogue, ahead, service)
}

/** Only tickets that the same stations will call stand in the way; the count on the paper is the whole line. */
function outlook(queue: Queue, catalogue: Catalogue, ahead: readonly WaitingTicket[], service: ServiceId): Outlook {
  const stations = catalogue.stations.filter(
    ({ id, services }) => queue.openStations.has(id) && services.includes(service),
  )
  const shared = new Set(stations.flatMap(({ services }) => services))
  const inTheWay = ahead.filter(ticket => shared.has(ticket.service))
  const services = new Map(catalogue.services.map(row => [row.id, row]))
  return { ahead: ahead.length, wait: waitRange(inTheWay, services, stations.length) }
}
