import { expect, test } from 'vitest'
import { DeviceId, EventId } from '@/lib/domain/ids'
import { DAY, day, MORNING } from '@/tests/support/day'
import { decodeEvent, encodeEvent } from './event-codec'

const MS = MORNING - Date.parse('2026-03-02T00:00:00Z')

test.each([
  // the last thing that happened          its tuple
  ['A101', [20, 1, 1, MS + 1_000, 0, null, 'A101', null, 1, 4, 'fr']],
  ['A101v', [20, 1, 1, MS + 1_000, 0, null, 'A101', null, 1, 4, 'fr', null, 1]],
  ['1( A101 1>A101 1~', [35, 1, 3, MS + 4_000, 0, 1, 'A101.kiosk1', 2]],
  ['A101=ada', [20, 1, 1, MS + 1_000, 0, null, 'A101', null, 1, 4, 'fr', 'ada________']],
  ['A101 A101*', [21, 1, 2, MS + 2_000, 0, null, 'A101', 1, 1]],
  ['A101 1>A101', [30, 1, 1, MS + 2_000, 0, 1, 'A101.kiosk1', 'kiosk1.1.1', 1]],
  ['A101 1>A101 1+', [32, 1, 2, MS + 3_000, 0, 1, 'A101.kiosk1', 1]],
  ['1(', [10, 1, 1, MS + 1_000, 0, 1, 1]],
])('[CODEC-1] %s: a tuple does not repeat what its log and its day already say', (script, tuple) => {
  const event = day(script).events.at(-1)
  expect(event && encodeEvent(event, DAY)).toEqual(tuple)
})

test.each<[tuple: unknown, why: string]>([
  [[20, 1, 1, 0, 0, null, 'A101', null, 1, 7, 'fr', null], 'priority 7'],
  [[20, 1, 1, 0, 0, null, 'A101', null, 1, 4, 'de', null], 'a third language'],
  [[20, 1, 1, 0, 0, null, 'A1', null, 1, 4, 'fr', null], 'a short number'],
  [[20, 1, 1, 0, 0, null, 'O101', null, 1, 4, 'fr', null], 'a letter O'],
  [[20, 1, 1, 0, 0, 0, 'A101', null, 1, 4, 'fr', null], 'actor 0'],
  [[20, 1, -1, 0, 0, null, 'A101', null, 1, 4, 'fr', null], 'a negative sequence'],
  [[20, 1, 1, 0.5, 0, null, 'A101', null, 1, 4, 'fr', null], 'half a millisecond'],
  [[20, 1, 1, Number.MAX_SAFE_INTEGER, 0, null, 'A101', null, 1, 4, 'fr', null], 'a time past all safe numbers'],
  [[20, 1, 1, 8e15, 0, null, 'A101', null, 1, 4, 'fr', null], 'a time that no calendar has'],
  [[20, 1, 1, Date.UTC(2080, 0, 1), 0, null, 'A101', null, 1, 4, 'fr', null], 'the year 2136'],
  [[20, 1, 1, -2e12, 0, null, 'A101', null, 1, 4, 'fr', null], 'a time before 1970'],
  [[20, 1, 2 ** 31, 0, 0, null, 'A101', null, 1, 4, 'fr', null], 'a sequence that fits no table'],
  [[20, 1, 1, 0, 0, null, 'A101', null, 2 ** 40, 4, 'fr', null], 'a service that fits no table'],
  [[22, 1, 1, 0, 0, null, 'A101', 1, 'paper\u0000'], 'a text that no table holds'],
  [[4, 1, 1, 0, 0, null, 'k3f9xq', 1, -9e15], 'an offset of ages'],
  [[20, 1, 1, 0, 0, null, 'A101', null, 1, 4], 'too short'],
  [['20', 1, 1, 0, 0, null, 'A101', null, 1, 4, 'fr', null], 'a code that is a text'],
  [
    [{ toString: null, valueOf: null }, 1, 1, 0, 0, null, 'A101', null, 1, 4, 'fr', null],
    'an object that is no number',
  ],
  [[[20], 1, 1, 0, 0, null, 'A101', null, 1, 4, 'fr', null], 'a list'],
  ['A101', 'a text'],
  [null, 'nothing'],
])('[CODEC-4] %j is unknown: %s', tuple => {
  expect(decodeEvent(tuple, { device: DeviceId.parse('k3f9xq'), day: DAY })).toEqual({ kind: 'unknown' })
})

test('[CODEC-1] an event before midnight UTC, which is after midnight at Douala, has a negative offset', () => {
  const [event] = day('A101').events
  const early = event && { ...event, h: [Date.parse('2026-03-01T23:30:00Z'), 0] as const }
  const tuple = early && encodeEvent(early, DAY)
  expect(tuple?.[3]).toBe(-30 * 60_000)
  expect(decodeEvent(tuple, { device: DeviceId.parse('kiosk1'), day: DAY })).toEqual({ kind: 'event', event: early })
  expect(EventId.safeParse(event?.id).success).toBe(true)
})

test('[CODEC-1] a share of a little less than nothing is written without its sign', () => {
  const called = day('A101 1>A101').events.at(-1)
  if (called?.type !== 'ticket.called.v1') throw new Error('no call')
  const tuple = encodeEvent({ ...called, share: -0 }, DAY)
  expect(Object.is(tuple.at(-1), 0)).toBe(true)
})
