import { expect, test } from 'vitest'
import { QueueFold } from '@/lib/domain/fold'
import { day, tablet } from '@/tests/support/day'
import { lostMoves } from './agent-desk'

function lostBy(station: number, script: string): string[] {
  const queue = new QueueFold()
  queue.add(day(script).events)
  return lostMoves(queue, tablet(station)).map(({ number, station: at }) => `${number} at ${at}`)
}

test.each<[string, string[], string[], string]>([
  // day                                             told at 1        told at 2       why
  ['A101 1( 2( 1>A101', [], [], 'nobody else called'],
  ['A101 1( 2( { 1>A101 | 2>A101 }', [], ['A101 at 1'], 'the earlier call stays'],
  ['A101 1( 2( { 1>A101 | 2>A101 2+ }', ['A101 at 2'], [], 'who serves has the citizen'],
  [
    '1( { A101=ada 1>A101 | A201=ada 2( 2>A201 2+ }',
    ['A101 at 2'],
    [],
    'the same person, with another paper, is served',
  ],
])('[CONF-3] %s', (script, first, second) => {
  expect([lostBy(1, script), lostBy(2, script)]).toEqual([first, second])
})
