import { expect, test } from 'vitest'
import { CONFIG, NOW, serviceOf, waiting } from '@/tests/support/engine-center'
import { AgentId } from '../ids'
import { MINUTE_MS } from './config'
import { afterNoShow, PARKED, park, reopen, resume, transfer } from './credit'
import type { EngineTicket } from './model'

function one(script: string): EngineTicket {
  const [ticket] = waiting(script)
  if (!ticket) throw new Error(script)
  return ticket
}

function creditMinutes(ticket: EngineTicket): number {
  return (NOW - ticket.creditStart) / MINUTE_MS
}

test.each(['errand', 'center'] as const)('[ENGINE-12] parked for 10 minutes: %s', reason => {
  const parked = park(one('R101@30'))
  expect(parked.notBefore).toBe(PARKED)
  const back = resume(parked, reason, NOW - 10 * MINUTE_MS, NOW)
  expect({ credit: creditMinutes(back), notBefore: back.notBefore }).toEqual({
    credit: reason === 'errand' ? 20 : 30,
    notBefore: 0,
  })
})

test('[ENGINE-12] an errand that a corrected clock made a day long leaves him as one who comes now, not later', () => {
  const back = resume(one('R101@30'), 'errand', NOW - 24 * 60 * MINUTE_MS, NOW)
  expect(creditMinutes(back)).toBe(0)
})

test.each([
  // credit  no-shows   credit after, or closed
  ['R101@30', 1, 20],
  ['R101@30', 2, 20],
  ['R101@4', 1, 0],
  ['P101@-5/2', 1, -5],
  ['R101@30', 3, null],
])('[ENGINE-12] %s does not come, %i times now: %s minutes of credit', (script, count, expected) => {
  const held = afterNoShow(one(script), count, NOW, CONFIG)
  expect(held && creditMinutes(held)).toBe(expected)
  if (held) expect(held.notBefore).toBe(NOW + 5 * MINUTE_MS)
})

test.each([
  // credit when closed, closed so long ago   credit now
  ['R101@90', 20, 15],
  ['R101@30', 20, 10],
  ['R101@90', 60, 15],
  ['R101@90', 61, null],
])('[ENGINE-12] %s, closed %i minutes ago, comes back: %s minutes of credit', (script, minutesAgo, expected) => {
  const back = reopen(one(script), NOW - minutesAgo * MINUTE_MS, NOW, CONFIG)
  expect(back.ok ? creditMinutes(back.value) : null).toBe(expected)
})

test.each([
  // ticket      to     class
  ['R101@30', 'M', 4],
  ['M101@30', 'C', 3],
  ['M101@30/2', 'C', 2],
  ['E101@30', 'R', 1],
  ['A101@30', 'M', 5],
])(
  '[ENGINE-12] %s is transferred to %s: class %i, its credit stays, its first agent is out',
  (script, letter, priority) => {
    const ticket = one(script)
    expect(transfer(ticket, serviceOf(letter), AgentId.parse(3), CONFIG)).toEqual({
      ...ticket,
      service: serviceOf(letter),
      priority,
      excludedAgent: 3,
    })
  },
)
