import { expect, test } from 'vitest'
import { day, dayQueue, post, queueOf, SERVICES, ticketOf, told } from '@/tests/support/day'
import { CONFIG } from '@/tests/support/engine-center'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import { dayFigures } from './center-figures'
import { addRemark, flagTime } from './serve'

const A101 = ticketOf('A101')

test.each<[string, string, string[], boolean, string]>([
  // day                            ticket              remarks                 wrong  why
  ['A101 A101m', 'A101 waiting', ['document_missing'], false, 'while he waits'],
  ['A101 A101m A101m', 'A101 waiting', ['document_missing'], false, 'said twice, it is there once'],
  ['A101 { 1>A101 1+ | A101m }', 'A101 serving 1', ['document_missing'], false, 'a note is no move: both hold'],
  ['A101 1>A101 1+ A101m 1%R', 'A101 waiting', ['document_missing'], false, 'for the next agent'],
  ['A101 1>A101 1+ 1. A101w', 'A101 completed 1', [], true, 'when he is gone'],
  ['A101 1>A101 1+ 1. A101w 1uA101', 'A101 serving 1', [], true, 'and stays so'],
])('[LIFE-10] %s: %s, %j, wrong times %s: %s', (script, state, remarks, isTimeWrong) => {
  const queue = dayQueue(script)
  expect([told(queue), queue.conflicts]).toEqual([state, []])
  expect(queue.tickets.get(A101)?.standing).toMatchObject({ remarks, isTimeWrong })
})

test('[LIFE-10] nothing is learnt from wrong times, no figure counts them, and how many there are is told', () => {
  const script = '1( A101 1>A101 1+ ~59m 1.'
  const meanOf = (of: string) => schedulingIn(dayQueue(of)).times.meanMs(post(1).agent, SERVICES.A.id)
  expect(meanOf(script)).toBeGreaterThan(meanOf('1('))
  expect(meanOf(`${script} A101w`)).toBe(meanOf('1('))
  const figures = (of: string) => dayFigures(dayQueue(of), DAY_CATALOGUE, CONFIG)
  expect(figures(script)).toMatchObject({ calls: 1, excluded: 0, services: [{ n: 1 }] })
  expect(figures(`${script} A101w`)).toMatchObject({ calls: 1, excluded: 1, services: [], waits: [] })
})

test.each<[string, boolean, boolean, string]>([
  // day               remark  flag   why
  ['A101', true, false, 'who was not called has no times'],
  ['A101 1>A101', true, true, 'called'],
  ['A101 A101m', false, false, 'said already'],
  ['A101 1>A101 1+ 1. A101w', true, false, 'flagged already'],
  ['', false, false, 'no such ticket'],
])('[LIFE-10] %j: a remark %s, a flag %s: %s', (script, remark, flag) => {
  const queue = queueOf(day(script).events)
  expect(addRemark(queue, post(1), A101, 'document_missing').ok).toBe(remark)
  expect(flagTime(queue, post(1), A101).ok).toBe(flag)
})
