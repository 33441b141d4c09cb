import { checkClips } from './check'
import { makeClips } from './make'
import { readingList, takeRecordings } from './recordings'

/** What stands in docs/runbooks/voice.md. */
const HOW = 'npm run audio [-- list | check | take <folder>]'

const [command, folder] = process.argv.slice(2)
if (command === undefined) await makeClips()
else if (command === 'list') console.log(readingList())
else if (command === 'check') process.exitCode = (await checkClips()) ? 0 : 1
else if (command === 'take' && folder) process.exitCode = (await takeRecordings(folder)) ? 0 : 1
else {
  console.error(HOW)
  process.exitCode = 2
}
