import { runSteps } from './steps'

runSteps([
  ['types', ['tsc', '--noEmit']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
  ['unit and property tests', ['vitest', 'run', '--project', 'unit']],
])
