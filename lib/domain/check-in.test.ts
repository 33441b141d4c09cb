import { expect, test } from 'vitest'
import { DAY, dayQueue, kiosk, markOf, SERVICES, told } from '@/tests/support/day'
import { PLAIN_INTAKE } from '@/tests/support/scheduling'
import type { Service } from './catalogue'
import { checkIn, isPlausibleCode, readCode, ticketOfMark } from './check-in'
import { currentTicket } from './fold'
import { TicketNumber } from './ids'

const RENEWAL: Service = {
  ...{ id: SERVICES.A.id, priority: SERVICES.A.priority, letter: 'A', code: 'REN', active: true },
  ...{ nameFr: 'Renouvellement', nameEn: 'Renewal', durationMinutes: 10 },
}

/** What the person who asks kiosk 1 for a ticket of service A gets: a new number or his first one. */
function asks(script: string, person: string | null, service = RENEWAL): string {
  const number = TicketNumber.parse('A199')
  const request = { ...PLAIN_INTAKE, service, device: kiosk(1), number, mark: person ? markOf(person) : null }
  const result = checkIn(dayQueue(script), request)
  if (result.ok) return 'ticket' in result.value ? `new ${result.value.ticket}` : 'no ticket'
  return 'ticket' in result.refusal ? `again ${result.refusal.ticket.number}` : result.refusal.code
}

test.each<[string, string | null, string, string]>([
  // day so far                            person   answer               why
  ['', 'ada', 'new A199.kiosk1', 'the first of the day'],
  ['A101=bob', 'ada', 'new A199.kiosk1', 'another person'],
  ['A101', null, 'new A199.kiosk1', 'without a code nobody can be recognised'],
  ['A101=ada', 'ada', 'again A101', 'the same code twice is not an error'],
  ['A101=ada 1>A101', 'ada', 'again A101', 'called meanwhile'],
  ['A101=ada 1>A101 1+ 1.', 'ada', 'again A101', 'served already'],
  ['A101=ada 1>A101 1-', 'ada', 'new A199.kiosk1', 'a no-show frees the code'],
  ['A101=ada 1>A101 1~', 'ada', 'again A101', 'who did not come is called again: he still has his ticket'],
  ['A101=ada 1>A101 1p', 'ada', 'again A101', 'parked'],
  ['A101=ada A201=ada', 'ada', 'again A101', 'two tickets merged: the one that stays'],
  ['A101=ada A201=ada 2>A201', 'ada', 'again A201', 'also when it is the later one'],
])('[DUP-2] %s, %s asks -> %s: %s', (script, person, expected) => {
  expect(asks(script, person)).toBe(expected)
})

test('[DUP-2] a closed service issues nothing', () => {
  expect(asks('', 'ada', { ...RENEWAL, active: false })).toBe('service_closed')
})

test.each([
  // the same events whatever came first: the ticket with more evidence answers for the person
  ['{ A101=ada 1>A101 1+ | A201=ada 2>A201 2+ 2. }', 'A201', 'completed before serving'],
  ['{ A201=ada 2>A201 2+ 2. | A101=ada 1>A101 1+ }', 'A201', 'in any order of arrival'],
  ['{ A101=ada 1>A101 1+ 1. | A201=ada 2>A201 2+ 2. }', 'A101', 'both completed: the earlier one'],
])('[DUP-2] %s: %s answers for the person: %s', (script, expected) => {
  expect(ticketOfMark(dayQueue(script), markOf('ada'))?.number).toBe(expected)
})

test.each([
  // while apart                               after the merge                            why
  ['{ A101=ada | A201=ada }', 'A101 waiting, A201 duplicate of A101', 'the earlier one stays'],
  ['{ A201=ada | A101=ada }', 'A101 duplicate of A201, A201 waiting', 'earlier in time, not in number'],
  ['{ A101=ada | A201=ada 2>A201 }', 'A101 duplicate of A201, A201 called 2', 'or the one with more evidence'],
  ['{ A101=ada 1>A101 | A201=ada 2>A201 }', 'A101 called 1, A201 duplicate of A101', 'equal evidence: the earlier one'],
  ['{ A101=ada 1>A101 | A201=ada 2>A201 2+ }', 'A101 duplicate of A201, A201 serving 2', 'who is served is there'],
  ['{ A101=ada 1>A101 1+ 1. | A201=ada 2>A201 2+ 2. }', 'A101 completed 1, A201 completed 2', 'served twice is a fact'],
  ['{ A101=ada 1>A101 1- | A201=ada }', 'A101 no_show 1, A201 waiting', 'a no-show frees the code'],
  [
    '{ A101=ada | A201=ada | A301=ada }',
    'A101 waiting, A201 duplicate of A101, A301 duplicate of A101',
    'three kiosks',
  ],
  ['{ A101=ada | A201=bob }', 'A101 waiting, A201 waiting', 'two people'],
  ['{ A101 | A201 }', 'A101 waiting, A201 waiting', 'without a mark nobody is merged'],
])('[DUP-1] %s -> %s: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
})

test('[DUP-1] both numbers lead to the ticket that stays', () => {
  const queue = dayQueue('{ A101=ada | A201=ada 2>A201 }')
  expect([...queue.tickets.keys()].map(id => currentTicket(queue, id)?.number)).toEqual(['A201', 'A201'])
})

test('[DUP-1] a duplicate lives again when the ticket that stayed is a no-show', () => {
  expect(told(dayQueue('{ A101=ada | A201=ada } 1>A101 1-'))).toBe('A101 no_show 1, A201 waiting')
})

test.each<[string, string | undefined, string]>([
  ['CNI2025001234', 'CNI2025001234', 'as printed'],
  ['cni2025001234', 'CNI2025001234', 'small letters'],
  [' CNI 2025 001 234\n', 'CNI2025001234', 'grouped, and with the Enter of a scanner'],
  ['CNI202500123', undefined, 'a digit short'],
  ['CNI20250012345', undefined, 'a digit long'],
  ['2025001234', undefined, 'without its letters'],
  ['CNI2025OO1234', undefined, 'a letter O is not a zero'],
  ['', undefined, 'nothing'],
])('[CODE-1] %j is %s: %s', (typed, expected) => {
  expect(readCode(typed)).toBe(expected)
})

test.each([
  ['CNI2026000001', true, 'this year'],
  ['CNI2027000001', false, 'a year to come'],
  ['CNI2000000001', true, 'the first year'],
  ['CNI1999000001', false, 'the year before'],
])('[CODE-2] %s in 2026 is plausible: %s: %s', (typed, expected) => {
  const code = readCode(typed)
  expect(code && isPlausibleCode(code, DAY)).toBe(expected)
})
