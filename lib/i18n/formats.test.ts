import { expect, test } from 'vitest'
import { type Language, ServiceDay } from '@/lib/domain/ids'
import {
  clockTime,
  clockTimeWithSeconds,
  longDate,
  minutesText,
  shortDate,
  spokenHour,
  spokenTime,
  timerText,
} from './formats'

const N = '\u202f'
const DOUALA = 'Africa/Douala'
const fiveAfterTwo = Date.parse('2025-03-03T13:05:09Z')

test('[TEXT] times are those of the center, not of the device', () => {
  expect(clockTime(fiveAfterTwo, DOUALA)).toBe('14:05')
  expect(clockTimeWithSeconds(fiveAfterTwo, DOUALA)).toBe('14:05:09')
  expect(clockTime(Date.parse('2025-03-03T23:00:00Z'), DOUALA)).toBe('00:00')
  expect(spokenTime(fiveAfterTwo, 'fr', DOUALA)).toBe(`14${N}h${N}05`)
  expect(spokenTime(fiveAfterTwo, 'en', DOUALA)).toBe('14:05')
})

test.each<[string, Language, string]>([
  ['07:30', 'fr', `7${N}h${N}30`],
  ['07:30', 'en', '7:30'],
  ['15:00', 'fr', `15${N}h${N}00`],
])('[TEXT] opening hour %s in %s is %s', (time, language, expected) => {
  expect(spokenHour(time, language)).toBe(expected)
})

test.each<[string, Language, string]>([
  ['2025-03-03', 'fr', 'lundi 3 mars 2025'],
  ['2025-03-03', 'en', 'Monday 3 March 2025'],
  ['2025-08-01', 'fr', 'vendredi 1er août 2025'],
  ['2025-08-01', 'en', 'Friday 1 August 2025'],
])('[TEXT] %s in %s is %s', (day, language, expected) => {
  expect(longDate(ServiceDay.parse(day), language)).toBe(expected)
})

test('[TEXT] a date in figures', () => {
  expect(shortDate(ServiceDay.parse('2025-03-09'))).toBe('09/03/2025')
})

test.each([
  [-5_000, `0${N}min`, '00:00', 'a clock that was set back shows nothing negative'],
  [59_999, `0${N}min`, '00:59', 'rounded down'],
  [272_000, `4${N}min`, '04:32', 'minutes and seconds'],
  [3_900_000, `1${N}h${N}05`, '1:05:00', 'past the hour'],
])('[TEXT] %i ms: %s, timer %s: %s', (duration, minutes, timer, _why) => {
  expect(minutesText(duration)).toBe(minutes)
  expect(timerText(duration)).toBe(timer)
})
