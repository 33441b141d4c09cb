/**
 * The seeded simulator: whole centers under a virtual clock, with everything that goes wrong, and what must hold after
 * it. The code is the production code; only clock, network, disk and database are replaced.
 *
 *   npm run sim -- --seeds 500            seeds 1 to 500
 *   npm run sim -- --seeds 500 --from 501
 *   npm run sim -- --seed 17              one world, told line by line
 *   npm run sim -- --nightly              100,000 seeds
 */
import { parseArgs } from 'node:util'
import type { SeedAnswer } from '@/tests/sim/worker'
import { bundleSimulator } from './sim/bundle'
import { missing, table } from './sim/counts'
import { range, runSeeds } from './sim/seeds'

const NIGHTLY = 100_000
/** So many failing seeds are enough to work with. */
const FAILURES_MAX = 20

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    nightly: { type: 'boolean', default: false },
  },
})

const one = values.seed === undefined ? null : Number(values.seed)
const count = one === null ? (values.nightly ? NIGHTLY : Number(values.seeds)) : 1
const began = performance.now()
const counts = new Map<string, number>()
let done = 0
let failures = 0

const bundle = await bundleSimulator()
try {
  await runSeeds({
    bundle: bundle.path,
    seeds: range(one ?? Number(values.from), count),
    keepsLines: one !== null,
    onAnswer: answer => {
      done++
      if (!('fault' in answer))
        for (const [name, times] of Object.entries(answer.counts)) counts.set(name, (counts.get(name) ?? 0) + times)
      if (one !== null && !('fault' in answer)) console.log(answer.lines.join('\n'))
      if (tellFailure(answer)) failures++
      return failures >= FAILURES_MAX
    },
  })
} finally {
  await bundle.remove()
}

console.log(table(counts))
console.log(`${done} seeds in ${((performance.now() - began) / 1000).toFixed(1)} s, ${failures} failed`)
const never = one === null ? missing(counts) : []
if (never.length > 0) console.error(`never happened, so nothing was shown about it: ${never.join(', ')}`)
if (failures > 0 || never.length > 0) process.exitCode = 1

function tellFailure(answer: SeedAnswer): boolean {
  const { seed } = answer
  if ('fault' in answer) console.error(`seed ${seed}: ${answer.fault}`)
  else if (answer.violations.length === 0) return false
  else {
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    const told = answer.violations
      .slice(0, 5)
      .map(({ invariant, what, at }) => `  ${invariant} at ${seconds(at)} s: ${what}`)
    console.error(`seed ${seed}: ${answer.violations.length} violations\n${told.join('\n')}`)
  }
  console.error(`  replay: npm run sim -- --seed ${seed}`)
  return true
}
