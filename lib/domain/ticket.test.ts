import { expect, test } from 'vitest'
import { dayQueue, told } from '@/tests/support/day'

test.each([
  // day                          tickets                      why
  ['A101', 'A101 waiting', 'a ticket begins by waiting'],
  ['A101 1>A101', 'A101 called 1', 'a call takes a waiting ticket'],
  ['A101 1>A101 1!', 'A101 called 1', 'a recall leaves it called'],
  ['A101 1>A101 1+', 'A101 serving 1', 'the citizen came'],
  ['A101 1>A101 1+ 1.', 'A101 completed 1', 'the whole way'],
  ['A101 1>A101 1-', 'A101 no_show 1', 'nobody came'],
  ['A101 A102 1>A101 1+ 1. 1>A102', 'A101 completed 1, A102 called 1', 'then the next one'],
  ['A101 1>A101 2>A101', 'A101 called 2', 'a call based on a call is a deliberate override'],
])('[LIFE-1] %s -> %s: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
})

test.each([
  ['A101 1+A101', 'A101 waiting', 'nobody is served before he is called'],
  ['A101 1.A101', 'A101 waiting', 'nor completed'],
  ['A101 1!A101', 'A101 waiting', 'nor recalled'],
  ['A101 1-A101', 'A101 waiting', 'nor absent'],
  ['A101 1>A101 1.A101', 'A101 called 1', 'a called ticket is served before it is completed'],
  ['A101 1>A101 1+ 2>A101', 'A101 serving 1', 'who is being served is not called away'],
  ['A101 1>A101 1+ 1!A101', 'A101 serving 1', 'nor recalled'],
  ['A101 1>A101 1+ 1-A101', 'A101 serving 1', 'nor absent'],
  ['A101 1>A101 1+ 1. 2>A101', 'A101 completed 1', 'completed is the end'],
  ['A101 1>A101 1- 2>A101', 'A101 no_show 1', 'so is a no-show'],
  ['A101 1>A101 1- 1+A101', 'A101 no_show 1', 'who comes too late takes another ticket'],
  ['1>A101', '', 'a call without its check-in waits for it'],
  ['A101 A101', 'A101 waiting', 'a number is issued once'],
])('[LIFE-2] what its state does not allow leaves a ticket as it was: %s -> %s: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
})

test.each([
  ['A101', 'issued', 0, 'no word of the paper yet'],
  ['A101 A101*', 'printed', 1, 'it came out'],
  ['A101 A101/', 'print_failed', 0, 'it did not: the citizen was shown the number'],
  ['A101 A101/ A101*', 'printed', 1, 'it came out at last'],
  ['A101 A101* A101/', 'printed', 1, 'a failed reprint does not take the first paper away'],
  ['A101 A101* A101*', 'printed', 2, 'the second paper says DUPLICATA'],
])('[LIFE-3] the paper: %s -> %s, %i: %s', (script, print, copies) => {
  const [ticket] = dayQueue(script).tickets.values()
  expect(ticket).toMatchObject({ state: 'waiting', print, copies })
})

test('[LIFE-3] the paper is a note on the ticket: the next move is still based on the last one', () => {
  expect(told(dayQueue('A101 { A101* | 1>A101 }'))).toBe('A101 called 1')
})

test.each([
  ['A101 1>A101', 1, 'the call'],
  ['A101 1>A101 1! 1!', 3, 'and its recalls'],
  ['A101 1>A101 1! 2>A101', 1, 'another station begins again'],
])('[LIFE-4] %s: called %i times: %s', (script, calls) => {
  const [ticket] = dayQueue(script).tickets.values()
  expect(ticket).toMatchObject({ state: 'called', calls })
})

test.each<[string, string, string]>([
  ['A101 { 1>A101 1+ | A101e }', 'A101 serving 1 !', 'granted while he was called elsewhere: both hold'],
  ['A101v { 1>A101 | A101- }', 'A101 called 1', 'the head start is gone, and nobody lost anything'],
])('[LIFE-6] %s: %s: %s', (script, expected) => {
  const queue = dayQueue(script)
  const mark = [...queue.tickets.values()].some(({ standing }) => standing.isEmergency) ? ' !' : ''
  expect(`${told(queue)}${mark}`).toBe(expected)
  expect(queue.conflicts).toEqual([])
})

test.each<[string, string, string]>([
  ['A101 1>A101 1+ 1%R', 'A101 waiting', 'he waits for somebody else'],
  ['A101 1>A101 1p', 'A101 parked', 'away'],
  ['A101 1>A101 1p 1=A101', 'A101 waiting', 'and back'],
  ['A101 1>A101 1~ 1>A101', 'A101 called 1', 'called again after he did not come'],
  ['A101 1>A101 1- 1^A101', 'A101 waiting', 'his ticket is open again'],
  ['A101 { 1>A101 1+ 1%R | 2>A101 }', 'A101 waiting', 'who was served and sent on was there: the other call lost'],
  ['A101 { 1>A101 1~ | 2>A101 }', 'A101 called 2', 'who called later may have found him'],
])('[LIFE-5] %s: %s: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
})
