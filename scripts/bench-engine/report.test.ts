import { expect, test } from 'vitest'
import { type Bound, meets } from './report'

test.each<[number, Bound, boolean]>([
  [0.6, { atMost: 0.6 }, true],
  [0.61, { atMost: 0.6 }, false],
  [80, { atLeast: 80 }, true],
  [79.9, { atLeast: 80 }, false],
  [-4.1, { between: [-4, 4] }, false],
  [4, { between: [-4, 4] }, true],
  [Number.NaN, { atMost: 1 }, false],
  [Number.NaN, { atLeast: 1 }, false],
])('%d against %o', (figure, bound, expected) => {
  expect(meets(figure, bound)).toBe(expected)
})
