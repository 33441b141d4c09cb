import { expect, test } from 'vitest'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { dayQueue, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { waitingByService } from './announced-calls'

const SERVED: Foretold = {
  ...NOTHING_FORETOLD,
  ...{ isServed: true, wait: { kind: 'range', fromMinutes: 5, toMinutes: 15 } },
}

test('[SHOW-1] emergencies are no line of their own: nobody in the hall may choose one', () => {
  const services = DAY_CATALOGUE.services.map(service => ({ ...service, code: 'EMERGENCY' }))
  expect(waitingByService(dayQueue('A101'), { ...DAY_CATALOGUE, services }, new Map())).toEqual([])
})

test.each<[string, string, string, string]>([
  // day so far   served  shown                   why
  ['', '', '', 'before the first station opens there is no news'],
  ['', 'A', 'A 0 5-15', 'who comes for it now waits so long'],
  ['A101 A102', 'A', 'A 2 5-15', 'two wait'],
  ['A101', '', 'A 1 unknown', 'somebody waits, and nobody serves'],
  ['A101 B101', 'B', 'A 1 unknown, B 1 5-15', 'each service by itself'],
  ['1( A101 1>A101', 'A', 'A 0 5-15', 'who was called waits no more'],
  ['A101 A) B)', 'A', 'A 1 5-15 suspended, B 0 unknown suspended', 'who has come for what is suspended reads it'],
])('[SHOW-1] %s, served: %s: %s: %s', (script, served, expected) => {
  const foretold = new Map(
    Object.entries(SERVICES).map(([letter, { id }]) => [id, served.includes(letter) ? SERVED : NOTHING_FORETOLD]),
  )
  const letterOf = (id: number) => DAY_CATALOGUE.services.find(service => service.id === id)?.letter
  const lines = waitingByService(dayQueue(script), DAY_CATALOGUE, foretold).map(
    ({ service, count, wait, isSuspended }) =>
      `${letterOf(service)} ${count} ${wait.kind === 'range' ? `${wait.fromMinutes}-${wait.toMinutes}` : wait.kind}${isSuspended ? ' suspended' : ''}`,
  )
  expect(lines.join(', ')).toBe(expected)
})
