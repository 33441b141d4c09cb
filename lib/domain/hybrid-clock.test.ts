import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareHybrid, type HybridTime, tick, witness } from './hybrid-clock'

const MINUTE = 60_000

test.each<[HybridTime, number, HybridTime, string]>([
  [[1000, 0], 2000, [2000, 0], 'time goes on'],
  [[1000, 0], 1000, [1000, 1], 'the same millisecond counts up'],
  [[1000, 7], 1000, [1000, 8], 'and up'],
  [[5000, 0], 1000, [5000, 1], 'the clock was set back: still later than the last'],
])('[ORDER-3] after %j, at %i: %j: %s', (last, wall, expected) => {
  expect(tick(last, wall)).toEqual(expected)
})

test.each<[HybridTime, HybridTime, number, HybridTime, string]>([
  [[1000, 0], [2000, 3], 2000, [2000, 3], 'what is later is taken over'],
  [[1000, 5], [1000, 3], 1000, [1000, 5], 'what is earlier is not'],
  [[1000, 0], [61_000, 9], 1000, [61_000, 9], 'a minute ahead is believed'],
  [[1000, 0], [61_001, 9], 1000, [61_000, 0], 'more is cut to a minute'],
  [[1000, 0], [9e12, 9], 1000, [61_000, 0], 'a poisoned clock does not spread'],
  [[70_000, 2], [9e12, 9], 1000, [70_000, 2], 'nor pulls back'],
])('[ORDER-4] after %j, seeing %j at %i: %j: %s', (last, remote, wall, expected) => {
  expect(witness(last, remote, wall)).toEqual(expected)
})

test('[ORDER-3] whatever the wall clock does, our times only grow, and stay within a minute of the latest wall time', () => {
  const step = fc.record({
    wall: fc.integer({ min: 0, max: 1e9 }),
    remote: fc.option(fc.integer({ min: 0, max: 1e12 })),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), steps => {
      let last: HybridTime = [0, 0]
      let latestWall = 0
      for (const { wall, remote } of steps) {
        if (remote !== null) last = witness(last, [remote, 0], wall)
        const next = tick(last, wall)
        latestWall = Math.max(latestWall, wall)
        if (compareHybrid(next, last) <= 0 || next[0] > latestWall + MINUTE) return false
        last = next
      }
      return true
    }),
    { seed: 2026, numRuns: 500 },
  )
})
