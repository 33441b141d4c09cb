import type { EventType, QueueEvent } from '@/lib/domain/events'
import {
  type DeviceId,
  type EventId,
  eventId,
  eventIdParts,
  type InstantMs,
  type ServiceDay,
  type TicketId,
} from '@/lib/domain/ids'
import { wireEpochOf } from '@/lib/domain/service-day'
import { issuerOf, numberOf } from '@/lib/domain/ticket-number'
import {
  type FieldKind,
  HOLDS,
  isCount,
  isIndex,
  isInt,
  isRowId,
  isTellableTime,
  LONG_EVENT_ID,
  LONG_TICKET,
} from './event-fields'

/** One event in a log: a flat tuple of primitives. Layout: `HEAD`, then ticket and basedOn if it is of a ticket, then its fields. */
export type WireValue = number | string | null
export type WireTuple = readonly WireValue[]

type Layout = {
  readonly code: number
  readonly ofTicket: boolean
  readonly fields: readonly (readonly [name: string, kind: FieldKind])[]
}

const HEAD = ['code', 'boot', 'seq', 'ms', 'counter', 'actor'] as const
/** Values of a tuple before those of its kind. */
export const EVENT_HEAD_LENGTH = HEAD.length

/**
 * The one table of the wire: type -> code and payload. A code is never reused and a field never moves; new fields are
 * appended, and of a kind that may be null, since older tuples lack them. `tests/protocol-pin.test.ts` pins its hash to PROTOCOL_VERSION.
 */
export const EVENT_LAYOUTS: Record<EventType, Layout> = {
  'day.opened.v1': { code: 1, ofTicket: false, fields: [['rules', 'int']] },
  'device.rostered.v1': {
    code: 2,
    ofTicket: false,
    fields: [
      ['subject', 'device'],
      ['surface', 'surface'],
      ['issuerDigit', 'digitOrNull'],
    ],
  },
  'staff.rostered.v1': {
    code: 3,
    ofTicket: false,
    fields: [
      ['subject', 'rowId'],
      ['role', 'role'],
    ],
  },
  'clock.corrected.v1': {
    code: 4,
    ofTicket: false,
    fields: [
      ['subject', 'device'],
      ['boot', 'int'],
      ['offsetMs', 'offset'],
    ],
  },
  'device.revoked.v1': {
    code: 5,
    ofTicket: false,
    fields: [
      ['subject', 'device'],
      ['last', 'eventIdOrNull'],
    ],
  },
  'log.sealed.v1': {
    code: 6,
    ofTicket: false,
    fields: [
      ['client', 'index'],
      ['from', 'index'],
      ['to', 'index'],
      ['previous', 'eventIdOrNull'],
      ['r', 'signatureHalf'],
      ['s', 'signatureHalf'],
    ],
  },
  'station.opened.v1': { code: 10, ofTicket: false, fields: [['station', 'rowId']] },
  'station.closed.v1': { code: 11, ofTicket: false, fields: [['station', 'rowId']] },
  'ticket.checked_in.v1': {
    code: 20,
    ofTicket: true,
    fields: [
      ['service', 'rowId'],
      ['priority', 'priority'],
      ['language', 'language'],
      ['mark', 'markOrNull'],
      ['vulnerable', 'flagOrNull'],
      ['appointmentAt', 'instantOrNull'],
      ['foretoldLowS', 'countOrNull'],
      ['foretoldMedianS', 'countOrNull'],
      ['foretoldHighS', 'countOrNull'],
      ['toldFromMinutes', 'countOrNull'],
      ['toldToMinutes', 'countOrNull'],
      ['carriedFrom', 'numberOrNull'],
    ],
  },
  'ticket.printed.v1': { code: 21, ofTicket: true, fields: [['copy', 'int']] },
  'ticket.print_failed.v1': { code: 22, ofTicket: true, fields: [['reason', 'text']] },
  'ticket.called.v1': {
    code: 30,
    ofTicket: true,
    fields: [
      ['station', 'rowId'],
      ['engine', 'countOrNull'],
      ['config', 'countOrNull'],
      ['considered', 'countOrNull'],
      ['digest', 'digestOrNull'],
      ['why', 'callReasonOrNull'],
      ['share', 'intOrNull'],
      ['runnerUp', 'ticketOrNull'],
      ['runnerUpShare', 'intOrNull'],
      ['heldByWindow', 'countOrNull'],
      ['heldElsewhere', 'countOrNull'],
      ['laneSpent', 'flagOrNull'],
      ['override', 'overrideOrNull'],
    ],
  },
  'ticket.recalled.v1': { code: 31, ofTicket: true, fields: [] },
  'ticket.service_started.v1': { code: 32, ofTicket: true, fields: [] },
  'ticket.completed.v1': { code: 33, ofTicket: true, fields: [] },
  'ticket.no_show.v1': { code: 34, ofTicket: true, fields: [] },
  'ticket.set_back.v1': { code: 35, ofTicket: true, fields: [] },
  'ticket.requeued.v1': { code: 36, ofTicket: true, fields: [] },
  'ticket.parked.v1': { code: 37, ofTicket: true, fields: [['reason', 'parkReason']] },
  'ticket.resumed.v1': { code: 38, ofTicket: true, fields: [] },
  'ticket.transferred.v1': {
    code: 39,
    ofTicket: true,
    fields: [
      ['service', 'rowId'],
      ['station', 'rowIdOrNull'],
      ['agent', 'rowIdOrNull'],
      ['step', 'countOrNull'],
    ],
  },
  'ticket.reclassified.v1': { code: 40, ofTicket: true, fields: [['service', 'rowId']] },
  'ticket.reopened.v1': { code: 41, ofTicket: true, fields: [] },
  'ticket.emergency_granted.v1': { code: 42, ofTicket: true, fields: [['reason', 'emergencyReason']] },
  'ticket.head_start_removed.v1': { code: 43, ofTicket: true, fields: [] },
  'staff.signed_in.v1': {
    code: 44,
    ofTicket: false,
    fields: [
      ['subject', 'rowId'],
      ['on', 'device'],
    ],
  },
  'reception.opened.v1': { code: 45, ofTicket: false, fields: [] },
  'reception.closed.v1': {
    code: 46,
    ofTicket: false,
    fields: [
      ['code', 'receptionCode'],
      ['carried', 'yesNoOrNull'],
    ],
  },
  'service.suspended.v1': { code: 47, ofTicket: false, fields: [['service', 'rowId']] },
  'service.resumed.v1': { code: 48, ofTicket: false, fields: [['service', 'rowId']] },
  'kiosk.paused.v1': { code: 49, ofTicket: false, fields: [['subject', 'device']] },
  'kiosk.resumed.v1': { code: 50, ofTicket: false, fields: [['subject', 'device']] },
  'ticket.closed.v1': {
    code: 51,
    ofTicket: true,
    fields: [
      ['code', 'closingCode'],
      ['carried', 'flagOrNull'],
    ],
  },
  'alert.acknowledged.v1': { code: 52, ofTicket: false, fields: [['alert', 'alertName']] },
  'ticket.undone.v1': { code: 53, ofTicket: true, fields: [] },
  'ticket.remarked.v1': { code: 54, ofTicket: true, fields: [['remark', 'remark']] },
  'ticket.time_flagged.v1': { code: 55, ofTicket: true, fields: [] },
  'station.break_started.v1': {
    code: 56,
    ofTicket: false,
    fields: [
      ['station', 'rowId'],
      ['reason', 'breakReason'],
    ],
  },
  'station.break_ended.v1': { code: 57, ofTicket: false, fields: [['station', 'rowId']] },
  'station.walk_in_started.v1': {
    code: 58,
    ofTicket: false,
    fields: [
      ['station', 'rowId'],
      ['service', 'rowId'],
      ['reason', 'walkInReason'],
    ],
  },
  'station.walk_in_ended.v1': { code: 59, ofTicket: false, fields: [['station', 'rowId']] },
  'advice.followed.v1': {
    code: 60,
    ofTicket: false,
    fields: [
      ['change', 'advisedChange'],
      ['subject', 'rowIdOrNull'],
      ['service', 'rowIdOrNull'],
    ],
  },
}

const TYPES_BY_CODE = new Map(
  // reason: Object.entries forgets that the keys of a Record<EventType, ...> are EventTypes
  (Object.entries(EVENT_LAYOUTS) as [EventType, Layout][]).map(([type, layout]) => [layout.code, { type, layout }]),
)

/** A tuple has at most this many values: room for fields that newer programs append. */
export const TUPLE_LENGTH_MAX = 32

export type Decoded =
  | { readonly kind: 'event'; readonly event: QueueEvent }
  /** Written by a newer program, or not by one of ours: kept in the log, ignored by the fold. */
  | { readonly kind: 'unknown' }

/** Where a tuple stands: it does not repeat what its log and day already say. */
export type LogPlace = { readonly device: DeviceId; readonly day: ServiceDay }

export function encodeEvent(event: QueueEvent, day: ServiceDay): WireTuple {
  const { code, ofTicket, fields } = EVENT_LAYOUTS[event.type]
  const { device, boot, seq } = eventIdParts(event.id)
  const tuple: WireValue[] = [code, boot, seq, event.h[0] - wireEpochOf(day), event.h[1], event.actor]
  if (ofTicket && 'ticket' in event) {
    tuple.push(
      shortTicket(event.ticket, device),
      event.basedOn === null ? null : shortEventId(event.basedOn, device, boot),
    )
  }
  // reason: the table names fields of this very type, which the round-trip property checks for every type
  const payload = event as unknown as Record<string, WireValue>
  const held = tuple.length
  // A 0 without its sign: the guard takes no -0, which the JSON that a seal signs cannot tell from 0.
  for (const [name] of fields) tuple.push(payload[name] === 0 ? 0 : (payload[name] ?? null))
  // What is null at the end is left out: a field that is missing reads as null.
  while (tuple.length > held && tuple.at(-1) === null) tuple.pop()
  return tuple
}

/** Total: whatever stands in a log comes back as an event or as unknown, in about a microsecond. */
export function decodeEvent(tuple: unknown, place: LogPlace): Decoded {
  return logDecoder(place)(tuple)
}

/** Decodes the tuples of one log, as `decodeEvent` does, and works out once what they share. */
export function logDecoder({ device, day }: LogPlace): (tuple: unknown) => Decoded {
  const log: Log = { device, epoch: wireEpochOf(day), idOf: idsOf(device) }
  return tuple => decodeTuple(tuple, log)
}

type IdOf = (boot: number, seq: number) => EventId
type Log = { readonly device: DeviceId; readonly epoch: InstantMs; readonly idOf: IdOf }

/** Makes each id of a boot once: an event then holds the very text of what it is based on, which a day has 15,000 of. */
function idsOf(device: DeviceId): IdOf {
  let bootOfIds = -1
  let ids = new Map<number, EventId>()
  return (boot, seq) => {
    if (boot !== bootOfIds) {
      bootOfIds = boot
      ids = new Map()
    }
    let id = ids.get(seq)
    if (id === undefined) {
      id = eventId(device, boot, seq)
      ids.set(seq, id)
    }
    return id
  }
}

function decodeTuple(tuple: unknown, { device, epoch, idOf }: Log): Decoded {
  if (!Array.isArray(tuple)) return UNKNOWN
  const values: readonly unknown[] = tuple
  const [code, boot, seq, ms, counter, actor] = values
  const known = isInt(code) ? TYPES_BY_CODE.get(code) : undefined
  if (!known || !isIndex(boot) || !isCount(seq) || !isInt(ms) || !isCount(counter)) return UNKNOWN
  if (actor !== null && !isRowId(actor)) return UNKNOWN
  const physicalMs = epoch + ms
  if (!isTellableTime(physicalMs)) return UNKNOWN
  const { type, layout } = known
  const h = [physicalMs, counter]
  let event: Record<string, unknown>
  let position = HEAD.length
  if (layout.ofTicket) {
    const ticket = longTicket(values[position++], device)
    const parent = values[position++]
    const basedOn = isIndex(parent) ? idOf(boot, parent) : foreignIdOrNull(parent)
    if (ticket === undefined || basedOn === undefined) return UNKNOWN
    event = { v: 1, id: idOf(boot, seq), h, device, actor, type, ticket, basedOn }
  } else {
    event = { v: 1, id: idOf(boot, seq), h, device, actor, type }
  }
  for (const [name, kind] of layout.fields) {
    // An older program's tuple ends before a field that was appended later: that field is null.
    const value = values[position++] ?? null
    if (!HOLDS[kind](value)) return UNKNOWN
    event[name] = value
  }
  // reason: every field was checked against the table just above, and HOLDS against the zod union by a property
  return { kind: 'event', event: event as unknown as QueueEvent }
}

const UNKNOWN: Decoded = { kind: 'unknown' }

const SHORT_TICKET = /^[A-HJ-NPRT-Y]\d\d{2,}$/

/** A device's own tickets go by their number alone. */
function shortTicket(ticket: TicketId, device: DeviceId): string {
  return issuerOf(ticket) === device ? numberOf(ticket) : ticket
}

function longTicket(text: unknown, device: DeviceId): TicketId | undefined {
  if (typeof text !== 'string') return undefined
  // reason: each branch has just matched the pattern of a TicketId
  if (SHORT_TICKET.test(text)) return `${text}.${device}` as TicketId
  return LONG_TICKET.test(text) ? (text as TicketId) : undefined // reason: as above
}

/** An event of the same boot of the same device goes by its sequence number alone. */
function shortEventId(id: EventId, device: DeviceId, boot: number): WireValue {
  const parts = eventIdParts(id)
  return parts.device === device && parts.boot === boot ? parts.seq : id
}

function foreignIdOrNull(value: unknown): EventId | null | undefined {
  if (value === null) return null
  // reason: it has just matched the pattern of an EventId
  return typeof value === 'string' && LONG_EVENT_ID.test(value) ? (value as EventId) : undefined
}
