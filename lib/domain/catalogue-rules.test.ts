import { expect, test } from 'vitest'
import type { MessageKind, OpeningHours } from './catalogue'
import { centerRefusal, isShown, messageRefusal } from './catalogue-rules'
import { ServiceDay } from './ids'

/** `07:30-15:30`, `closed`. */
function hoursOf(text: string): OpeningHours | null {
  const [opensAt = '', closesAt = ''] = text.split('-')
  return text === 'closed' ? null : { opensAt, closesAt }
}

test.each<[usual: string, weekly: string, last: string, expected: string]>([
  // usual         other days                        last ticket  answer
  ['07:30-15:30', '', '', 'ok'],
  ['07:30-15:30', '', '15:00', 'ok'],
  ['07:30-15:30', '', '15:30', 'ok'],
  ['07:30-15:30', '', '15:31', 'hours_invalid lastTicketAt'],
  ['07:30-15:30', '', '07:30', 'hours_invalid lastTicketAt'],
  ['15:30-07:30', '', '', 'hours_invalid closesAt'],
  ['07:30-07:30', '', '', 'hours_invalid closesAt'],
  ['07:30-15:30', '08:00-12:00 closed', '15:00', 'ok'],
  ['07:30-15:30', '12:00-08:00 closed', '', 'hours_invalid weeklyHours'],
  ['07:30-15:30', 'closed closed', '', 'hours_invalid weeklyHours'],
  ['07:30-15:30', '14:00-15:30 closed', '13:00', 'hours_invalid lastTicketAt'],
])('[CAT-5] open %s, at the weekend %j, last ticket %j: %s', (usual, weekly, last, expected) => {
  const [opensAt = '', closesAt = ''] = usual.split('-')
  const [saturday, sunday] = weekly.split(' ').map(hoursOf)
  const workday = weekly.startsWith('closed') ? null : { opensAt, closesAt }
  const week = [workday, workday, workday, workday, workday, saturday ?? null, sunday ?? null]
  const refusal = centerRefusal({
    timeZone: 'Africa/Douala',
    opensAt,
    closesAt,
    weeklyHours: weekly === '' ? null : week,
    lastTicketAt: last === '' ? null : last,
    holidays: [],
  })
  expect(refusal ? `${refusal.code} ${refusal.field}` : 'ok').toBe(expected)
})

test.each<[zone: string, holidays: string, expected: string]>([
  ['Africa/Douala', '2026-05-20 2026-01-01', 'ok'],
  ['UTC', '', 'ok'],
  ['Africa/Dschang', '', 'time_zone_unknown timeZone'],
  ['+01:00', '', 'time_zone_unknown timeZone'],
  ['Africa/Douala', '2026-05-20 2026-01-01 2026-05-20', 'holiday_twice holidays'],
  ['Africa/Douala', '2026-02-30', 'day_unknown holidays'],
])('[CAT-5] in %s with holidays %j: %s', (timeZone, days, expected) => {
  const holidays = days
    .split(' ')
    .flatMap(day => (day === '' ? [] : [{ day: ServiceDay.parse(day), nameFr: 'F', nameEn: 'H' }]))
  const refusal = centerRefusal({
    timeZone,
    opensAt: '07:30',
    closesAt: '15:30',
    weeklyHours: null,
    lastTicketAt: null,
    holidays,
  })
  expect(refusal ? `${refusal.code} ${refusal.field}` : 'ok').toBe(expected)
})

const NOW = 1_000_000

test.each<[kind: MessageKind, startsAt: number | null, endsAt: number | null, isNew: boolean, expected: string]>([
  ['notice', null, null, true, 'ok'],
  ['alert', null, null, true, 'alert_without_end'],
  ['alert', null, NOW + 1, true, 'ok'],
  ['notice', NOW + 5, NOW + 5, true, 'ends_before_start'],
  ['notice', NOW + 5, NOW + 6, true, 'ok'],
  ['alert', null, NOW, true, 'ends_before_start'],
  // One that is over can still be corrected, or ended by hand.
  ['alert', null, NOW - 1, false, 'ok'],
])('[CAT-6] %s from %s to %s (new: %s): %s', (kind, startsAt, endsAt, isNew, expected) => {
  expect(messageRefusal({ kind, startsAt, endsAt }, isNew ? NOW : null)?.code ?? 'ok').toBe(expected)
})

test.each<[startsAt: number | null, endsAt: number | null, active: boolean, expected: boolean]>([
  [null, null, true, true],
  [null, null, false, false],
  [NOW, NOW + 1, true, true],
  [NOW + 1, null, true, false],
  [null, NOW, true, false],
])('[CAT-6] from %s to %s, not ended by hand %s: shown %s', (startsAt, endsAt, active, expected) => {
  const message = { id: 1, kind: 'notice', textFr: 'A', textEn: 'B', startsAt, endsAt, active } as const
  expect(isShown(message, NOW)).toBe(expected)
})
