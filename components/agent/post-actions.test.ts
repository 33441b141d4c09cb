import { expect, test } from 'vitest'
import { Agent, Station } from '@/lib/domain/catalogue'
import type { Called, CheckedIn } from '@/lib/domain/events'
import { AgentId, DeviceId, EventId, ServiceId, StationId, TicketId, TicketNumber } from '@/lib/domain/ids'
import type { TicketAtStation } from '@/lib/domain/ticket'
import type { AgentPost } from './agent-types'
import { actionOfKey, finishOf, isBetween, noShowWaitMs, primaryActionOf, recallWaitMs } from './post-actions'

const now = 1_000_000
const agent = Agent.parse({
  id: 2,
  employeeId: 'E2',
  firstName: 'Ada',
  lastName: 'Eto',
  role: 'agent',
  services: [1],
  active: true,
})
const station = Station.parse({ id: 3, number: '3', name: 'Guichet 3', services: [1], active: true })
const open: AgentPost = { agent, station, open: true, occupation: null }
const onBreak: AgentPost = { ...open, occupation: { kind: 'break', reason: 'meal', since: now } }
const walkIn: AgentPost = {
  ...open,
  occupation: { kind: 'walk_in', service: ServiceId.parse(1), reason: 'question', since: now },
}
const closed: AgentPost = { ...open, open: false }

const checkIn = {} as CheckedIn // reason: no button asks how he checked in, nor how he was called
const call = {} as Called // reason: as above

function called(calls: number, agoMs: number): TicketAtStation {
  return {
    state: 'called',
    standing: { isVulnerable: false, isEmergency: false, turns: [], remarks: [], isTimeWrong: false },
    checkIn,
    call,
    id: TicketId.parse('A112.k3f9xq'),
    number: TicketNumber.parse('A112'),
    service: ServiceId.parse(1),
    priority: 3,
    language: 'fr',
    mark: null,
    checkedInAt: 0,
    print: 'printed',
    copies: 1,
    head: EventId.parse('k3f9xq.1.1'),
    station: StationId.parse(3),
    agent: AgentId.parse(2),
    device: DeviceId.parse('abcdef'),
    firstCalledAt: now - agoMs,
    calledAt: now - agoMs,
    calls,
  }
}
const serving: TicketAtStation = { ...called(1, 5_000), state: 'serving', startedAt: now }

test.each<[string, AgentPost, TicketAtStation | null, string]>([
  ['closed', closed, null, 'open_station'],
  ['free', open, null, 'call_next'],
  ['called', open, called(1, 0), 'start'],
  ['serving', open, serving, 'complete'],
  ['on a break', onBreak, null, 'end_break'],
  ['with somebody without a ticket', walkIn, null, 'end_walk_in'],
])('[CALL] the large button at a station: %s', (_state, post, ticket, expected) => {
  expect(primaryActionOf(post, ticket)).toBe(expected)
})

test('[CALL] recalls are 20 s apart, and three calls are all', () => {
  expect(recallWaitMs(called(1, 8_000), now)).toBe(12_000)
  expect(recallWaitMs(called(2, 20_000), now)).toBe(0)
  expect(recallWaitMs(called(3, 60_000), now)).toBeNull()
  expect(recallWaitMs(serving, now)).toBeNull()
})

test('[CALL] absent: after three calls or two minutes', () => {
  expect(noShowWaitMs(called(1, 30_000), now)).toBe(90_000)
  expect(noShowWaitMs(called(1, 120_000), now)).toBe(0)
  expect(noShowWaitMs(called(3, 41_000), now)).toBe(0)
  expect(noShowWaitMs(null, now)).toBeNull()
})

test.each<[string, TicketAtStation | null, string | null]>([
  ['n', null, 'call_next'],
  ['N', null, 'call_next'],
  ['n', serving, null],
  ['s', called(1, 0), 'start'],
  ['f', called(1, 0), null],
  ['f', serving, 'complete'],
  ['r', called(1, 5_000), null],
  ['r', called(1, 25_000), 'recall'],
  ['a', called(3, 5_000), 'no_show'],
  ['p', called(1, 5_000), 'park'],
  ['P', serving, 'park'],
  ['p', null, 'break'],
  ['t', serving, 'transfer'],
  ['t', null, null],
  ['x', null, null],
])('[CALL] key %s does what its button would do now', (key, ticket, expected) => {
  expect(actionOfKey(key, open, ticket, now)).toBe(expected)
})

test.each<[string, AgentPost, string | null]>([
  ['p', onBreak, 'end_break'],
  ['n', onBreak, null],
  ['f', walkIn, 'end_walk_in'],
  ['p', walkIn, null],
  ['n', walkIn, null],
])('[CALL-17] key %s of %j ends what goes on, and calls nobody', (key, post, expected) => {
  expect(actionOfKey(key, post, null, now)).toBe(expected)
})

test.each([
  [true, open, 'complete_and_call'],
  [false, open, 'complete'],
  [true, closed, 'complete'],
])('[CALL-15] going on by itself: %s', (autoNext, post, expected) => {
  expect(finishOf(autoNext, post)).toBe(expected)
})

test('[CALL] a station closes between two citizens only', () => {
  expect(isBetween(open, null)).toBe(true)
  expect(isBetween(open, serving)).toBe(false)
  expect(isBetween(closed, null)).toBe(false)
  expect(isBetween(onBreak, null)).toBe(false)
})

test('[CALL-5] a call a second younger than the clock of the screen waits the whole time, and no more', () => {
  expect(recallWaitMs(called(1, -900), now)).toBe(20_000)
  expect(noShowWaitMs(called(1, -900), now)).toBe(120_000)
})
