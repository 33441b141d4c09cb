import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '@/tests/support/chromium'
import { STATIC_CHECKS, UNIT_TESTS } from './checks'
import { runSideBySide, runSteps } from './steps'

if (!existsSync(CHROMIUM.executablePath ?? chromium.executablePath())) {
  await runSteps([['a Chromium for the journeys', ['playwright', 'install', 'chromium']]])
}
await runSteps(STATIC_CHECKS)
await runSideBySide(
  [UNIT_TESTS, ['integration tests on Postgres', ['vitest', 'run', '--project', 'integration', '--maxWorkers', '2']]],
  [
    ['the build', ['tsx', 'scripts/build.ts']],
    ['screens and the device store in Chromium', ['vitest', 'run', '--project', 'web', '--maxWorkers', '2']],
    ['120 simulated centers', ['tsx', 'scripts/sim.ts', '--seeds', '120']],
  ],
)
await runSteps([['journeys in Chromium', ['playwright', 'test']]])
