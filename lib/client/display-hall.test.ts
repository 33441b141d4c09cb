import { expect, test } from 'vitest'
import type { Center } from '@/lib/domain/catalogue'
import { ServiceDay } from '@/lib/domain/ids'
import { instantAt } from '@/lib/domain/service-day'
import { dayQueue } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { type Hall, hallOf } from './display-hall'

/** Monday to Friday, with a Tuesday off, and a quota of three. */
const OPEN = { opensAt: '07:30', closesAt: '15:30' }
const HOLIDAY = { day: ServiceDay.parse('2026-03-03'), nameFr: 'Fête', nameEn: 'Feast' }
const CENTER: Center = {
  ...{ ...DAY_CATALOGUE.center, ...OPEN, lastTicketAt: '15:00', dailyQuota: 3 },
  ...{ weeklyHours: [OPEN, OPEN, OPEN, OPEN, OPEN, null, null], holidays: [HOLIDAY] },
}

function words(hall: Hall): string {
  switch (hall.kind) {
    case 'open':
    case 'finishing':
      return hall.kind
    case 'before_opening':
      return `opens ${hall.opensAt}, tickets ${hall.ticketsFrom ?? 'now'}`
    case 'done':
      return `done until ${hall.next?.day}`
    case 'closed':
      return `closed ${hall.isAllDay ? (hall.holiday?.nameEn ?? 'all day') : 'since'} until ${hall.next?.day} ${hall.next?.opensAt}`
    default:
      return hall satisfies never
  }
}

test.each<[string, string, string, string, string]>([
  // day         at       so far                 the hall reads                            why
  ['2026-03-02', '02:00', '', 'opens 07:30, tickets 06:30', 'in the night, the time to come'],
  ['2026-03-02', '06:29', '', 'opens 07:30, tickets 06:30', 'a minute before the first ticket'],
  ['2026-03-02', '06:30', '', 'opens 07:30, tickets now', 'kiosks give tickets before the doors open'],
  ['2026-03-02', '06:31', 'd(', 'open', 'who opens by hand opens'],
  ['2026-03-02', '07:30', '', 'open', 'by the hours'],
  ['2026-03-02', '12:00', 'k9)', 'open', 'a paused kiosk is no news for the hall'],
  ['2026-03-02', '12:00', 'A)', 'open', 'nor is one service the whole center'],
  ['2026-03-02', '12:00', 'A101 A102 A103', 'finishing', 'the quota is reached, and three wait'],
  ['2026-03-02', '12:00', 'A101 1( 1>A101 d)', 'finishing', 'staff have closed, and one is called'],
  ['2026-03-02', '12:00', 'A101 1( 1>A101 1+ d) 1.', 'done until 2026-03-04', 'the last one has been served'],
  ['2026-03-02', '12:00', 'd)', 'done until 2026-03-04', 'nobody is there'],
  ['2026-03-02', '12:00', 'd) d(', 'open', 'opened again'],
  ['2026-03-02', '15:00', '', 'done until 2026-03-04', 'the last ticket; Tuesday is a holiday'],
  ['2026-03-02', '15:00', 'A101', 'finishing', 'somebody waits'],
  ['2026-03-02', '15:30', '', 'closed since until 2026-03-04 07:30', 'after hours'],
  ['2026-03-02', '17:00', 'A101 1( 1>A101', 'finishing', 'after hours, and somebody is called'],
  ['2026-03-03', '10:00', '', 'closed Feast until 2026-03-04 07:30', 'a holiday'],
  ['2026-03-03', '10:00', 'A101', 'finishing', 'somebody was let in all the same'],
  ['2026-03-03', '10:00', 'd(', 'open', 'unless somebody opens it'],
  ['2026-03-07', '10:00', '', 'closed all day until 2026-03-09 07:30', 'a Saturday'],
])('[SHOW-5] on %s at %s, after %s: %s: %s', (day, at, script, expected) => {
  const today = ServiceDay.parse(day)
  const now = instantAt(today, at, CENTER.timeZone)
  expect(words(hallOf(dayQueue(script), CENTER, today, now))).toBe(expected)
})
