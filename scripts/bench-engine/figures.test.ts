import { expect, test } from 'vitest'
import { halfWidth, pairedRatio, quantile, studentT } from './figures'

test.each([
  [6, 2.447],
  [9, 2.262],
  [29, 2.045],
  [39, 2.023],
])('Student with %i degrees of freedom: %f', (degrees, expected) => {
  expect(studentT(degrees)).toBeCloseTo(expected, 2)
})

test('an interval of a mean', () => {
  expect(halfWidth([1, 2, 3, 4, 5])).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 2)
})

test('paired ratios: the same factor on every day is certain', () => {
  const ratio = pairedRatio([1, 10, 3], [2, 20, 6])
  expect(ratio.value).toBeCloseTo(0.5, 12)
  expect(ratio.high - ratio.low).toBeCloseTo(0, 12)
})

test('a day without anybody late has a ratio too', () => {
  expect(pairedRatio([0, 0], [0, 0], 0.1).value).toBe(1)
})

test('quantiles', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
  expect(quantile([], 0.5)).toBeNaN()
})
