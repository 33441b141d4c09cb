import { expect, test } from 'vitest'
import { day, dayQueue, MORNING, post, SERVICES, saidByServer, ticketOf, told } from '@/tests/support/day'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import { carriedCheckIns, carriedTickets, closeDay, closeForgottenDay, lateClosings } from './day-end'
import type { EventDraft } from './events'
import type { Queue } from './fold'
import type { Result } from './result'
import { engineTicketOf } from './scheduling'
import { callNext } from './serve'

const carryOver = (queue: Queue) => closeDay(queue, 'carry_over', null)
const forget = (queue: Queue): Result<readonly EventDraft[], never> => ({ ok: true, value: closeForgottenDay(queue) })

/** The day after what the server decides on it, which must then leave nothing more to close. */
function after(script: string, decide: (queue: Queue) => Result<readonly EventDraft[], unknown>) {
  const before = day(script)
  const decided = decide(dayQueue(script))
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal))
  const queue = saidByServer(before, decided.value)
  expect(lateClosings(queue)).toEqual([])
  return queue
}

test.each<[string, string, string]>([
  ['A101 A102 1>A101 1p', 'A101 closed, A102 closed', 'who waits, and who is away'],
  ['A101 1>A101 1+ 1. A102 2>A102 2-', 'A101 completed 1, A102 no_show 2', 'nobody is left'],
  ['1( A101 1>A101 1+ { 1) | A102 }', 'A101 closed 1, A102 closed', 'a station that nobody has any more'],
  ['{ A101=ada | A201=ada }', 'A101 closed, A201 closed', 'no second paper waits on alone'],
])('[DAY-8] %s, the day is closed: %s: %s', (script, expected) => {
  const queue = after(script, carryOver)
  expect(told(queue)).toBe(expected)
  expect(queue.dayState.reception).toMatchObject({ state: 'closed', code: 'by_staff', isCarried: true })
})

test.each<[string, number[]]>([
  ['1( 2( A101 A102 2>A102 1>A101 1+', [1, 2]],
  ['1( A101 A102 1>A101', [1]],
])('[DAY-8] %s: the day is not closed while somebody is at stations %j', (script, stations) => {
  expect(closeDay(dayQueue(script), 'close', null)).toEqual({
    ok: false,
    refusal: { code: 'still_serving', stations },
  })
})

test('[DAY-8] once the day is closed a tablet finishes with whom it serves, and calls nobody', () => {
  const before = day('1( A101 A102 d)')
  const queue = dayQueue('1( A101 A102 d)')
  expect(callNext(queue, post(1), schedulingIn(queue), before.now)).toMatchObject({ refusal: { code: 'day_closed' } })
  expect(told(dayQueue('1( A101 1>A101 d) 1+ 1.'))).toBe('A101 completed 1')
})

test.each<[string, string, string]>([
  ['A101 A102 1>A102 1+ A103 2>A103', 'A101 closed, A102 closed 1, A103 closed 2', 'everybody has gone home'],
  ['A101 d) A102', 'A101 closed, A102 closed', 'also what came after the close'],
])('[DAY-9] %s, and nobody closed the day: %s: %s', (script, expected) => {
  const queue = after(script, forget)
  expect(told(queue)).toBe(expected)
  expect(queue.dayState.reception?.state).toBe('closed')
})

test.each<[string, string, string]>([
  ['A101 A101c d) A102', 'A102 carried', 'carried over as the others were'],
  ['A101 A101x d) A102', 'A102 closed', 'or not, as they were'],
  ['1( A101 A101c A102 1>A102 d)', 'A102 closed', 'who is at a station has gone home'],
])('[DAY-9] %s, and the server looks two hours after midnight: %s: %s', (script, expected) => {
  const closed = closeForgottenDay(dayQueue(script)).map(draft => {
    if (draft.type !== 'ticket.closed.v1') throw new Error(draft.type)
    return `${draft.ticket.split('.')[0]} ${draft.carried ? 'carried' : 'closed'}`
  })
  expect(closed.join(', ')).toBe(expected)
})

test.each<[string, string, string]>([
  ['d)', '', 'nothing is left'],
  ['A101', '', 'the day is open'],
  ['d) A101', 'A101 closed_by_day_end', 'a kiosk that was apart gave a ticket'],
  ['d+ A101', 'A101 closed_by_day_end, carried', 'as was chosen, though nobody was known to wait'],
  ['A101 A101c d+ d( d- A102', 'A102 closed_by_day_end', 'as was chosen last'],
  ['A101 A101c d) A102', 'A102 closed_by_day_end, carried', 'without a word of it as those were who were there'],
  ['1( A101 1>A101 d) 1+', '', 'who is at a station is served'],
  ['1( A101 1>A101 d) 1r', 'A101 closed_by_day_end', 'unless he is put back'],
  ['1( A101 1>A101 1) d)', 'A101 closed_by_day_end', 'or his station is no more'],
  ['{ A101=ada A101c d) | A201=ada }', 'A201 closed_by_day_end', 'nobody has two places tomorrow'],
])('[DAY-9] %s: what is still to be closed: %s: %s', (script, expected) => {
  const drafts = lateClosings(dayQueue(script)).map(draft => {
    if (draft.type !== 'ticket.closed.v1') throw new Error(draft.type)
    return `${draft.ticket.split('.')[0]} ${draft.code}${draft.carried ? ', carried' : ''}`
  })
  expect(drafts.join('; ')).toBe(expected)
})

test('[DAY-10] carried tickets get numbers of the server, by letter, in order of check-in', () => {
  const queue = after('A201 R101 A101 ~5m A102', carryOver)
  const numbers = carriedTickets(queue, DAY_CATALOGUE.services, [])
  const asText = (tickets: typeof numbers) => tickets.map(({ number, toNumber }) => `${number} ${toNumber}`)
  expect(asText(numbers)).toEqual(['A201 A001', 'R101 R001', 'A101 A002', 'A102 A003'])
  const told = numbers.slice(2)
  expect(asText(carriedTickets(queue, DAY_CATALOGUE.services, told))).toEqual([
    ...['A101 A002', 'A102 A003'],
    ...['A201 A004', 'R101 R001'],
  ])
})

test('[DAY-10] the next day they are checked in by the server, and come first of their class and no other', () => {
  const kept = { service: SERVICES.A.id, priority: SERVICES.A.priority, language: 'en', isVulnerable: false } as const
  const toNumber = carriedTickets(after('A105', carryOver), DAY_CATALOGUE.services, [])[0]?.toNumber
  if (!toNumber) throw new Error('nobody was carried over')
  const opening = MORNING - 1_800_000
  const drafts = carriedCheckIns([{ ...kept, ticket: ticketOf('A105'), toNumber }], opening)
  expect(drafts).toMatchObject([{ ticket: 'A001.server', carriedFrom: 'A105', language: 'en', vulnerable: null }])
  const queue = saidByServer(day('opened A101v R101'), drafts)
  expect(told(queue)).toBe('A001 waiting, A101 waiting, R101 waiting')
  const { config } = schedulingIn(queue)
  const credit = [...queue.tickets.values()]
    .map(ticket => engineTicketOf(ticket, config))
    .sort((a, b) => a.priority - b.priority || a.creditStart - b.creditStart)
    .map(({ id }) => id.split('.')[0])
  expect(credit).toEqual(['R101', 'A001', 'A101'])
})

test('[DAY-10] a closed ticket frees the code, and carried over it does not come back', () => {
  expect(told(dayQueue('A101=ada A101x A201=ada'))).toBe('A101 closed, A201 waiting')
  expect(told(dayQueue('A101 A101c 0^A101'))).toBe('A101 closed')
})
