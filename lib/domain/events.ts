import * as z from 'zod/mini'
import { Priority, StaffRole } from './catalogue'
import {
  AgentId,
  CodeMark,
  DeviceId,
  EventId,
  Language,
  ServiceId,
  StationId,
  Surface,
  TicketId,
  TicketNumber,
} from './ids'

/** Why a ticket is parked: the citizen fetches something, or the center is not ready for him. */
export const ParkReason = z.enum(['errand', 'center'])
export type ParkReason = z.infer<typeof ParkReason>

/** What an emergency was granted on. Never what the emergency is: that is nobody's business but the agent's. */
export const EmergencyReason = z.enum(['proof_seen', 'supervisor', 'other'])
export type EmergencyReason = z.infer<typeof EmergencyReason>

/** Why somebody was called out of order, by a person who answers for it. */
export const OverrideReason = z.enum(['citizen_returned', 'cannot_wait', 'supervisor', 'other'])
export type OverrideReason = z.infer<typeof OverrideReason>

/**
 * What an agent notes on a ticket for the next one: never free text, in which a name would stand one day. Every display
 * holds it.
 */
export const Remark = z.enum(['document_missing', 'must_come_back', 'wrong_center', 'needs_supervisor', 'other'])
export type Remark = z.infer<typeof Remark>

/** What decided a call (`Reason` of the engine has the numbers). */
export const CallReason = z.enum(['emergency_lane', 'promise_used', 'discipline_order', 'foreign_tail'])
export type CallReason = z.infer<typeof CallReason>

/** Why an agent calls nobody for a while. */
export const BreakReason = z.enum(['meal', 'rest', 'other_duty', 'equipment'])
export type BreakReason = z.infer<typeof BreakReason>

/** Why somebody is served who has no ticket. */
export const WalkInReason = z.enum(['question', 'kiosk_down', 'supervisor', 'other'])
export type WalkInReason = z.infer<typeof WalkInReason>

/** Why a ticket was closed without service. */
export const ClosingCode = z.enum(['left_by_citizen', 'removed_by_staff', 'void_misprint', 'closed_by_day_end'])
export type ClosingCode = z.infer<typeof ClosingCode>

/** A change of who does what, as the engine advises it. */
export const AdvisedChange = z.enum(['add_service', 'recall_from_break', 'open_station'])
export type AdvisedChange = z.infer<typeof AdvisedChange>

/** Who closed the reception: a person, or the server when everybody had gone home. */
export const ReceptionCode = z.enum(['by_staff', 'forgotten'])
export type ReceptionCode = z.infer<typeof ReceptionCode>

/** An alert by its kind and what it is about, e.g. `out_of_reach:3`. As long as a text of the wire may be. */
export const AlertName = z.string().check(z.regex(/^(?=.{1,64}$)[a-z_]{1,40}(:[\w.-]{1,40})?$/))
export type AlertName = z.infer<typeof AlertName>

/** A field that came after the first version: null in what an older program wrote, or stored. */
function later<Schema extends z.core.$ZodType>(schema: Schema) {
  return z._default(z.nullable(schema), null)
}
const Flag = later(z.literal(1))
const YesNo = later(z.literal([1, 0]))
const Count = later(z.int())

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
  /** Its agent calls nobody until the break ends; the station stays his. */
  z.object({ ...stamp, type: z.literal('station.break_started.v1'), station: StationId, reason: BreakReason }),
  z.object({ ...stamp, type: z.literal('station.break_ended.v1'), station: StationId }),
  /** Somebody is served there who has no ticket. He is in no queue; what is left of him is that the agent was busy, and why. */
  z.object({
    ...stamp,
    type: z.literal('station.walk_in_started.v1'),
    station: StationId,
    service: ServiceId,
    reason: WalkInReason,
  }),
  z.object({ ...stamp, type: z.literal('station.walk_in_ended.v1'), station: StationId }),

  /** A person has proven on a device who he is. */
  z.object({ ...stamp, type: z.literal('staff.signed_in.v1'), subject: AgentId, on: DeviceId }),
  /** By hand. A day that nobody opens works as well. */
  z.object({ ...stamp, type: z.literal('reception.opened.v1') }),
  /** `carried`: whether who was not served is carried over, also who is known of later. Null when nobody has chosen. */
  z.object({ ...stamp, type: z.literal('reception.closed.v1'), code: ReceptionCode, carried: YesNo }),
  /** Nobody gets a ticket for it any more; who waits for it is served. */
  z.object({ ...stamp, type: z.literal('service.suspended.v1'), service: ServiceId }),
  z.object({ ...stamp, type: z.literal('service.resumed.v1'), service: ServiceId }),
  z.object({ ...stamp, type: z.literal('kiosk.paused.v1'), subject: DeviceId }),
  z.object({ ...stamp, type: z.literal('kiosk.resumed.v1'), subject: DeviceId }),
  z.object({ ...stamp, type: z.literal('alert.acknowledged.v1'), alert: AlertName }),
  /** A supervisor has done what was advised: `subject` got a service more or is back, or a station more was opened. */
  z.object({
    ...stamp,
    type: z.literal('advice.followed.v1'),
    change: AdvisedChange,
    subject: z.nullable(AgentId),
    service: z.nullable(ServiceId),
  }),

  z.object({
    ...ofTicket,
    type: z.literal('ticket.checked_in.v1'),
    service: ServiceId,
    priority: Priority,
    language: Language,
    /** Null when the kiosk had no key for the day: duplicates are then found at the station. */
    mark: z.nullable(CodeMark),
    /** He asked for the head start of the vulnerable. Why is nobody's business; staff see him, and may take it back. */
    vulnerable: Flag,
    /** Of an appointment that was kept, in milliseconds since the epoch. */
    appointmentAt: Count,
    /** The wait that the rollouts foretold, in seconds, before it was calibrated; null when it was unknown. */
    foretoldLowS: Count,
    foretoldMedianS: Count,
    foretoldHighS: Count,
    /** The range that he was told, in minutes. */
    toldFromMinutes: Count,
    toldToMinutes: Count,
    /** His ticket of the day before, which closed before it was his turn. `appointmentAt` is then today's opening. */
    carriedFrom: later(TicketNumber),
  }),
  /** `copy` 1 is the ticket itself; from 2 on the paper says DUPLICATA. */
  z.object({ ...ofTicket, type: z.literal('ticket.printed.v1'), copy: z.int() }),
  z.object({ ...ofTicket, type: z.literal('ticket.print_failed.v1'), reason: z.string() }),

  /** A call, and why it was this ticket: enough to replay the decision. All null when an older program called. */
  z.object({
    ...ofTicket,
    type: z.literal('ticket.called.v1'),
    station: StationId,
    /** The versions of the engine and of the center's queue rules. */
    engine: Count,
    config: Count,
    /** How many tickets the agent could have been given, and the digest of them. */
    considered: Count,
    digest: later(z.string().check(z.regex(/^[0-9a-f]{16}$/))),
    why: later(CallReason),
    /** Of the promised wait, in percent. */
    share: Count,
    runnerUp: later(TicketId),
    runnerUpShare: Count,
    /** Candidates that the fairness window held back, and those that belong to agents out of reach. */
    heldByWindow: Count,
    heldElsewhere: Count,
    /** An emergency waited, and this agent had had as many in a row as he may. */
    laneSpent: Flag,
    /** Not the engine's choice but a person's. */
    override: later(OverrideReason),
  }),
  z.object({ ...ofTicket, type: z.literal('ticket.recalled.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.service_started.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.completed.v1') }),
  /** He did not come, for the last time: the ticket is closed. */
  z.object({ ...ofTicket, type: z.literal('ticket.no_show.v1') }),
  /** He did not come, but may be called again a little later. */
  z.object({ ...ofTicket, type: z.literal('ticket.set_back.v1') }),
  /** Back to where he stood: the agent cannot take him now. */
  z.object({ ...ofTicket, type: z.literal('ticket.requeued.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.parked.v1'), reason: ParkReason }),
  z.object({ ...ofTicket, type: z.literal('ticket.resumed.v1') }),
  z.object({
    ...ofTicket,
    type: z.literal('ticket.transferred.v1'),
    service: ServiceId,
    /** To whoever is at this station, or to this agent wherever he is; null: to anybody who serves it. */
    station: later(StationId),
    agent: later(AgentId),
    /** The step of his visit that comes next, from 0; null in another service, which begins at its first. */
    step: Count,
  }),
  /** His service turned out to be another one. */
  z.object({ ...ofTicket, type: z.literal('ticket.reclassified.v1'), service: ServiceId }),
  /**
   * Its author takes back the move that it is based on: the ticket is as before. A call, an absence, an end or a transfer,
   * within seconds, and only while nobody has gone on from there.
   */
  z.object({ ...ofTicket, type: z.literal('ticket.undone.v1') }),
  /** He came back after his ticket had been closed as a no-show. */
  z.object({ ...ofTicket, type: z.literal('ticket.reopened.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.emergency_granted.v1'), reason: EmergencyReason }),
  z.object({ ...ofTicket, type: z.literal('ticket.head_start_removed.v1') }),
  z.object({ ...ofTicket, type: z.literal('ticket.remarked.v1'), remark: Remark }),
  /** Somebody forgot to press a button: nothing is learnt from its times, and no figure counts them. */
  z.object({ ...ofTicket, type: z.literal('ticket.time_flagged.v1') }),
  /** Closed without service. `carried`: the queue of the next day takes him over, under another number. */
  z.object({ ...ofTicket, type: z.literal('ticket.closed.v1'), code: ClosingCode, carried: Flag }),
])
export type QueueEvent = z.infer<typeof QueueEvent>
export type EventType = QueueEvent['type']

export type TicketEvent = Extract<QueueEvent, { ticket: TicketId }>
export type StationEvent = Extract<QueueEvent, { station: StationId; type: `station.${string}` }>
export type LogSealed = Extract<QueueEvent, { type: 'log.sealed.v1' }>
export type CheckedIn = Extract<QueueEvent, { type: 'ticket.checked_in.v1' }>
export type Called = Extract<QueueEvent, { type: 'ticket.called.v1' }>

/** An event before its author's log has stamped it. Written out per kind, so that the union stays a union. */
export type EventDraft = QueueEvent extends infer Event
  ? Event extends QueueEvent
    ? Omit<Event, 'v' | 'id' | 'h' | 'device'>
    : never
  : never

/** A call of which nothing is known but that it was made. */
export const UNEXPLAINED = {
  engine: null,
  config: null,
  considered: null,
  digest: null,
  why: null,
  share: null,
  runnerUp: null,
  runnerUpShare: null,
  heldByWindow: null,
  heldElsewhere: null,
  laneSpent: null,
  override: null,
} as const satisfies Partial<Called>

/** A transfer to whoever serves the service, at its first step. */
export const TO_ANYBODY = { station: null, agent: null, step: null } as const

/** A check-in of today without a head start or an appointment, of somebody who was told nothing of his wait. */
export const NOTHING_TOLD = {
  vulnerable: null,
  appointmentAt: null,
  foretoldLowS: null,
  foretoldMedianS: null,
  foretoldHighS: null,
  toldFromMinutes: null,
  toldToMinutes: null,
  carriedFrom: null,
} as const satisfies Partial<CheckedIn>

export function isStationEvent(event: QueueEvent): event is StationEvent {
  return event.type.startsWith('station.')
}

export function isTicketEvent(event: QueueEvent): event is TicketEvent {
  return 'ticket' in event
}
