import type { InstantMs } from '@/lib/domain/ids'
import type { Ticket, TicketState } from '@/lib/domain/ticket'
import type { DocumentKey } from './journal'

/** The seed's words for the states of a ticket. */
const STATUS: Record<TicketState, string> = {
  waiting: 'waiting',
  called: 'called',
  serving: 'in_progress',
  completed: 'completed',
  no_show: 'no_show',
  duplicate: 'duplicate',
}

/** A folded ticket as its row in `queue_entries`. Equal tickets give equal rows, whatever led to them. */
export function entryRow({ center, day }: DocumentKey, head: number, ticket: Ticket) {
  return {
    center_id: center,
    service_day: day,
    ticket_id: ticket.id,
    ticket_number: ticket.number,
    service_type_id: ticket.service,
    assigned_agent_id: 'agent' in ticket ? ticket.agent : null,
    assigned_station_id: 'station' in ticket ? ticket.station : null,
    priority_level: ticket.priority,
    status: STATUS[ticket.state],
    check_in_time: isoTime(ticket.checkedInAt),
    called_time: 'firstCalledAt' in ticket ? isoTime(ticket.firstCalledAt) : null,
    service_start_time: 'startedAt' in ticket ? isoTime(ticket.startedAt) : null,
    service_end_time: 'closedAt' in ticket ? isoTime(ticket.closedAt) : null,
    language: ticket.language,
    print_state: ticket.print,
    duplicate_of: ticket.state === 'duplicate' ? ticket.of : null,
    head,
  }
}

function isoTime(instant: InstantMs): string {
  return new Date(instant).toISOString()
}
