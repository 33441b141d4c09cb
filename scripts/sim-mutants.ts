/**
 * Does the simulator notice? Each mutation breaks the production source in one place; some seed must then violate an
 * invariant, and the same seeds must pass on the source as it is.
 *
 *   npm run sim:mutants
 *   npm run sim:mutants -- --only "no WAL replay"
 */
import { parseArgs } from 'node:util'
import { bundleSimulator } from './sim/bundle'
import { MUTANTS, type Mutant } from './sim/mutants'
import { range, runSeeds } from './sim/seeds'

/** Seeds that a mutant may survive before it counts as not noticed. */
const BUDGET = 200

type Catch = { readonly seed: number; readonly invariant: string; readonly ms: number }

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = MUTANTS.filter(({ name }) => values.only === undefined || name === values.only)
if (chosen.length === 0) throw new Error(`no mutant is named ${values.only}`)

const catches = new Map<Mutant, Catch>()
for (const mutant of chosen) {
  const caught = await firstViolation(mutant, range(1, BUDGET))
  if (caught) catches.set(mutant, caught)
  const result = caught ? `seed ${caught.seed}, ${caught.invariant}` : `NOT CAUGHT in ${BUDGET} seeds`
  console.log(`${mutant.name.padEnd(34)} ${result.padEnd(24)} ${caught ? `${caught.ms.toFixed(0)} ms` : ''}`)
}

const seeds = new Set([...catches.values()].map(({ seed }) => seed))
const untouched = await firstViolation({ name: 'none', changes: [] }, seeds)
const state = untouched ? `FAILS: seed ${untouched.seed}, ${untouched.invariant}` : `passes ${seeds.size} seeds`
console.log(`${'the source as it is'.padEnd(34)} ${state}`)
if (untouched || catches.size < chosen.length) process.exitCode = 1

/** The lowest of the failing seeds that were run: all cores run, and stop at the first one that fails. */
async function firstViolation({ changes }: Mutant, among: Iterable<number>): Promise<Catch | null> {
  const bundle = await bundleSimulator(changes)
  const began = performance.now()
  let found: Catch | null = null
  try {
    await runSeeds({
      bundle: bundle.path,
      seeds: among,
      onAnswer: answer => {
        const invariant = 'fault' in answer ? 'it stopped' : answer.violations[0]?.invariant
        if (invariant !== undefined && (!found || answer.seed < found.seed))
          found = { seed: answer.seed, invariant, ms: performance.now() - began }
        return found !== null
      },
    })
  } finally {
    await bundle.remove()
  }
  return found
}
