import { expect, test } from 'vitest'
import { ServiceDay } from './ids'
import { addDays, daysBetween, serviceDayOf, wireEpochOf } from './service-day'

test.each([
  // instant                   zone              day            why
  ['2026-03-02T22:59:59.999Z', 'Africa/Douala', '2026-03-02', 'the last millisecond before midnight at Douala'],
  ['2026-03-02T23:00:00.000Z', 'Africa/Douala', '2026-03-03', 'midnight at Douala is 23:00 UTC'],
  ['2026-03-02T23:30:00.000Z', 'Africa/Douala', '2026-03-03', 'already tomorrow there'],
  ['2026-12-31T23:00:00.000Z', 'Africa/Douala', '2027-01-01', 'and next year'],
  ['2028-02-28T23:00:00.000Z', 'Africa/Douala', '2028-02-29', 'a leap day'],
  ['2026-03-02T23:30:00.000Z', 'UTC', '2026-03-02', 'not yet in UTC'],
])('[DAY-1] %s at %s is %s: %s', (instant, zone, expected) => {
  expect(serviceDayOf(Date.parse(instant), zone)).toBe(expected)
})

test.each([
  ['2026-03-02', '2026-03-02', 0],
  ['2026-03-02', '2026-03-03', 1],
  ['2026-03-03', '2026-03-02', -1],
  ['2026-02-28', '2026-03-01', 1],
  ['2028-02-28', '2028-03-01', 2],
  ['2026-12-31', '2027-01-02', 2],
])('[DAY-1] from %s to %s: %i days', (from, to, days) => {
  expect(daysBetween(ServiceDay.parse(from), ServiceDay.parse(to))).toBe(days)
  expect(addDays(ServiceDay.parse(from), days)).toBe(to)
})

test('[CODEC-1] times on the wire count from midnight UTC of the date, whatever the zone', () => {
  expect(wireEpochOf(ServiceDay.parse('2026-03-02'))).toBe(Date.UTC(2026, 2, 2))
})
