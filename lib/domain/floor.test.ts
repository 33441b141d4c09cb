import { expect, test } from 'vitest'
import { day, dayQueue, MORNING } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { MINUTE_MS } from './engine/config'
import { type Floor, floorOf, limitAlerts, seenTo } from './floor'
import type { InstantMs } from './ids'

const floor = (script: string): Floor => floorOf(dayQueue(script), DAY_CATALOGUE)
const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / MINUTE_MS))
const sinceMorning = (at: InstantMs | null) => (at === null ? null : minutes(at - MORNING))

/** Five who waited 1, 2, 3, 4 and 30 minutes for their first call. */
const FIVE = 'A101 ~1m 1>A101 1+ 1. A102 ~2m 1>A102 1+ 1. A103 ~3m 1>A103 1+ 1. A104 ~4m 1>A104 1+ 1. A105 ~30m 1>A105'

test.each<[string, string, [waiting: number, longest: number | null, n: number, wait95: number | null, open: number]]>([
  // what                                     the day                       waiting, longest since, n, 95 %, open
  ['nobody has come', 'opened', [0, null, 0, null, 0]],
  ['the one who waits longest', '1( ~5m A101 ~10m B101 ~1m', [2, 5, 0, null, 1]],
  ['who is called waits no more', '1( A101 ~10m B101 1>A101', [1, 10, 1, null, 1]],
  ['who is parked does not wait', '1( A101 1>A101 1+ 1p', [0, null, 0, null, 1]],
  ['of fewer than five no percentile', '1( A101 ~9m 1>A101 1+ 1. A102', [1, 9, 1, null, 1]],
  ['nearest rank of five is the largest', `1( ${FIVE}`, [0, null, 5, 30, 1]],
  ['a second call is no first wait', `1( ${FIVE} 1~ ~9m 1>A105`, [0, null, 4, null, 1]],
  ['one person, two papers', '1( A101=ada A102=ada', [1, 0, 0, null, 1]],
])('[FLOOR-3] top line: %s', (_what, script, expected) => {
  const { waiting, longestSince, wait95, openStations } = floor(script).figures
  expect([waiting, sinceMorning(longestSince), wait95.n, minutes(wait95.ms), openStations]).toEqual(expected)
})

test.each<[string, string, string[]]>([
  ['each of the catalogue', 'opened', ['A 0 0 -', 'B 0 0 -', 'R 0 0 -', 'E 0 0 -']],
  ['who waits, who was served', '1( A101 A102 B101 1>A101 1+ 1.', ['A 1 1 -', 'B 1 0 -', 'R 0 0 -', 'E 0 0 -']],
  ['a mean of five', `1( ${FIVE}`, ['A 0 4 8', 'B 0 0 -', 'R 0 0 -', 'E 0 0 -']],
  ['after a transfer: the new service', '1( A101 1>A101 1+ 1%R', ['A 0 0 -', 'B 0 0 -', 'R 1 0 -', 'E 0 0 -']],
])('[FLOOR-3] by service: waiting, served, mean of the first waits: %s', (_what, script, expected) => {
  const { services } = floor(script)
  const letter = (id: number) => DAY_CATALOGUE.services.find(service => service.id === id)?.letter
  expect(
    services.map(each => `${letter(each.service)} ${each.waiting} ${each.served} ${minutes(each.meanWait.ms) ?? '-'}`),
  ).toEqual(expected)
})

test.each<[string, string, [state: string, agent: number | null, ticket: string | null, since: number | null]]>([
  ['closed', 'opened', ['closed', null, null, null]],
  ['open: free since then', '~3m 1(', ['free', 1, null, 3]],
  ['calls, since the first call', '1( A101 ~2m 1>A101 ~30s 1!', ['called', 1, 'A101', 2]],
  ['serves, since the start', '1( A101 1>A101 ~4m 1+', ['serving', 1, 'A101', 4]],
  ['free since the last citizen left', '1( A101 1>A101 1+ ~7m 1. ~5m', ['free', 1, null, 7]],
  ['on a break, since it began', '1( ~6m 1z ~5m', ['break', 1, null, 6]],
  ['free since the break', '1( ~6m 1z ~5m 1Z', ['free', 1, null, 11]],
  ['with somebody without a ticket', '1( ~2m 1w', ['walk_in', 1, null, 2]],
  ['closed again', '1( ~1m 1)', ['closed', null, null, null]],
])('[FLOOR-3] a station: %s', (_what, script, expected) => {
  const [first] = floor(script).stations
  const ticket = first?.ticket?.slice(0, 4) ?? null
  expect([first?.state, first?.agent, ticket, sinceMorning(first?.since ?? null)]).toEqual(expected)
})

test.each<[string, string, string]>([
  ['the longest wait first', 'A101 ~1m A102 ~1m B101', 'A101 A102 B101'],
  [
    'then at a station, parked, done',
    '1( 2( A101 A102 A103 A104 1>A101 1+ 1. 1>A102 1+ 1p 1>A103',
    'A104 A103 A102 A101',
  ],
  ['the latest end first', '1( A101 A102 1>A102 1+ 1. 1>A101 1+ 1.', 'A101 A102'],
  ['a duplicate stands in no list', 'A101=ada A102=ada', 'A101'],
  ['a plain P, and an emergency; never why', 'A101v A102 A103 A103e', 'A101 P, A102, A103 E'],
])('[FLOOR-3] the queue: %s', (_what, script, expected) => {
  const marks = { emergency: ' E', priority: ' P' }
  const shown = floor(script).tickets.map(({ number, mark }) => `${number}${mark ? marks[mark] : ''}`)
  expect(shown.join(expected.includes(',') ? ', ' : ' ')).toBe(expected)
})

test.each<[string, string, Parameters<typeof limitAlerts>[1], string]>([
  // what                        the day                        the center's limits                 told
  ['nothing is set', `1( ${FIVE}`, {}, ''],
  ['above the target of the day', `1( ${FIVE}`, { waitTargetMinutes: 20 }, 'over_target'],
  ['within it', `1( ${FIVE}`, { waitTargetMinutes: 31 }, ''],
  ['too few waits to tell', '1( A101 ~40m 1>A101', { waitTargetMinutes: 20 }, ''],
  ['somebody waits too long', 'A101 ~31m', { longestWaitMinutes: 30 }, 'longest_wait'],
  ['nobody waits', '1( A101 1>A101 ~31m', { longestWaitMinutes: 30 }, ''],
  ['three wait, two may', 'A101 A102 A103', { waitingTickets: 2 }, 'many_waiting'],
  ['three may', 'A101 A102 A103', { waitingTickets: 3 }, ''],
])('[FLOOR-8] limits of a center: %s', (_what, script, limits, expected) => {
  const alerts = limitAlerts(floor(script).figures, limits, day(script).now)
  expect(alerts.map(({ code }) => code).join()).toBe(expected)
})

test('[FLOOR-8] what somebody has seen to comes up again after half an hour', () => {
  const acknowledged = new Map([['overload', { at: MORNING, by: null }]])
  const seenAfter = (minutes: number) => seenTo('overload', acknowledged, MORNING + minutes * MINUTE_MS)?.at ?? null
  expect([seenAfter(29), seenAfter(30), seenTo('closing', acknowledged, MORNING)]).toEqual([MORNING, null, null])
})
