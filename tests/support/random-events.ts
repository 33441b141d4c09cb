import fc from 'fast-check'
import {
  AdvisedChange,
  BreakReason,
  CallReason,
  ClosingCode,
  EmergencyReason,
  OverrideReason,
  ParkReason,
  type QueueEvent,
  ReceptionCode,
  Remark,
  WalkInReason,
} from '@/lib/domain/events'
import { AgentId, CodeMark, DeviceId, eventId, ServiceId, StationId, TicketId, TicketNumber } from '@/lib/domain/ids'
import type { WireValue } from '@/lib/protocol/event-codec'
import { TEXT_LENGTH_MAX, TIME_MS_MAX } from '@/lib/protocol/event-fields'
import { MORNING } from './day'

const index = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const rowId = fc.integer({ min: 1, max: 2 ** 31 - 1 })
const deviceId = fc.stringMatching(/^[a-z0-9]{6}$/).map(text => DeviceId.parse(text))
const station = rowId.map(id => StationId.parse(id))
const staffRole = fc.constantFrom('agent' as const, 'supervisor' as const)

const anyEventId = fc.tuple(deviceId, index, index).map(parts => eventId(...parts))
const signatureHalf = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/)

const stamp = fc.record({
  device: deviceId,
  boot: index,
  seq: index,
  h: fc.tuple(fc.integer({ min: MORNING - 1e10, max: MORNING + 1e10 }), index),
  actor: fc.option(rowId.map(id => AgentId.parse(id))),
})

const ofTicket = fc.record({
  number: fc.stringMatching(/^[A-HJ-NPRT-Y]\d{3,5}$/),
  /** Null: the event's own device. */
  issuer: fc.option(deviceId),
  /** A number: an event of the same boot of the same device. */
  basedOn: fc.option(fc.oneof(index, fc.tuple(deviceId, index, index))),
})

const payload = fc.oneof(
  fc.record({ type: fc.constant('day.opened.v1' as const), rules: index }),
  fc.record({
    type: fc.constant('device.rostered.v1' as const),
    subject: deviceId,
    surface: fc.constantFrom('kiosk' as const, 'agent' as const, 'display' as const),
    issuerDigit: fc.option(fc.integer({ min: 0, max: 9 })),
  }),
  fc.record({
    type: fc.constant('staff.rostered.v1' as const),
    subject: rowId.map(id => AgentId.parse(id)),
    role: staffRole,
  }),
  fc.record({
    type: fc.constant('clock.corrected.v1' as const),
    subject: deviceId,
    boot: index,
    offsetMs: fc.integer({ min: -1e10, max: 1e10 }),
  }),
  fc.record({ type: fc.constantFrom('station.opened.v1' as const, 'station.closed.v1' as const), station }),
  fc.record({
    type: fc.constant('station.break_started.v1' as const),
    station,
    reason: fc.constantFrom(...BreakReason.options),
  }),
  fc.record({ type: fc.constantFrom('station.break_ended.v1' as const, 'station.walk_in_ended.v1' as const), station }),
  fc.record({
    type: fc.constant('station.walk_in_started.v1' as const),
    station,
    service: rowId.map(id => ServiceId.parse(id)),
    reason: fc.constantFrom(...WalkInReason.options),
  }),
  fc.record({ type: fc.constant('device.revoked.v1' as const), subject: deviceId, last: fc.option(anyEventId) }),
  fc.record({
    type: fc.constant('staff.signed_in.v1' as const),
    subject: rowId.map(id => AgentId.parse(id)),
    on: deviceId,
  }),
  fc.record({ type: fc.constant('reception.opened.v1' as const) }),
  fc.record({
    type: fc.constant('reception.closed.v1' as const),
    code: fc.constantFrom(...ReceptionCode.options),
    carried: fc.constantFrom(1, 0, null),
  }),
  fc.record({
    type: fc.constantFrom('service.suspended.v1' as const, 'service.resumed.v1' as const),
    service: rowId.map(id => ServiceId.parse(id)),
  }),
  fc.record({ type: fc.constantFrom('kiosk.paused.v1' as const, 'kiosk.resumed.v1' as const), subject: deviceId }),
  fc.record({
    type: fc.constant('alert.acknowledged.v1' as const),
    alert: fc.stringMatching(/^[a-z_]{1,23}(:[\w.-]{1,40})?$/),
  }),
  fc.record({
    type: fc.constant('advice.followed.v1' as const),
    change: fc.constantFrom(...AdvisedChange.options),
    subject: fc.option(rowId.map(id => AgentId.parse(id))),
    service: fc.option(rowId.map(id => ServiceId.parse(id))),
  }),
  fc.record({
    type: fc.constant('log.sealed.v1' as const),
    client: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    from: index,
    to: index,
    previous: fc.option(anyEventId),
    r: signatureHalf,
    s: signatureHalf,
  }),
)

const flag = fc.option(fc.constant(1 as const))
const count = fc.option(index)
const ticketId = fc
  .tuple(fc.stringMatching(/^[A-HJ-NPRT-Y]\d{3,5}$/), deviceId)
  .map(([number, device]) => TicketId.parse(`${number}.${device}`))

const ticketPayload = fc.oneof(
  fc.record({
    type: fc.constant('ticket.checked_in.v1' as const),
    service: rowId.map(id => ServiceId.parse(id)),
    priority: fc.integer({ min: 1, max: 6 }),
    language: fc.constantFrom('fr' as const, 'en' as const),
    mark: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{11}$/).map(text => CodeMark.parse(text))),
    vulnerable: flag,
    appointmentAt: fc.option(fc.integer({ min: 0, max: TIME_MS_MAX })),
    foretoldLowS: count,
    foretoldMedianS: count,
    foretoldHighS: count,
    toldFromMinutes: count,
    toldToMinutes: count,
    carriedFrom: fc.option(fc.stringMatching(/^[A-HJ-NPRT-Y]\d{3,5}$/).map(text => TicketNumber.parse(text))),
  }),
  fc.record({ type: fc.constant('ticket.printed.v1' as const), copy: index }),
  fc.record({
    type: fc.constant('ticket.print_failed.v1' as const),
    reason: fc.string({ maxLength: TEXT_LENGTH_MAX, unit: 'grapheme-ascii' }),
  }),
  fc.record({
    type: fc.constant('ticket.called.v1' as const),
    station,
    engine: count,
    config: count,
    considered: count,
    digest: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/)),
    why: fc.option(fc.constantFrom(...CallReason.options)),
    share: fc.option(fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 })),
    runnerUp: fc.option(ticketId),
    runnerUpShare: count,
    heldByWindow: count,
    heldElsewhere: count,
    laneSpent: flag,
    override: fc.option(fc.constantFrom(...OverrideReason.options)),
  }),
  fc.record({ type: fc.constantFrom('ticket.recalled.v1' as const, 'ticket.service_started.v1' as const) }),
  fc.record({ type: fc.constantFrom('ticket.completed.v1' as const, 'ticket.no_show.v1' as const) }),
  fc.record({
    type: fc.constantFrom(
      ...(['ticket.set_back.v1', 'ticket.requeued.v1', 'ticket.resumed.v1'] as const),
      ...(['ticket.reopened.v1', 'ticket.head_start_removed.v1', 'ticket.undone.v1'] as const),
    ),
  }),
  fc.record({
    type: fc.constant('ticket.reclassified.v1' as const),
    service: rowId.map(id => ServiceId.parse(id)),
  }),
  fc.record({
    type: fc.constant('ticket.transferred.v1' as const),
    service: rowId.map(id => ServiceId.parse(id)),
    station: fc.option(station),
    agent: fc.option(rowId.map(id => AgentId.parse(id))),
    step: count,
  }),
  fc.record({ type: fc.constant('ticket.remarked.v1' as const), remark: fc.constantFrom(...Remark.options) }),
  fc.record({ type: fc.constant('ticket.time_flagged.v1' as const) }),
  fc.record({ type: fc.constant('ticket.parked.v1' as const), reason: fc.constantFrom(...ParkReason.options) }),
  fc.record({
    type: fc.constant('ticket.closed.v1' as const),
    code: fc.constantFrom(...ClosingCode.options),
    carried: flag,
  }),
  fc.record({
    type: fc.constant('ticket.emergency_granted.v1' as const),
    reason: fc.constantFrom(...EmergencyReason.options),
  }),
)

/** Any event that a program of ours may write, of any type. */
export const anyEvent: fc.Arbitrary<QueueEvent> = fc.oneof(
  fc.tuple(stamp, payload).map(([by, what]): QueueEvent => ({ ...headOf(by), ...what })),
  fc.tuple(stamp, ofTicket, ticketPayload).map(([by, { number, issuer, basedOn }, what]): QueueEvent => {
    const ticket = TicketId.parse(`${number}.${issuer ?? by.device}`)
    const parent = typeof basedOn === 'number' ? eventId(by.device, by.boot, basedOn) : basedOn && eventId(...basedOn)
    return { ...headOf(by), ticket, basedOn: parent, ...what }
  }),
)

function headOf({ device, boot, seq, h, actor }: typeof stamp extends fc.Arbitrary<infer Stamp> ? Stamp : never) {
  return { v: 1 as const, id: eventId(device, boot, seq), h, device, actor }
}

/** What a wire can carry in one place of a tuple, honest or not. */
export const anyWireValue: fc.Arbitrary<WireValue> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -5, max: 40 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.string({ maxLength: 20 }),
  deviceId,
  fc.constantFrom(
    'A101',
    'A101.k3f9xq',
    'k3f9xq.1.2',
    'k3f9xq.01.99999999999999999999',
    'fr',
    'kiosk',
    'agent',
    'Ab0_-Ab0_-A',
  ),
)
