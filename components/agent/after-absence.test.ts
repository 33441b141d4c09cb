import { expect, test } from 'vitest'
import { clockTime } from '@/lib/i18n/formats'
import { day, queueOf, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { afterAbsence } from './after-absence'

const TWICE_ABSENT = 'A101 1( 1>A101 1~ ~5m 1>A101 1~ ~5m'

test.each<[string, string | null, string]>([
  // day                                 told                      why
  ['A101 1( 1>A101 1~', 'held until 08:05, 1 absence', 'called again five minutes later'],
  ['A101 1( 1>A101 1~ ~5m 1>A101 1~', 'held until 08:10, 2 absences', 'the second time'],
  [`${TWICE_ABSENT} 1>A101 1-`, 'closed until 09:10, 3 absences', 'the third time he has an hour to come back'],
  ['A101 1( 1>A101 1~ ~5m', null, 'he may be called'],
  ['A101 1( 1>A101 1~ ~5m 1>A101', null, 'he is called'],
  [`${TWICE_ABSENT} 1>A101 1- ~61m`, null, 'the hour is over'],
])('[LIFE-7] %s: %s, since %s', (script, expected) => {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const ticket = queue.tickets.get(ticketOf('A101'))
  const told = ticket ? afterAbsence(ticket, schedulingIn(queue).config, now) : null
  const until = told && clockTime(told.until, 'Africa/Douala')
  expect(told && `${told.kind} until ${until}, ${told.count} absence${told.count > 1 ? 's' : ''}`).toBe(expected)
})
