import { expect, test } from 'vitest'
import { chanceToWait } from '@/lib/domain/engine/staffing'
import { accumulating, allenCunneen, cobham, erlangBeyond, erlangC, erlangWait, residualWork } from './theory'

test('the formulas give the published figures', () => {
  expect(erlangC(10, 8.5)).toBeCloseTo(0.5299, 4)
  expect(erlangC(1, 0.6)).toBeCloseTo(0.6, 12)
  expect(erlangWait(10, 8.5, 10)).toBeCloseTo(3.532, 3)
  expect(erlangBeyond(10, 8.5, 10, 10)).toBeCloseTo(0.1182, 4)
  expect(allenCunneen(10, 8.5, 10, 0.6)).toBeCloseTo(2.402, 3)
})

test('strict priority: each class waits for those above it, and all together as long as in one line', () => {
  const inProgress = erlangWait(10, 9, 10) * 0.1
  const [first = 0, second = 0] = cobham(inProgress, [0.36, 0.54])
  expect(first).toBeCloseTo(1.045, 3)
  expect(second).toBeCloseTo(10.449, 3)
  expect(0.4 * first + 0.6 * second).toBeCloseTo(erlangWait(10, 9, 10), 9)
})

test('one server: Cobham with one class is the formula of Pollaczek and Khinchine', () => {
  const classes = [{ rate: 0.05, mean: 10, cv: 0.6 }]
  expect(cobham(residualWork(classes), [0.5])[0]).toBeCloseTo((0.05 * 100 * 1.36) / (2 * 0.5), 9)
})

test('accumulating priority: the published waits, and between one line and strict priority', () => {
  const [slow, fast] = accumulating(erlangWait(10, 9, 10), 0.54, 0.36, 3)
  expect(slow).toBeCloseTo(8.799, 3)
  expect(fast).toBeCloseTo(3.52, 2)
  const [same] = accumulating(6, 0.5, 0.4, 1)
  expect(same).toBeCloseTo(6, 9)
})

test('staffing advice reckons with the same Erlang C', () => {
  for (const load of [0.5, 3, 8.5, 9.9]) expect(chanceToWait(load, 10)).toBeCloseTo(erlangC(10, load), 9)
})
