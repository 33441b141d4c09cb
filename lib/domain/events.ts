import * as z from 'zod/mini'
import { Priority, StaffRole } from './catalogue'
import { AgentId, CodeMark, DeviceId, EventId, Language, ServiceId, StationId, Surface, TicketId } from './ids'

/** Half of an ECDSA P-256 signature: 32 bytes, base64url. */
const SignatureHalf = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** What every event carries. `h` is the hybrid time, `actor` the agent who was signed in, if any. */
const stamp = {
  v: z.literal(1),
  id: EventId,
  h: z.readonly(z.tuple([z.int(), z.int()])),
  device: DeviceId,
  actor: z.nullable(AgentId),
}

/**
 * An event of one ticket. `basedOn` is the move (check-in, call, start...) that its author had seen last: it tells
 * what followed from what happened at the same time, which no clock can.
 */
const ofTicket = { ...stamp, ticket: TicketId, basedOn: z.nullable(EventId) }

/**
 * Every fact that Guichet knows of, past tense, never changed. A new meaning is a new event; readers keep and ignore
 * what they do not know. Personal data never stands here: every display of the center holds every event.
 */
export const QueueEvent = z.discriminatedUnion('type', [
  /** First event of the server's log: pins the version of the fold's rules for the whole day. */
  z.object({ ...stamp, type: z.literal('day.opened.v1'), rules: z.int() }),
  /** The roster: what a device is, and the issuer digit it owns. A later one replaces an earlier one. */
  z.object({
    ...stamp,
    type: z.literal('device.rostered.v1'),
    subject: DeviceId,
    surface: Surface,
    issuerDigit: z.nullable(z.int()),
  }),
  z.object({ ...stamp, type: z.literal('staff.rostered.v1'), subject: AgentId, role: StaffRole }),
  /** Measured by the server: add `offsetMs` to the times that this device gave during this boot. */
  z.object({
    ...stamp,
    type: z.literal('clock.corrected.v1'),
    subject: DeviceId,
    boot: z.int(),
    offsetMs: z.int(),
  }),

  /** The center's word that a device is trusted no more. `last` is its last event that still counts; null: none of this day. */
  z.object({ ...stamp, type: z.literal('device.revoked.v1'), subject: DeviceId, last: z.nullable(EventId) }),
  /**
   * The author's signature over a part of its own log: the elements from clock `from` up to `to` of one Yjs client, and
   * which seal came before. It names the place in full, since it may be brought back to another one after a power cut.
   */
  z.object({
    ...stamp,
    type: z.literal('log.sealed.v1'),
    client: z.int(),
    from: z.int(),
    to: z.int(),
    /** The last seal of the sessions before, told by the first seal of a session only. */
    previous: z.nullable(EventId),
    r: SignatureHalf,
    s: SignatureHalf,
  }),
  z.object({ ...stamp, type: z.literal('station.opened.v1'), station: StationId }),
  z.object({ ...stamp, type: z.literal('station.closed.v1'), station: StationId }),

  z.object({
    ...ofTicket,
    type: z.literal('ticket.checked_in.v1'),
    service: ServiceId,
    priority: Priority,
    language: Language,
    /** Null when the kiosk had no key for the day: duplicates are then found at the station. */
    mark: z.nullable(CodeMark),
  }),
  /** `copy` 1 is the ticket itself; from 2 on the paper says DUPLICATA. */
  z.object({ ...ofTicket, type: z.literal('ticket.printed.v1'), copy: z.int() }),
  z.object({ ...ofTicket, type: z.literal('ticket.print_failed.v1'), reason: z.string() }),

  z.object({ ...ofTicket, type: z.literal('ticket.called.v1'), station: StationId }),
  z.object({ ...ofTicket, type: z.literal('ticket.recalled.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.service_started.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.completed.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.no_show.v1') }),
])
export type QueueEvent = z.infer<typeof QueueEvent>
export type EventType = QueueEvent['type']

export type TicketEvent = Extract<QueueEvent, { ticket: TicketId }>
export type LogSealed = Extract<QueueEvent, { type: 'log.sealed.v1' }>
export type CheckedIn = Extract<QueueEvent, { type: 'ticket.checked_in.v1' }>

/** An event before its author's log has stamped it. Written out per kind, so that the union stays a union. */
export type EventDraft = QueueEvent extends infer Event
  ? Event extends QueueEvent
    ? Omit<Event, 'v' | 'id' | 'h' | 'device'>
    : never
  : never

export function isTicketEvent(event: QueueEvent): event is TicketEvent {
  return 'ticket' in event
}
