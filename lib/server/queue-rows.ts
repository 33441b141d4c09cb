import { z } from 'zod'
import { NOTHING_TOLD, QueueEvent, TO_ANYBODY, UNEXPLAINED } from '@/lib/domain/events'
import { type CenterId, type EventId, eventIdParts, type ServiceDay, type TicketId } from '@/lib/domain/ids'
import type { Ticket, TicketState } from '@/lib/domain/ticket'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import { isoTime } from './iso-time'

/** The queue of a center on a service day, as its rows name it. */
export type DayOfCenter = { readonly center: CenterId; readonly day: ServiceDay }

/** The seed's words for the states of a ticket. */
const STATUS: Record<TicketState, string> = {
  waiting: 'waiting',
  called: 'called',
  serving: 'in_progress',
  completed: 'completed',
  no_show: 'no_show',
  parked: 'parked',
  closed: 'cancelled',
  duplicate: 'duplicate',
}

/** A folded ticket as its row in `queue_entries`. Equal tickets give equal rows, whatever led to them. */
export function entryRow({ center, day }: DayOfCenter, head: number, ticket: Ticket) {
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
    estimated_wait_time: wholeMinutes(ticket.checkIn.foretoldMedianS),
    language: ticket.language,
    print_state: ticket.print,
    duplicate_of: ticket.state === 'duplicate' ? ticket.of : null,
    closing_code: closingCodeOf(ticket),
    head,
  }
}

/** Why it ended; null while it lives, or lives on as another one. */
function closingCodeOf(ticket: Ticket): string | null {
  if (ticket.state === 'closed') return ticket.code
  if (ticket.state === 'completed') return 'served'
  return ticket.state === 'no_show' ? 'no_show' : null
}

function wholeMinutes(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds / 60)
}

/** An event as its row in `queue_event`, without where and when the database took it in. */
export function eventRow(event: QueueEvent) {
  const fields: QueueEvent & { readonly ticket?: TicketId; readonly basedOn?: EventId | null } = event
  const { id, h, device, actor, type, v: _version, ticket = null, basedOn = null, ...payload } = fields
  const { boot, seq } = eventIdParts(id)
  const [hMs, hCounter] = h
  return {
    id,
    device,
    boot,
    seq,
    actor,
    type,
    ticket_id: ticket,
    based_on: basedOn,
    at: isoTime(hMs),
    h_ms: hMs,
    h_counter: hCounter,
    payload: withoutNulls(payload, LATER_FIELDS[type] ?? []),
  }
}

/** Fields that came after the first version. A null in them says nothing: a row of before stays as it was stored. */
const LATER_FIELDS: { readonly [type in QueueEvent['type']]?: readonly string[] } = {
  'ticket.called.v1': Object.keys(UNEXPLAINED),
  'ticket.checked_in.v1': Object.keys(NOTHING_TOLD),
  'ticket.transferred.v1': Object.keys(TO_ANYBODY),
}

function withoutNulls(payload: object, names: readonly string[]): object {
  if (names.length === 0) return payload
  return Object.fromEntries(Object.entries(payload).filter(([name, value]) => value !== null || !names.includes(name)))
}

const StoredEvent = z.object({
  id: z.string(),
  device: z.string(),
  actor: z.number().nullable(),
  type: z.string(),
  ticket_id: z.string().nullable(),
  based_on: z.string().nullable(),
  h_ms: z.number(),
  h_counter: z.number(),
  payload: z.record(z.string(), z.unknown()),
})

/** A row of `queue_event` that no program of ours has written like this. */
export class DamagedEvent extends Error {
  override readonly name = 'DamagedEvent'

  constructor(readonly id: string) {
    super(`the row of event ${id} in queue_event is damaged`)
  }
}

/**
 * A row of `queue_event` as the event that was stored: the other way of `eventRow`. Null for a type that this program does not know.
 * @throws DamagedEvent
 */
export function eventOfRow(row: unknown): QueueEvent | null {
  const stored = StoredEvent.safeParse(row)
  if (!stored.success) throw new DamagedEvent(idOf(row))
  const {
    id,
    device,
    actor,
    type,
    ticket_id: ticket,
    based_on: basedOn,
    h_ms: ms,
    h_counter: counter,
    payload,
  } = stored.data
  if (!Object.hasOwn(EVENT_LAYOUTS, type)) return null
  const ofTicket = ticket === null ? {} : { ticket, basedOn }
  const event = QueueEvent.safeParse({ ...payload, ...ofTicket, v: 1, id, h: [ms, counter], device, actor, type })
  if (!event.success) throw new DamagedEvent(id)
  return event.data
}

function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : 'without an id'
}
