import { setTimeout as pause } from 'node:timers/promises'
import type { Bench } from './bench'
import { SEATS_MAX } from './bench-center'
import { IDLE } from './centers'
import { type Contender, openReference, openRelay } from './contenders'
import { printTable, shown, sumOf } from './figures'
import { Inspector, inspectorOption } from './inspector'
import { cpuSecondsOf, residentKiBOf } from './process-cpu'
import { freePort } from './sync-installation'

const LISTENERS = { acknowledges: false, devicesPerCenter: 0, listenersPerCenter: SEATS_MAX }
const WARM_CENTERS = 5
const CENTERS_OF_500 = 25
/** With those before, 2,000 connections. */
const CENTERS_OF_2000 = 75
const SETTLE_MS = 3_000
const PRESENCE_MS = 20_000

type Started = Pick<Contender, 'name' | 'server' | 'pid'> & { readonly inspectorPort: number }
type Ends = (() => Promise<void>)[]

/** Of servers that have just been started, whose memory holds nothing else. */
export async function memory(bench: Bench): Promise<void> {
  const rows = [['KiB per connection', 'live heap', 'resident', 'target']]
  for (const start of [startOurs, startRelay, startReference]) {
    const ends: Ends = []
    try {
      const started = await start(bench, ends)
      rows.push(...(await memoryPerConnection(bench, started)))
    } finally {
      for (const end of ends.reverse()) await end()
    }
  }
  printTable('Memory of the server by idle connection, its share of a loaded room included, one round', rows)
}

/** The live heap is exact; resident memory has garbage in it, and room that was there before. */
async function memoryPerConnection({ clients }: Bench, { name, server, pid, inspectorPort }: Started) {
  const inspector = await Inspector.open(inspectorPort)
  const steps = [WARM_CENTERS, CENTERS_OF_500, CENTERS_OF_2000]
  const fleets = steps.map((centers, index) => ({
    fleet: `${name}-${index}`,
    centers: IDLE.slice(sumOf(steps.slice(0, index)), sumOf(steps.slice(0, index)) + centers),
  }))
  const measured: { readonly residentKiB: number; readonly liveKiB: number }[] = []
  for (const { fleet, centers } of fleets) {
    await clients.open(fleet, { ...LISTENERS, server, centers })
    await pause(SETTLE_MS)
    measured.push({ residentKiB: residentKiBOf(pid), liveKiB: await inspector.liveHeapKiB() })
  }
  inspector.close()
  for (const { fleet } of fleets) await clients.close(fleet)

  const [base, ...grown] = measured
  return grown.map(({ residentKiB, liveKiB }, index) => {
    const connections = sumOf(steps.slice(1, index + 2)) * SEATS_MAX
    const perConnection = (now: number, before = Number.NaN) => shown((now - before) / connections, 1)
    const resident = perConnection(residentKiB, base?.residentKiB)
    const isTarget = name === 'ours' && index === 1
    return [`${name}, ${connections}`, perConnection(liveKiB, base?.liveKiB), resident, isTarget ? '<= 14' : '']
  })
}

async function startOurs({ installation }: Bench, ends: Ends): Promise<Started> {
  const inspectorPort = await freePort()
  const { server, program } = await installation.startServer(step => ends.push(step), {
    NODE_OPTIONS: inspectorOption(inspectorPort),
  })
  return { name: 'ours', server, pid: program.process.pid, inspectorPort }
}

async function startRelay({ installation }: Bench, ends: Ends): Promise<Started> {
  const inspectorPort = await freePort()
  const options = [inspectorOption(inspectorPort)]
  return { ...(await openRelay(installation.server, step => ends.push(step), options)), inspectorPort }
}

async function startReference({ installation }: Bench, ends: Ends): Promise<Started> {
  const inspectorPort = await freePort()
  const options = [inspectorOption(inspectorPort)]
  return { ...(await openReference(installation.server, step => ends.push(step), options)), inspectorPort }
}

/** All at once: CPU time is counted process by process, and nobody waits for anybody. */
export async function presence({ clients, contenders }: Bench): Promise<void> {
  const all = Object.values(contenders)
  const centers = IDLE.slice(0, CENTERS_OF_500)
  for (const { name, server } of all)
    await clients.open(name, { ...LISTENERS, server, centers, announces: name === 'reference' })
  await pause(SETTLE_MS)
  const before = all.map(({ pid }) => cpuSecondsOf(pid))
  await pause(PRESENCE_MS)
  const cores = all.map(({ pid }, index) => shown(((cpuSecondsOf(pid) - (before[index] ?? 0)) * 1000) / PRESENCE_MS, 4))
  for (const { name } of all) await clients.close(name)
  printTable(`Beats and presence of 500 idle clients over ${PRESENCE_MS / 1000} s: cores`, [
    ['ours', 'target', 'relay (beats)', 'reference (awareness)'],
    [cores[0] ?? '', '<= 0.005', cores[1] ?? '', cores[2] ?? ''],
  ])
}
