import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missing } from '@/scripts/sim/counts'
import { bundleVersions } from '@/scripts/sim/versions'
import type { SeedResult } from './run-seed'

// Time is virtual from here on, in this file: what is loaded later sees no other.
let run: (seed: number, keepsLines?: boolean) => Promise<SeedResult>
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-versions-'))
  await bundleVersions(folder)
  await import('./virtual-time')
  const { runSeed } = await import('./run-seed')
  const { loadPrograms } = await import('./programs')
  const programs = await loadPrograms(pathToFileURL(`${folder}/`))
  run = (seed, keepsLines) => runSeed(seed, programs, keepsLines)
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Two, for a start; the whole test runs more of them (`npm run sim`), these too. Every fourth world has a midnight. */
test.each<[seed: number, what: string]>([
  [1, 'an ordinary morning'],
  [8, 'a display whose clock went back a day showed a document that was destroyed already'],
])('[SIM-1] seed %i: everything holds when all is healed (%s)', { timeout: 60_000 }, async seed => {
  const { violations } = await run(seed)
  expect(violations).toEqual([])
})

test('[SIM-5] programs of three versions: one queue each, the same bytes, and one queue for all once they are updated', {
  timeout: 60_000,
}, async () => {
  const { violations, counts } = await run(3)
  expect(violations).toEqual([])
  for (const what of ['queues of older programs', 'queues of newer programs', 'events of an unknown type'])
    expect(counts[what], what).toBeGreaterThan(0)
  expect(counts).toMatchObject({ 'updates of older programs': 3 })
})

test('[SIM-6] a hostile device: nobody else waits longer, or is sent away', { timeout: 60_000 }, async () => {
  const { violations, counts } = await run(15)
  expect(violations).toEqual([])
  expect(counts).toMatchObject({ 'attacks: flood': 1, 'attacks: questions': 1, 'attacks: crowd': 1 })
})

test('[SIM-2] the same seed is the same world', { timeout: 60_000 }, async () => {
  const [once, again] = [await run(7, true), await run(7, true)]
  expect(again.lines).toEqual(once.lines)
  expect(again.digest).toBe(once.digest)
  expect((await run(8)).digest).not.toBe(once.digest)
})

test('[SIM-3] what never happened is told', () => {
  expect(missing(new Map([['events', 3]]))).toContain('partitions')
  expect(missing(new Map([['partitions', 1]]))).not.toContain('partitions')
  expect(missing(new Map([['partitions', 0]]))).toContain('partitions')
})
