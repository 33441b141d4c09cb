import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { Center, documentOf } from '@/tests/support/center'
import { foldDigest } from '@/tests/support/fold-digest'
import { anyOffsets, anyStep } from '@/tests/support/random-steps'

const SEED = 20260302
const history = fc.record({
  steps: fc.array(anyStep, { minLength: 15, maxLength: 40 }),
  offsets: anyOffsets,
  seed: fc.nat(),
})

/** The same events in another order, some of them twice, in batches of these sizes. */
function foldInBatches(events: readonly QueueEvent[], order: readonly number[], sizes: readonly number[]): QueueFold {
  const keyed = events.map((event, index) => ({ event, key: order[index % order.length] ?? 0 }))
  const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ event }) => event)
  const fold = new QueueFold()
  for (let start = 0, batch = 0; start < shuffled.length; batch++) {
    const size = 1 + (sizes[batch % sizes.length] ?? 0)
    fold.add(shuffled.slice(Math.max(0, start - 1), start + size))
    start += size
  }
  return fold
}

test('[FOLD-1] replicas that hold the same events hold the same queue, to the byte', async () => {
  const met = { events: 0, conflicts: 0, duplicates: 0, alerts: 0, corrections: 0, restarts: 0 }
  const batching = fc.record({
    order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
    sizes: fc.array(fc.nat(6), { minLength: 1 }),
  })
  await fc.assert(
    fc.asyncProperty(history, batching, async ({ steps, offsets, seed }, { order, sizes }) => {
      const center = await Center.open(seed, offsets)
      for (const one of steps) await center.take(one)
      center.heal()

      const digests = center.members.map(({ replica }) => foldDigest(replica.queue))
      expect(new Set(digests).size).toBe(1)
      const [first] = center.members
      const events = first
        ? documentOf(first.replica)
            .events()
            .map(({ event }) => event)
        : []
      const whole = new QueueFold()
      whole.add(events)
      expect(foldDigest(whole)).toBe(digests[0])
      expect(foldDigest(foldInBatches(events, order, sizes))).toBe(digests[0])

      met.events += events.length
      met.conflicts += whole.conflicts.length
      met.duplicates += [...whole.tickets.values()].filter(({ state }) => state === 'duplicate').length
      met.alerts += whole.alerts.length
      met.corrections += steps.filter(({ kind }) => kind === 'correct').length
      met.restarts += steps.filter(({ kind }) => kind === 'restart').length
      center.close()
    }),
    { seed: SEED, numRuns: 500 },
  )
  for (const [what, count] of Object.entries(met)) expect([what, count > 50]).toEqual([what, true])
}, 60_000)
