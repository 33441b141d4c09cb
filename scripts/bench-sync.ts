import { cpus, loadavg } from 'node:os'
import { type Bench, SEED } from './bench/bench'
import { SEATS_MAX } from './bench/bench-center'
import { FreshCenters, WARM } from './bench/centers'
import { ClientProcesses } from './bench/client-processes'
import { openContenders } from './bench/contenders'
import { memory, presence } from './bench/part-idle'
import { joins } from './bench/part-joins'
import { manyCenters, oneCenter, overload, twoThousand } from './bench/part-load'
import { reconnectStorm } from './bench/part-storm'
import { throughput } from './bench/part-throughput'
import { openInstallation } from './bench/sync-installation'

const CLIENT_PROCESSES = 2
const WARM_MS = 10_000

const PARTS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'one-center': oneCenter,
  'many-centers': manyCenters,
  'two-thousand': twoThousand,
  overload,
  throughput,
  memory,
  presence,
  joins,
  storm: reconnectStorm,
}

const ends: (() => Promise<void>)[] = []
let ending: Promise<void> | null = null

/** `npm run bench:sync`, or with the names of the parts to run: `npm run bench:sync -- storm joins`. */
async function benchSync(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter(name => !(name in PARTS))
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)
  console.log(`${cpus().length} cores, Node ${process.version}, load ${loadText()} at the start`)
  const atEnd = (step: () => Promise<void>) => void ends.push(step)
  const installation = await openInstallation(atEnd)
  const clients = new ClientProcesses(CLIENT_PROCESSES)
  atEnd(() => Promise.resolve(clients.stop()))
  const contenders = await openContenders(installation, atEnd)
  const bench: Bench = { installation, clients, contenders, freshCenters: new FreshCenters() }

  const isOver = installation.program.exited.then(code => {
    throw new Error(`the sync server ended by itself: ${code}`)
  })
  isOver.catch(() => undefined) // reason: when the bench is over it ends the server itself
  await Promise.race([warmUp(bench), isOver])
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const startedAt = performance.now()
    await Promise.race([part(bench), isOver])
    console.log(`  (${name}: ${Math.round((performance.now() - startedAt) / 1000)} s, load ${loadText()})`)
  }
}

/**
 * A program that has just started runs code that is not compiled yet, and compiles it: at 100 events/s a fifth of the CPU time of
 * its first minute. A server starts once.
 */
async function warmUp({ clients, contenders }: Bench): Promise<void> {
  const plan = { centers: WARM, devicesPerCenter: 2, listenersPerCenter: SEATS_MAX - 2 }
  for (const { name, server, acknowledges } of Object.values(contenders)) {
    await clients.open(name, { ...plan, server, acknowledges })
    await clients.append(name, { perSecond: 1_000, forMs: WARM_MS, seed: SEED })
    await clients.close(name)
  }
}

function loadText(): string {
  return loadavg()
    .map(value => value.toFixed(1))
    .join(' ')
}

/** Undoes what was started, newest first; a step that fails does not keep the next from being done. */
async function endAll(): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end().catch(fault => console.error(fault))
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    ending ??= endAll()
    ending.finally(() => process.exit(130)).catch(console.error)
  })
}
try {
  await benchSync(process.argv.slice(2))
} finally {
  ending ??= endAll()
  await ending
}
