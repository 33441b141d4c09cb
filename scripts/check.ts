import { STATIC_CHECKS, UNIT_TESTS } from './checks'
import { runSteps } from './steps'

await runSteps([...STATIC_CHECKS, UNIT_TESTS])
