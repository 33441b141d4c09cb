import { expect, test } from 'vitest'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { dayQueue, ticketOf } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { type Outlook, outlookOfTicket } from './outlook'

function outlookOfA101(script: string): Outlook {
  const ticket = dayQueue(script).tickets.get(ticketOf('A101'))
  if (!ticket) throw new Error('nobody has A101')
  return outlookOfTicket(ticket, DAY_CATALOGUE.stations, () => ({ ...NOTHING_FORETOLD, ahead: 4 }))
}

test.each<[string, string, string]>([
  ['A101', 'waits', 'his turn is to come'],
  ['1( A101 1>A101', 'called', 'he is sent to the station'],
  ['1( A101 1>A101 1~', 'waits', 'he was absent, and will be called again'],
  ['1( A101 1>A101 1+', 'no_turn', 'he is being served'],
  ['1( A101 1>A101 1+ 1.', 'no_turn', 'he was served'],
  ['1( A101 1>A101 1+ 1p', 'no_turn', 'nobody calls him before he is back at his station'],
])('[KIOSK-2] with a duplicate, after %s: %s: %s', (script, kind) => {
  const outlook = outlookOfA101(script)
  expect(outlook.kind).toBe(kind)
  if (outlook.kind === 'called') expect(outlook.station.number).toBe('1')
  if (outlook.kind === 'waits') expect(outlook.ahead).toBe(4)
})
