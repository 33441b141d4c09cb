import { expect, test } from 'vitest'
import { dayQueue } from '@/tests/support/day'
import { ticketsNamed } from './agent-find'

test.each<[string, string, string]>([
  // read out    found                  why
  ['a102', 'A102', 'in small letters too'],
  [' R 102 ', 'R102', 'and with spaces'],
  ['102', 'A102 R102 A1102', 'without its letter: the whole end first'],
  ['A10', 'A101 A102', 'as far as he can read it'],
  ['A999', '', 'nobody has it'],
  ['-', '', 'nothing was read'],
])('[CALL-15] %j finds %j: %s', (text, expected) => {
  const queue = dayQueue('A101 A102 R102 A1102 1>A101')
  expect(
    ticketsNamed(queue, text)
      .map(({ number }) => number)
      .join(' '),
  ).toBe(expected)
})
