import type { BenchPart } from './bench-part'
import { printTable } from './report'

const TICKETS = 12_000
const QUICK_TICKETS = 2_000
const SEEDS = ['1', '2']

/** The proven bounds, looked at ticket by ticket where they are proven: all agents alike and always there. */
export const guarantees: BenchPart = async ({ pool, report, isQuick }) => {
  const tickets = isQuick ? QUICK_TICKETS : TICKETS
  const checks = await Promise.all(SEEDS.map(seed => pool.run('guarantees', tickets, seed)))
  printTable('Bounds on one sample path, 10 agents at load 1.1', [
    ['tickets', 'beyond the cap (G1)', 'G2', 'tightest', 'G3', 'same kind (G5)', 'worst wait over FIFO, min'],
    ...checks.map(check => [
      String(check.tickets),
      String(check.capViolations),
      String(check.waitViolations),
      check.tightest.toFixed(3),
      String(check.fifoViolations),
      String(check.sameKindOvertakes),
      check.worstOverFifoMinutes.toFixed(0),
    ]),
  ])
  const violations = checks.map(
    check => check.capViolations + check.waitViolations + check.fifoViolations + check.sameKindOvertakes,
  )
  report.target(
    'guarantees: violations of G1, G2, G3, G5',
    violations.reduce((sum, count) => sum + count, 0),
    { atMost: 0 },
  )
}
