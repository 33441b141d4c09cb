import type { BenchPart } from './bench-part'
import { deviationOf, meanOf, studentT } from './figures'
import { printTable } from './report'
import { THEORY_CHECKS } from './theory-checks'

const CUSTOMERS = 15_000

/** The simulator beside queues that theory has solved: if it does not agree, nothing else it says counts. */
export const theory: BenchPart = async ({ pool, report, isQuick }) => {
  const seeds = Array.from({ length: isQuick ? 4 : 30 }, (_, index) => String(index + 1))
  const customers = isQuick ? CUSTOMERS / 3 : CUSTOMERS
  const checks = await Promise.all(
    THEORY_CHECKS.map(async (check, index) => {
      const runs = await Promise.all(seeds.map(seed => pool.run('theory', index, customers, seed)))
      return check.figures.map(({ name, theory: expected }, place) => {
        const values = runs.map(run => run[place] ?? Number.NaN)
        const error = deviationOf(values) / Math.sqrt(values.length)
        const half = error * studentT(values.length - 1)
        const simulated = meanOf(values)
        return {
          name: `${check.name}: ${name}`,
          expected,
          simulated,
          half,
          errors: Math.abs(simulated - expected) / error,
        }
      })
    }),
  )
  const figures = checks.flat()
  printTable(`The simulator beside theory (${seeds.length} runs of ${customers} customers)`, [
    ['queue', 'theory', 'simulated, 95 %', 'standard errors off'],
    ...figures.map(({ name, expected, simulated, half, errors }) => [
      name,
      expected.toFixed(3),
      `${simulated.toFixed(3)} +- ${half.toFixed(3)}`,
      errors.toFixed(1),
    ]),
  ])
  const outside = figures.filter(({ expected, simulated, half }) => !(Math.abs(simulated - expected) <= half)).length
  report.target(`theory: of ${figures.length} figures outside their 95 % interval`, outside, { atMost: 2 })
  report.target('theory: standard errors off, worst figure', Math.max(...figures.map(({ errors }) => errors)), {
    atMost: 3,
  })
}
