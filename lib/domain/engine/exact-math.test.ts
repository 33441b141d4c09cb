import { expect, test } from 'vitest'
import { exactExp, exactLog, exactSqrt, normalQuantile } from './exact-math'
import { drawsFrom, hash32, mix32 } from './hash'

test.each([0.001, 0.3, 0.75, 1, 1.5, 2, Math.PI, 12, 1000, 1.7e12])(
  '[ENGINE-1] logarithm, exponential and root of %d',
  x => {
    expect(exactLog(x)).toBeCloseTo(Math.log(x), 11)
    expect(exactExp(exactLog(x)) / x).toBeCloseTo(1, 11)
    expect(exactSqrt(x) / Math.sqrt(x)).toBeCloseTo(1, 12)
  },
)

test('[ENGINE-1] beyond what a number holds', () => {
  expect([exactLog(0), exactExp(-701), exactExp(701), exactSqrt(-1)]).toEqual([-Infinity, 0, Infinity, 0])
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-8, 8])
})

test.each([
  [0.5, 0],
  [0.975, 1.959964],
  [0.01, -2.3263479],
  [0.99, 2.3263479],
])('[ENGINE-1] the normal quantile of %d is %d', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 6)
})

test('[ENGINE-1] hashes and draws are these numbers on every device', () => {
  expect([hash32(''), hash32('A101.k3f9xq'), mix32(1, 2)]).toEqual([2872998923, 25629422, 1342625760])
  const draw = drawsFrom(2025)
  expect([draw(), draw(), draw()]).toEqual([0.013013903750106692, 0.13748185150325298, 0.952335620764643])
})

test('[ENGINE-1] draws are spread evenly', () => {
  const draw = drawsFrom(1)
  const counts = new Array<number>(10).fill(0)
  for (let index = 0; index < 100_000; index++) {
    const tenth = Math.floor(draw() * 10)
    counts[tenth] = (counts[tenth] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})
