import './check'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '@/tests/support/chromium'
import { buildUnlessFresh } from './build'
import { runSteps } from './steps'

if (!existsSync(CHROMIUM.executablePath ?? chromium.executablePath())) {
  runSteps([['a Chromium for the journeys', ['playwright', 'install', 'chromium']]])
}
runSteps([
  ['300 simulated centers', ['tsx', 'scripts/sim.ts', '--seeds', '300']],
  ['integration tests on Postgres', ['vitest', 'run', '--project', 'integration', '--maxWorkers', '2']],
  ['the device store in Chromium', ['vitest', 'run', '--project', 'web', '--maxWorkers', '3']],
])
await buildUnlessFresh()
runSteps([['journeys in Chromium', ['playwright', 'test']]])
