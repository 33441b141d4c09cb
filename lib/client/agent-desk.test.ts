import { expect, test } from 'vitest'
import type { Agent, StaffRole } from '@/lib/domain/catalogue'
import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { AgentId, type DeviceId, eventId, SERVER_DEVICE } from '@/lib/domain/ids'
import { day, dayQueue, kiosk, MORNING, post, queueOf, SERVICES, tablet, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { type DeskAction, decide, ignoredWork, lostMoves, waitingFor, wrongClocks } from './agent-desk'

function lostBy(station: number, script: string): string[] {
  const queue = new QueueFold()
  queue.add(day(script).events)
  return lostMoves(queue, tablet(station)).map(({ number, station: at }) => `${number} at ${at}`)
}

test.each<[string, string[], string[], string]>([
  // day                                             told at 1        told at 2       why
  ['A101 1( 2( 1>A101', [], [], 'nobody else called'],
  ['A101 1( 2( { 1>A101 | 2>A101 }', [], ['A101 at 1'], 'the earlier call stays'],
  ['A101 1( 2( { 1>A101 | 2>A101 2+ }', ['A101 at 2'], [], 'who serves has the citizen'],
  [
    '1( { A101=ada 1>A101 | A201=ada 2( 2>A201 2+ }',
    ['A101 at 2'],
    [],
    'the same person, with another paper, is served',
  ],
])('[CONF-3] %s', (script, first, second) => {
  expect([lostBy(1, script), lostBy(2, script)]).toEqual([first, second])
})

function staff(role: StaffRole): Agent {
  const name = { employeeId: 'E1', firstName: 'Aline', lastName: 'Mbarga' }
  return { id: AgentId.parse(1), ...name, role, services: [], active: true }
}

function ignoredIn(script: string, reader: Agent | null): string[] {
  return ignoredWork(dayQueue(script), reader).map(
    ({ device, surface, type, count }) => `${count} ${type} ${device} ${surface}`,
  )
}

test.each<[string, StaffRole | null, string[], string]>([
  // day                       who looks     told                                     why
  ['opened A101 1>A101', 'supervisor', [], 'all were within their rights'],
  ['opened A901', 'supervisor', ['1 ticket.checked_in.v1 kiosk9 null'], 'kiosk 9 is not on the roster'],
  [
    'opened A101 9>A101 A901 A902',
    'supervisor',
    ['2 ticket.checked_in.v1 kiosk9 null', '1 ticket.called.v1 agent9 null'],
    'one line for each device and act, the largest first',
  ],
  ['opened A901', 'agent', [], 'an agent is not told'],
  ['opened A901', null, [], 'nor is a tablet at which nobody is signed on'],
])('[DEV-8] %s, seen by %s: %j, since %s', (script, role, expected) => {
  expect(ignoredIn(script, role && staff(role))).toEqual(expected)
})

const MINUTE = 60_000

/** What the server says beside the roster, in its order. */
function saidByServer(...said: readonly Said[]): QueueEvent[] {
  return said.map((each, index) => {
    const stamp = {
      v: 1,
      id: eventId(SERVER_DEVICE, 9, index + 1),
      h: [MORNING, index],
      device: SERVER_DEVICE,
    } as const
    return { ...stamp, actor: null, ...each }
  })
}

type Said =
  | { readonly type: 'clock.corrected.v1'; subject: DeviceId; boot: number; offsetMs: number }
  | { readonly type: 'device.revoked.v1'; subject: DeviceId; last: null }

const wrong = (subject: DeviceId, offsetMs: number): Said => ({
  type: 'clock.corrected.v1',
  subject,
  boot: 1,
  offsetMs,
})

test.each<[StaffRole | null, string[]]>([
  ['supervisor', ['agent2 agent null 3 hours behind', 'kiosk1 kiosk 1 10 minutes ahead']],
  ['agent', []],
  [null, []],
])('[DEV-10] seen by %s, the wrong clocks are %j', (role, expected) => {
  const queue = new QueueFold()
  const revoked: Said = { type: 'device.revoked.v1', subject: kiosk(2), last: null }
  const said = [wrong(kiosk(1), -10 * MINUTE), wrong(kiosk(2), 15 * MINUTE), wrong(tablet(2), 180 * MINUTE), revoked]
  queue.add([...day('opened A101').events, ...saidByServer(...said)])
  const told = wrongClocks(queue, role && staff(role)).map(
    ({ device, surface, issuerDigit, error: { count, unit, way } }) =>
      `${device} ${surface} ${issuerDigit} ${count} ${unit} ${way}`,
  )
  expect(told).toEqual(expected)
})

/** The queue of station 1 as its tablet lists it, after this day. */
function listedAt1(script: string): string {
  const { events, now } = day(script)
  const queue = queueOf(events)
  return waitingFor(queue, post(1), schedulingIn(queue), now, 60)
    .map(({ number }) => number)
    .join(' ')
}

test.each<[string, string, string]>([
  // day                                      listed             why
  ['1( A101 R101 ~10m A102', 'R101 A101 A102', 'as the agent will call them'],
  ['1( A101 A102 1>A101 ~2m 1~', 'A102 A101', 'who did not come stands behind those who may be called'],
  ['A101 R101 ~10m A102', 'A101 R101 A102', 'the station is closed: who waits is there all the same, by credit'],
  ['1( A101 R101 1>R101', 'A101', 'who is called waits no more'],
])('[CALL-3] %s: %s, since %s', (script, expected) => {
  expect(listedAt1(script)).toBe(expected)
})

const A101 = ticketOf('A101')
const B = SERVICES.B.id

test.each<[string, DeskAction, string]>([
  // day                       action of station 1                                               event, or refusal
  ['1( A101', { kind: 'call_next' }, 'ticket.called.v1'],
  ['1( A101', { kind: 'call_out_of_order', ticket: A101, reason: 'cannot_wait' }, 'ticket.called.v1'],
  ['1( A101', { kind: 'grant_emergency', ticket: A101, reason: 'proof_seen' }, 'ticket.emergency_granted.v1'],
  ['1( A101', { kind: 'reclassify', ticket: A101, service: B }, 'ticket.reclassified.v1'],
  ['1( A101v', { kind: 'remove_head_start', ticket: A101 }, 'ticket.head_start_removed.v1'],
  ['1( A101 1>A101', { kind: 'requeue' }, 'ticket.requeued.v1'],
  ['1( A101 1>A101', { kind: 'park', reason: 'center' }, 'ticket.parked.v1'],
  ['1( A101 1>A101', { kind: 'transfer', service: B }, 'ticket.transferred.v1'],
  ['1( A101 1>A101 ~2m', { kind: 'no_show' }, 'ticket.set_back.v1'],
  ['1( A101 1>A101 1+ 1p', { kind: 'resume', ticket: A101 }, 'ticket.resumed.v1'],
  ['1( A101 1>A101 ~2m 1- ~59m', { kind: 'reopen', ticket: A101 }, 'ticket.reopened.v1'],
  ['1( A101 1>A101 ~2m 1- ~61m', { kind: 'reopen', ticket: A101 }, 'too_late'],
  ['1( A101 1>A101 ~2m 1~', { kind: 'call_next' }, 'all_held'],
  ['1( A101', { kind: 'requeue' }, 'wrong_state'],
])('[CALL-12] %s, then %j: %s', (script, action, expected) => {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const decided = decide(action, post(1), { queue, now }, () => schedulingIn(queue))
  expect(decided.ok ? decided.value.type : decided.refusal.code).toBe(expected)
})
