import { expect, test } from 'vitest'
import { DAY, day, kiosk, queueOf, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import type { Center, OpeningHours } from './catalogue'
import { ServiceDay } from './ids'
import { doorRefusal, nextOpening, openingOf, ticketsFrom } from './opening'
import { addDays, instantAt } from './service-day'

/** Monday; the script begins at 08:00. */
const MONDAY = DAY
const CENTER: Center = { ...DAY_CATALOGUE.center, opensAt: '07:30', closesAt: '15:30' }
const HALF_DAY: OpeningHours = { opensAt: '08:00', closesAt: '12:00' }
const WEEK = [null, CENTER, CENTER, CENTER, CENTER, HALF_DAY, null].map(
  hours => hours && { opensAt: hours.opensAt, closesAt: hours.closesAt },
)
const INDEPENDENCE = { day: addDays(MONDAY, 1), nameFr: 'Fête', nameEn: 'Holiday' }

test.each<[string, number, Partial<Center>, string | null]>([
  // the day         from Monday  the center's hours                        open
  ['usual hours', 0, {}, '07:30-15:30'],
  ['usual hours', 6, { weeklyHours: null }, '07:30-15:30'],
  ['the first of a week is Monday', 0, { weeklyHours: WEEK }, null],
  ['Tuesday', 1, { weeklyHours: WEEK }, '07:30-15:30'],
  ['half of Saturday', 5, { weeklyHours: WEEK }, '08:00-12:00'],
  ['Sunday', 6, { weeklyHours: WEEK }, null],
  ['a holiday', 1, { holidays: [INDEPENDENCE] }, null],
  ['the day after', 2, { holidays: [INDEPENDENCE] }, '07:30-15:30'],
])('[DAY-5] %s, %i days after Monday: %j: %s', (_what, days, hours, expected) => {
  const opening = openingOf({ ...CENTER, ...hours }, addDays(MONDAY, days))
  expect(opening && `${opening.opensAt}-${opening.closesAt}`).toBe(expected)
})

test('[DAY-5] whoever is sent away is told when the center opens next, over holidays and closed days', () => {
  expect(nextOpening(CENTER, MONDAY)).toEqual({ day: '2026-03-03', opensAt: '07:30' })
  expect(nextOpening({ ...CENTER, holidays: [INDEPENDENCE] }, MONDAY)?.day).toBe('2026-03-04')
  expect(nextOpening({ ...CENTER, weeklyHours: WEEK }, ServiceDay.parse('2026-03-07'))?.day).toBe('2026-03-10')
  expect(nextOpening({ ...CENTER, weeklyHours: WEEK.map(() => null) }, MONDAY)).toBe(null)
  expect(ticketsFrom(CENTER, MONDAY)).toBe('06:30')
  expect(ticketsFrom({ ...CENTER, opensAt: '00:30' }, MONDAY)).toBe('00:00')
})

/** What kiosk 1 says at a time of day to somebody who wants service A. */
function says(script: string, time: string, center: Partial<Center> = {}): string {
  const queue = queueOf(day(script).events)
  const now = instantAt(MONDAY, time, CENTER.timeZone)
  const door = { queue, center: { ...CENTER, ...center }, day: MONDAY, kiosk: kiosk(1), now }
  return doorRefusal(door, SERVICES.A.id) ?? 'ticket'
}

test.each<[string, string, Partial<Center>, string, string]>([
  // so far     at       the center                     the kiosk says        why
  ['', '10:00', {}, 'ticket', 'a day that nobody opened works by its hours'],
  ['', '06:30', {}, 'ticket', 'people stand in line from an hour before'],
  ['', '06:29', {}, 'not_open_yet', 'earlier they are told when'],
  ['', '15:29', {}, 'ticket', 'until the doors close'],
  ['', '15:30', {}, 'last_ticket_passed', 'and no longer'],
  ['', '14:00', { lastTicketAt: '14:00' }, 'last_ticket_passed', 'or until the last ticket'],
  ['', '10:00', { holidays: [{ ...INDEPENDENCE, day: MONDAY }] }, 'center_closed', 'a holiday'],
  ['d(', '09:00', { holidays: [{ ...INDEPENDENCE, day: MONDAY }] }, 'ticket', 'a person opened it all the same'],
  ['d(', '05:00', {}, 'ticket', 'or opened it early'],
  ['d(', '15:30', {}, 'last_ticket_passed', 'who opened it in the morning did not mean all night'],
  ['~480m d(', '16:30', {}, 'ticket', 'who opened it in the evening did'],
  ['d)', '10:00', {}, 'reception_closed', 'closed by hand'],
  ['d( d)', '10:00', {}, 'reception_closed', 'the last word counts'],
  ['d) d(', '10:00', {}, 'ticket', 'and may be opened again'],
  ['k1)', '10:00', {}, 'kiosk_paused', 'this kiosk'],
  ['k2)', '10:00', {}, 'ticket', 'another one'],
  ['k1) k1(', '10:00', {}, 'ticket', 'it goes on'],
  ['A)', '10:00', {}, 'service_suspended', 'this service'],
  ['R)', '10:00', {}, 'ticket', 'another one'],
  ['A) A(', '10:00', {}, 'ticket', 'it is given again'],
  ['A101 A102', '10:00', { dailyQuota: 3 }, 'ticket', 'the third of three'],
  ['A101 A102 R201', '10:00', { dailyQuota: 3 }, 'quota_reached', 'and no fourth'],
  ['A101=ada A201=ada R201', '10:00', { dailyQuota: 3 }, 'ticket', 'a second paper is nobody'],
])('[DAY-6] %s at %s, %j: %s: %s', (script, time, center, expected) => {
  expect(says(script, time, center)).toBe(expected)
})
