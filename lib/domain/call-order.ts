import type { Agent, Service, Station } from './catalogue'
import type { ServiceId, TicketId } from './ids'
import { compareText } from './stamp'
import type { Ticket, WaitingTicket } from './ticket'

/** Priority class first, then the longest wait (SPEC CALL-1). The id settles a tie, the same on every device. */
export function inCallOrder(a: WaitingTicket, b: WaitingTicket): number {
  return a.priority - b.priority || a.checkedInAt - b.checkedInAt || compareText(a.id, b.id)
}

/** The waiting tickets of these services in the order in which they will be called. */
export function waitingInOrder(tickets: Iterable<Ticket>, services: ReadonlySet<ServiceId>): WaitingTicket[] {
  const waiting: WaitingTicket[] = []
  for (const ticket of tickets) if (ticket.state === 'waiting' && services.has(ticket.service)) waiting.push(ticket)
  return waiting.sort(inCallOrder)
}

/** The ticket to call now. Stands alone: the scheduling engine will replace this function, and nothing else. */
export function nextTicket(tickets: Iterable<Ticket>, services: ReadonlySet<ServiceId>): WaitingTicket | null {
  let best: WaitingTicket | null = null
  for (const ticket of tickets) {
    if (ticket.state !== 'waiting' || !services.has(ticket.service)) continue
    if (!best || inCallOrder(ticket, best) < 0) best = ticket
  }
  return best
}

/**
 * What this agent may serve at this station: what the station supports and the agent is specialised in; an agent
 * without specialisations serves whatever his station does (SPEC CALL-2).
 */
export function servicesAt(station: Station, agent: Agent, services: readonly Service[]): ReadonlySet<ServiceId> {
  const learnt = (id: ServiceId) => agent.services.length === 0 || agent.services.includes(id)
  const usable = services.filter(({ id, active }) => active && station.services.includes(id) && learnt(id))
  return new Set(usable.map(service => service.id))
}

/** The tickets that will be called before this one. */
export function aheadOf(tickets: Iterable<Ticket>, id: TicketId): WaitingTicket[] {
  const all = [...tickets]
  const ticket = all.find(
    (candidate): candidate is WaitingTicket => candidate.id === id && candidate.state === 'waiting',
  )
  if (!ticket) return []
  return all.filter((other): other is WaitingTicket => other.state === 'waiting' && inCallOrder(other, ticket) < 0)
}
