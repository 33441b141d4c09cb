import { expect, test } from 'vitest'
import { clockTime } from '@/lib/i18n/formats'
import { day, queueOf, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { ticketMarks } from './ticket-marks'

function marksOf(script: string, number: string): string {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const ticket = queue.tickets.get(ticketOf(number))
  if (!ticket) throw new Error(`no ticket ${number}`)
  const { hasHeadStart, isEmergency, isTransferred, heldUntil } = ticketMarks(ticket, schedulingIn(queue).config, now)
  const held = heldUntil === null ? '' : clockTime(heldUntil, 'Africa/Douala')
  return [hasHeadStart && 'P', isEmergency && 'emergency', isTransferred && 'transferred', held]
    .filter(Boolean)
    .join(' ')
}

test.each<[string, string, string]>([
  // day                              of A101                  why
  ['A101', '', 'nothing in particular'],
  ['A101v', 'P', 'a head start'],
  ['A101v A101-', '', 'it was taken back'],
  ['A101 A101e', 'emergency', 'granted'],
  ['A101 1( 1>A101 1%R', 'transferred', 'from another service'],
  ['A101 1( 1>A101 ~2m 1~', '08:07', 'he did not come at 08:02, and is held for five minutes'],
  ['A101 1( 1>A101 ~2m 1~ ~5m', '', 'the five minutes are over'],
  ['A101v A101e 1( 1>A101 1+ 1%R 1>A101 ~2m 1~', 'P emergency transferred 08:07', 'all of it'],
])('[CALL-10] %s is marked "%s": %s', (script, expected) => {
  expect(marksOf(script, 'A101')).toBe(expected)
})
