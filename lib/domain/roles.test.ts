import { expect, test } from 'vitest'
import { day, kiosk, MORNING, markOf, queueOf, SERVICES, tablet, ticketOf } from '@/tests/support/day'
import type { StaffRole } from './catalogue'
import { type EventType, NOTHING_TOLD, type QueueEvent, TO_ANYBODY, UNEXPLAINED } from './events'
import { AgentId, DeviceId, type EventId, eventId, SERVER_DEVICE, StationId, TicketId } from './ids'
import { AUTHORS, mayCount, type Roster } from './roles'

const AUTHOR = { kiosk: kiosk(1), agent: tablet(1), display: DeviceId.parse('displ1'), server: SERVER_DEVICE } as const
type AuthorName = keyof typeof AUTHOR

const BEFORE: Roster = queueOf([]).roster
const AFTER: Roster = queueOf(day('opened').events).roster

/** One event of a type by this device, with this member of staff signed in. */
function eventOf(type: EventType, device: DeviceId, actor: number | null, ticket = ticketOf('A101')): QueueEvent {
  const by = { v: 1, id: eventId(device, 1, 1), h: [MORNING, 0], device } as const
  const stamp = { ...by, actor: actor === null ? null : AgentId.parse(actor) }
  const move = { ...stamp, ticket, basedOn: eventId(kiosk(1), 1, 1) }
  const station = StationId.parse(1)
  const events: Record<EventType, QueueEvent> = {
    'day.opened.v1': { ...stamp, type: 'day.opened.v1', rules: 1 },
    'device.rostered.v1': {
      ...stamp,
      type: 'device.rostered.v1',
      subject: device,
      surface: 'agent',
      issuerDigit: null,
    },
    'staff.rostered.v1': { ...stamp, type: 'staff.rostered.v1', subject: AgentId.parse(9), role: 'supervisor' },
    'clock.corrected.v1': { ...stamp, type: 'clock.corrected.v1', subject: device, boot: 1, offsetMs: 1 },
    'device.revoked.v1': { ...stamp, type: 'device.revoked.v1', subject: device, last: null },
    'log.sealed.v1': {
      ...{ ...stamp, type: 'log.sealed.v1', client: 7, from: 0, to: 1, previous: null },
      ...{ r: 'r'.repeat(43), s: 's'.repeat(43) },
    },
    'station.opened.v1': { ...stamp, type: 'station.opened.v1', station },
    'station.closed.v1': { ...stamp, type: 'station.closed.v1', station },
    'station.break_started.v1': { ...stamp, type: 'station.break_started.v1', station, reason: 'meal' },
    'station.break_ended.v1': { ...stamp, type: 'station.break_ended.v1', station },
    'station.walk_in_started.v1': {
      ...{ ...stamp, type: 'station.walk_in_started.v1', station, service: SERVICES.A.id, reason: 'question' },
    },
    'station.walk_in_ended.v1': { ...stamp, type: 'station.walk_in_ended.v1', station },
    'staff.signed_in.v1': { ...stamp, type: 'staff.signed_in.v1', subject: AgentId.parse(1), on: device },
    'reception.opened.v1': { ...stamp, type: 'reception.opened.v1' },
    'reception.closed.v1': { ...stamp, type: 'reception.closed.v1', code: 'by_staff', carried: 1 },
    'service.suspended.v1': { ...stamp, type: 'service.suspended.v1', service: SERVICES.A.id },
    'service.resumed.v1': { ...stamp, type: 'service.resumed.v1', service: SERVICES.A.id },
    'kiosk.paused.v1': { ...stamp, type: 'kiosk.paused.v1', subject: device },
    'kiosk.resumed.v1': { ...stamp, type: 'kiosk.resumed.v1', subject: device },
    'alert.acknowledged.v1': { ...stamp, type: 'alert.acknowledged.v1', alert: 'closing' },
    'advice.followed.v1': {
      ...{ ...stamp, type: 'advice.followed.v1', change: 'add_service' },
      ...{ subject: AgentId.parse(1), service: SERVICES.A.id },
    },
    'ticket.checked_in.v1': {
      ...{ ...stamp, type: 'ticket.checked_in.v1', ticket, basedOn: null, language: 'fr', mark: markOf('ada') },
      ...{ ...NOTHING_TOLD, service: SERVICES.A.id, priority: 4 },
    },
    'ticket.printed.v1': { ...move, type: 'ticket.printed.v1', copy: 1 },
    'ticket.print_failed.v1': { ...move, type: 'ticket.print_failed.v1', reason: 'paper_out' },
    'ticket.called.v1': { ...move, type: 'ticket.called.v1', ...UNEXPLAINED, station },
    'ticket.recalled.v1': { ...move, type: 'ticket.recalled.v1' },
    'ticket.service_started.v1': { ...move, type: 'ticket.service_started.v1' },
    'ticket.completed.v1': { ...move, type: 'ticket.completed.v1' },
    'ticket.no_show.v1': { ...move, type: 'ticket.no_show.v1' },
    'ticket.set_back.v1': { ...move, type: 'ticket.set_back.v1' },
    'ticket.requeued.v1': { ...move, type: 'ticket.requeued.v1' },
    'ticket.parked.v1': { ...move, type: 'ticket.parked.v1', reason: 'errand' },
    'ticket.resumed.v1': { ...move, type: 'ticket.resumed.v1' },
    'ticket.transferred.v1': { ...move, type: 'ticket.transferred.v1', ...TO_ANYBODY, service: SERVICES.A.id },
    'ticket.reclassified.v1': { ...move, type: 'ticket.reclassified.v1', service: SERVICES.A.id },
    'ticket.undone.v1': { ...move, type: 'ticket.undone.v1' },
    'ticket.remarked.v1': { ...move, type: 'ticket.remarked.v1', remark: 'document_missing' },
    'ticket.time_flagged.v1': { ...move, type: 'ticket.time_flagged.v1' },
    'ticket.reopened.v1': { ...move, type: 'ticket.reopened.v1' },
    'ticket.emergency_granted.v1': { ...move, type: 'ticket.emergency_granted.v1', reason: 'proof_seen' },
    'ticket.head_start_removed.v1': { ...move, type: 'ticket.head_start_removed.v1' },
    'ticket.closed.v1': { ...move, type: 'ticket.closed.v1', code: 'left_by_citizen', carried: null },
  }
  return events[type]
}

const OF_SERVER = [
  ...(['day.opened.v1', 'device.rostered.v1', 'staff.rostered.v1', 'clock.corrected.v1'] as const),
  ...(['device.revoked.v1', 'staff.signed_in.v1', 'alert.acknowledged.v1'] as const),
  ...(['reception.opened.v1', 'reception.closed.v1'] as const),
]
const OF_WRITER = ['log.sealed.v1'] as const
const OF_ISSUER = ['ticket.printed.v1', 'ticket.print_failed.v1'] as const
const OF_STATION = [
  ...(['station.opened.v1', 'ticket.called.v1', 'ticket.recalled.v1'] as const),
  ...(['ticket.service_started.v1', 'ticket.completed.v1', 'ticket.no_show.v1'] as const),
  ...(['ticket.set_back.v1', 'ticket.parked.v1', 'ticket.resumed.v1'] as const),
  ...(['ticket.reclassified.v1', 'ticket.head_start_removed.v1', 'ticket.undone.v1'] as const),
  ...(['ticket.remarked.v1', 'ticket.time_flagged.v1'] as const),
  ...(['station.break_started.v1', 'station.break_ended.v1'] as const),
  ...(['station.walk_in_started.v1', 'station.walk_in_ended.v1'] as const),
]
/** At a station, or by a supervisor at the console. */
const OF_BOTH = [
  ...(['station.closed.v1', 'ticket.requeued.v1', 'ticket.transferred.v1', 'ticket.reopened.v1'] as const),
  'ticket.emergency_granted.v1' as const,
]
const OF_SUPERVISOR = ['service.suspended.v1', 'service.resumed.v1', 'ticket.closed.v1', 'advice.followed.v1'] as const
const OF_KIOSK = ['kiosk.paused.v1', 'kiosk.resumed.v1'] as const

/** Who may say it once the roster is known. With staff: an agent of the roster is signed in. */
test.each<[string, readonly EventType[], AuthorName[], AuthorName[]]>([
  // kind           types        with staff               nobody signed in
  ['the roster', OF_SERVER, ['server'], ['server']],
  ['a seal', OF_WRITER, ['kiosk', 'agent', 'server'], ['kiosk', 'agent', 'server']],
  ['papers', OF_ISSUER, ['kiosk', 'server'], ['kiosk', 'server']],
  ['at a station', OF_STATION, ['agent'], []],
  ['there, or at the console', OF_BOTH, ['agent', 'server'], ['server']],
  ['supervision, by an agent', OF_SUPERVISOR, ['server'], ['server']],
  ['a pause of the own kiosk', OF_KIOSK, ['server'], ['kiosk', 'server']],
])('[ROLE-1] %s %j: by %j, without staff by %j', (_kind, types, withStaff, withoutStaff) => {
  for (const type of types) {
    const authors = (actor: number | null) =>
      names().filter(name => mayCount(eventOf(type, AUTHOR[name], actor), AFTER))
    expect([type, authors(1)]).toEqual([type, withStaff])
    expect([type, authors(null)]).toEqual([type, withoutStaff])
  }
})

test('[ROLE-1] every type of event stands in one row above', () => {
  const rows: readonly EventType[] = [
    ...OF_SERVER,
    ...OF_WRITER,
    ...OF_ISSUER,
    ...OF_STATION,
    ...OF_BOTH,
    ...OF_SUPERVISOR,
    ...OF_KIOSK,
  ]
  expect([...rows, 'ticket.checked_in.v1'].sort()).toEqual(Object.keys(AUTHORS).sort())
})

test.each<[string, EventType, DeviceId, number | null, boolean, boolean]>([
  // who                        says                    device                  actor  before  after the roster
  ['an unknown tablet', 'ticket.called.v1', tablet(9), 1, true, false],
  ['an unknown agent', 'ticket.called.v1', tablet(1), 9, true, false],
  ['nobody', 'ticket.called.v1', tablet(1), null, false, false],
  ['a display', 'ticket.called.v1', AUTHOR.display, 1, true, false],
  ['a display', 'ticket.printed.v1', AUTHOR.display, null, true, false],
  ['a kiosk with staff', 'ticket.called.v1', kiosk(1), 1, true, false],
  ['a kiosk', 'day.opened.v1', kiosk(1), null, false, false],
  ['the server', 'ticket.called.v1', SERVER_DEVICE, 1, false, false],
  ['the server', 'day.opened.v1', SERVER_DEVICE, null, true, true],
])('[ROLE-2] %s, %s by %s, actor %s: before %s, after %s', (_who, type, device, actor, before, after) => {
  const event = eventOf(type, device, actor)
  expect([mayCount(event, BEFORE), mayCount(event, AFTER)]).toEqual([before, after])
})

test.each<[string, DeviceId, string, boolean, boolean]>([
  // number   by         issued by          before  after the roster
  ['A101', kiosk(1), 'kiosk1', true, true],
  ['A201', kiosk(1), 'kiosk1', true, false],
  ['A101', kiosk(1), 'kiosk2', false, false],
  ['A001', SERVER_DEVICE, 'server', true, true],
  ['A101', SERVER_DEVICE, 'server', false, false],
  ['A001', kiosk(1), 'kiosk1', true, false],
  ['A101', tablet(1), 'agent1', true, false],
])(
  '[NUM-3] %s by %s, issued by %s: before %s, after %s: an issuer uses its own digit',
  (number, by, issuer, before, after) => {
    const ticket = ticketOf(number).replace(/\.\w+$/, `.${issuer}`)
    const event = eventOf('ticket.checked_in.v1', by, null, TicketId.parse(ticket))
    expect([mayCount(event, BEFORE), mayCount(event, AFTER)]).toEqual([before, after])
  },
)

test.each<[StaffRole, boolean]>([
  ['agent', true],
  ['supervisor', true],
])('[ROLE-1] a member of staff who is %s may serve: %s', (role, may) => {
  const roster: Roster = { ...AFTER, staff: new Map([[AgentId.parse(1), role]]) }
  expect(mayCount(eventOf('ticket.called.v1', tablet(1), 1), roster)).toBe(may)
})

test.each<[StaffRole, boolean]>([
  ['agent', false],
  ['supervisor', true],
])('[ROLE-4] a member of staff who is %s may supervise without a server: %s', (role, may) => {
  const roster: Roster = { ...AFTER, staff: new Map([[AgentId.parse(1), role]]) }
  for (const type of [...OF_SUPERVISOR, ...OF_KIOSK])
    expect([type, mayCount(eventOf(type, tablet(1), 1), roster)]).toEqual([type, may])
})

test.each<[string, DeviceId, DeviceId, number | null, boolean, boolean]>([
  // who pauses              which      signed in  before  after the roster
  ['a kiosk itself', kiosk(1), kiosk(1), null, true, true],
  ['a kiosk another', kiosk(1), kiosk(2), null, false, false],
  ['a tablet itself, with nobody', tablet(1), tablet(1), null, true, false],
  ['an unknown kiosk itself', DeviceId.parse('nobody'), DeviceId.parse('nobody'), null, true, false],
  ['a display itself', AUTHOR.display, AUTHOR.display, null, true, false],
  ['a supervisor a kiosk', tablet(1), kiosk(1), 9, true, true],
  ['an agent a kiosk', tablet(1), kiosk(1), 1, true, false],
])('[CORNER-5] %s: %s pauses %s, actor %s: before %s, after %s', (_who, by, subject, actor, before, after) => {
  const roster: Roster = { ...AFTER, staff: new Map([...AFTER.staff, [AgentId.parse(9), 'supervisor']]) }
  for (const type of OF_KIOSK) {
    const event = { ...eventOf(type, by, actor), subject } as QueueEvent // reason: of a type that has a subject
    expect([mayCount(event, BEFORE), mayCount(event, roster)]).toEqual([before, after])
  }
})

function names(): AuthorName[] {
  return ['kiosk', 'agent', 'display', 'server']
}

test.each<[string, EventId | null, boolean]>([
  ['the event itself', eventId(AUTHOR.kiosk, 1, 1), true],
  ['one before it', eventId(AUTHOR.kiosk, 1, 0), false],
  ['a later one', eventId(AUTHOR.kiosk, 2, 1), true],
  ['none', null, false],
])(
  '[ROLE-3] of a revoked device nothing counts that is later than the last event named: %s',
  (_what, last, expected) => {
    const roster: Roster = { ...AFTER, revoked: new Map([[AUTHOR.kiosk, last]]) }
    expect(mayCount(eventOf('ticket.printed.v1', AUTHOR.kiosk, null), roster)).toBe(expected)
  },
)
