import { expect, test } from 'vitest'
import type { InstantMs } from '@/lib/domain/ids'
import { ClockWatch, clockError } from './clock-error'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each<[number, string]>([
  // to add            said
  [-10 * MINUTE, '10 minutes ahead'],
  [10 * MINUTE, '10 minutes behind'],
  [119 * MINUTE, '119 minutes behind'],
  [-3 * HOUR, '3 hours ahead'],
  [47 * HOUR, '47 hours behind'],
  [20_514 * DAY, '20514 days behind'],
])('[DEV-10] %i ms is said as %s', (offsetMs, expected) => {
  const { way, unit, count } = clockError(offsetMs)
  expect(`${count} ${unit} ${way}`).toBe(expected)
})

test('[DEV-10] a device knows its clock by what servers tell, until it is set', () => {
  const noon: InstantMs = Date.parse('2026-03-02T11:00:00Z')
  let now = noon
  const watch = new ClockWatch({ now: () => now })
  expect(watch.error).toBe(null)
  watch.hear(noon + 2 * MINUTE)
  expect(watch.error).toBe(null)
  watch.hear(noon - 10 * MINUTE)
  expect(watch.error).toMatchObject({ way: 'ahead', count: 10 })
  now += SECOND
  watch.look()
  expect(watch.error).toMatchObject({ way: 'ahead', count: 10 })
  now -= 10 * MINUTE
  watch.look()
  expect(watch.error).toBe(null)
})
