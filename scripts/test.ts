import './check'
import { buildUnlessFresh } from './build'
import { runSteps } from './steps'

runSteps([
  ['integration tests on Postgres', ['vitest', 'run', '--project', 'integration']],
  ['the device store in Chromium', ['vitest', 'run', '--project', 'web']],
])
await buildUnlessFresh()
runSteps([['journeys in Chromium', ['playwright', 'test']]])
