import { expect, test } from 'vitest'
import { isTicketEvent } from '@/lib/domain/events'
import { day, ticketOf } from '@/tests/support/day'
import { wayChangeOf } from './audit-ways'

/** All ways of a ticket in words: service and step, then the station or agent where one is named. */
function waysIn(script: string, number = 'A101', isKnown = (_: string) => true): string[] {
  const history = day(script)
    .events.filter(event => isTicketEvent(event))
    .filter(({ ticket, type }) => ticket === ticketOf(number) && isKnown(type))
  return history
    .flatMap(event => wayChangeOf(event, history) ?? [])
    .map(({ before, after }) => [before, after].map(way => (way ? Object.values(way).join(' ') : '?')).join(' -> '))
}

test.each<[string, readonly string[], string]>([
  ['A101 1>A101 1+ 1.', [], 'nobody sent him another way'],
  ['A101 1>A101 1+ 1%R', ['1 1 -> 3 1'], 'another service'],
  ['A101 1>A101 1+ 1>>+', ['1 1 -> 1 2'], 'the next step'],
  ['A101 1>A101 1+ 1>>2', ['1 1 1 -> 1 1 2'], 'from station 1 to station 2'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2+ 2>>@3', ['1 1 -> 1 2', '1 2 2 -> 1 2 3'], 'from agent 2 to agent 3, step 2'],
  ['A101 1>A101 1+ 1%R 1uA101 1%B', ['1 1 -> 3 1', '1 1 -> 2 1'], 'what was taken back between was not before'],
  ['A101 1>A101 1+ 1>>+ 2>A101 2?R', ['1 1 -> 1 2', '1 2 -> 3 1'], 'found to be another service'],
  ['A101 { 1>A101 1%E | 0%RA101 }', ['1 1 -> 4 1', '1 1 -> 3 1'], 'each author by what he knew'],
  ['A101 0%RA101', ['1 1 -> 3 1'], 'a supervisor sends on who waits'],
])('[AUDIT-10] %s: %j: %s', (script, expected) => {
  expect(waysIn(script)).toEqual(expected)
})

test('[AUDIT-10] where what led there is not known, only what it became is told', () => {
  expect(waysIn('A101 1>A101 1+ 1%R', 'A101', type => type !== 'ticket.called.v1')).toEqual(['? -> 3 1'])
})
