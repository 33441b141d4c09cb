import { expect, test } from 'vitest'
import { dayQueue, SERVICES } from '@/tests/support/day'
import { waitingInOrder } from './call-order'
import type { Service } from './catalogue'
import { waitRange } from './wait'

const SERVICE_LIST = Object.entries(SERVICES).map(
  ([letter, { id, priority }]): Service => ({
    ...{ id, priority, letter, code: letter, nameFr: '', nameEn: '', active: true },
    durationMinutes: letter === 'B' ? 30 : 10,
  }),
)
const BY_ID = new Map(SERVICE_LIST.map(service => [service.id, service]))

test.each([
  // ahead                 stations   wait         why
  ['A101 A102', 0, 'unknown', 'nobody can serve it: no figure is invented'],
  ['', 1, '0-5', 'nobody is ahead: never less than a range'],
  ['A101', 1, '5-15', '10 minutes of work'],
  ['A101 A102 A103', 1, '20-40', '30 minutes of work'],
  ['A101 A102 A103', 3, '5-15', 'shared by three stations'],
  ['A101 B101', 1, '25-55', 'each service has its own duration'],
])('[CALL-8] %s ahead of %i stations: %s: %s', (script, stations, expected) => {
  const ahead = waitingInOrder(dayQueue(script).tickets.values(), new Set(BY_ID.keys()))
  const wait = waitRange(ahead, BY_ID, stations)
  expect(wait.kind === 'range' ? `${wait.fromMinutes}-${wait.toMinutes}` : wait.kind).toBe(expected)
})
