import type { Step } from './steps'

/** What needs neither a database nor a browser. */
export const STATIC_CHECKS: readonly Step[] = [
  ['types', ['tsc', '--noEmit']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
]
export const UNIT_TESTS: Step = [
  'unit and property tests',
  ['vitest', 'run', '--project', 'unit', '--project', 'simulation'],
]
