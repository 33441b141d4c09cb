import { cpus, loadavg } from 'node:os'
import { openStack, type Stack } from '@/tests/e2e/support/stack'
import { ORIGIN } from '@/tests/support/node-device'
import { firstLoad } from './bench-web/part-load'
import { memoryOfADay } from './bench-web/part-memory'
import { coldStart } from './bench-web/part-start'
import { buildUnlessFresh } from './build'

const PARTS: Readonly<Record<string, (stack: Stack) => Promise<void>>> = {
  load: firstLoad,
  start: coldStart,
  memory: memoryOfADay,
}

/**
 * `npm run bench:web`, or with the names of the parts to run: `npm run bench:web -- load start`. The built app, the real servers, a
 * database that is thrown away, and Chromium. It prints figures and judges nothing.
 */
async function benchWeb(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter(name => !(name in PARTS))
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)
  await buildUnlessFresh()
  console.log(`${cpus().length} cores, Node ${process.version}, load ${loadText()} at the start`)
  const stack = await openStack(ORIGIN)
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      const startedAt = performance.now()
      await part(stack)
      console.log(`  (${name}: ${Math.round((performance.now() - startedAt) / 1000)} s, load ${loadText()})`)
    }
  } finally {
    await stack.close()
  }
}

function loadText(): string {
  return loadavg()
    .map(value => value.toFixed(1))
    .join(' ')
}

await benchWeb(process.argv.slice(2))
