import { beforeAll, expect, test } from 'vitest'
import { missing } from '@/scripts/sim/counts'
import type { SeedResult } from './run-seed'

// Time is virtual from here on, in this file: what is loaded later sees no other.
let runSeed: (seed: number, keepsLines?: boolean) => Promise<SeedResult>
beforeAll(async () => {
  await import('./virtual-time')
  runSeed = (await import('./run-seed')).runSeed
}, 60_000)

/** A few, fast; `npm run sim` runs hundreds. Every fourth world has a midnight. */
test.each<[seed: number, what: string]>([
  [1, 'an ordinary morning'],
  [2, 'an ordinary morning'],
  [4, 'a midnight'],
  [8, 'a display whose clock went back a day showed a document that was destroyed already'],
  [12, 'a midnight'],
])('[SIM-1] seed %i: everything holds when all is healed (%s)', { timeout: 60_000 }, async seed => {
  const { violations } = await runSeed(seed)
  expect(violations).toEqual([])
})

test('[SIM-2] the same seed is the same world', { timeout: 60_000 }, async () => {
  const [once, again] = [await runSeed(7, true), await runSeed(7, true)]
  expect(again.lines).toEqual(once.lines)
  expect(again.digest).toBe(once.digest)
  expect((await runSeed(8)).digest).not.toBe(once.digest)
})

test('[SIM-3] what never happened is told', () => {
  expect(missing(new Map([['events', 3]]))).toContain('partitions')
  expect(missing(new Map([['partitions', 1]]))).not.toContain('partitions')
  expect(missing(new Map([['partitions', 0]]))).toContain('partitions')
})
