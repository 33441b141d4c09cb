import type { Bench } from './bench'
import { SEATS_MAX } from './bench-center'
import type { Contender } from './contenders'
import { median, printTable, shown, sumOf } from './figures'
import { cpuSecondsOf, cpuSecondsOfChildren } from './process-cpu'

/** 50 for each device: kiosks have more of them than tablets, and displays none. */
const EVENTS_PER_CENTER = 50 * SEATS_MAX

type StormRound = {
  readonly events: number
  readonly ms: number
  readonly missing: number
  readonly sentAway: number
  readonly serverCpu: number
  readonly postgresCpu: number
  /** Rows of these centers in Postgres: each event once. */
  readonly stored: { readonly rows: number; readonly distinct: number } | null
}

export async function reconnectStorm(bench: Bench): Promise<void> {
  const head = ['', 'rounds', 'all equal and acknowledged, s', 'target', 'server CPU s', 'target']
  const rows = [[...head, 'Postgres CPU s', 'lost', 'double', 'logs missing', 'came back']]
  rows.push(...(await stormsOf(bench, { centers: 25, rounds: 3, targets: ['<= 1.6', '<= 0.9'] })))
  rows.push(...(await stormsOf(bench, { centers: 100, rounds: 1, targets: ['<= 6', '<= 3.3'] })))
  printTable(
    'Reconnect storm: all connect in one instant, each with its share of 50 offline events a device, bare',
    rows,
  )
}

type StormSize = { readonly centers: number; readonly rounds: number; readonly targets: readonly [string, string] }

async function stormsOf(bench: Bench, { centers, rounds, targets }: StormSize): Promise<string[][]> {
  const { contenders, clients, freshCenters } = bench
  const found: Record<Contender['name'], StormRound[]> = { ours: [], relay: [], reference: [] }
  for (let round = 0; round < rounds; round++) {
    const taken = freshCenters.take(centers)
    await clients.prepare(contenders.ours.server, taken, EVENTS_PER_CENTER)
    for (const contender of Object.values(contenders))
      found[contender.name].push(await measureStorm(bench, contender, taken))
  }
  return Object.values(contenders).map(({ name }) => {
    const storms = found[name]
    const of = (read: (storm: StormRound) => number, digits = 2) => shown(median(storms.map(read)), digits)
    const [msTarget, cpuTarget] = name === 'ours' ? targets : ['', '']
    const stored = storms.flatMap(storm => (storm.stored ? [{ ...storm.stored, events: storm.events }] : []))
    return [
      `${centers * SEATS_MAX} devices, ${name}`,
      String(rounds),
      of(({ ms }) => ms / 1000),
      msTarget,
      of(({ serverCpu }) => serverCpu),
      cpuTarget,
      name === 'ours' ? of(({ postgresCpu }) => postgresCpu) : '-',
      stored.length > 0 ? String(sumOf(stored.map(({ events, distinct }) => events - distinct))) : '-',
      stored.length > 0 ? String(sumOf(stored.map(({ rows, distinct }) => rows - distinct))) : '-',
      String(sumOf(storms.map(({ missing }) => missing))),
      String(sumOf(storms.map(({ sentAway }) => sentAway))),
    ]
  })
}

async function measureStorm(
  { clients, installation }: Bench,
  { name, server, acknowledges, asks, pid }: Contender,
  centers: readonly number[],
): Promise<StormRound> {
  const read = () => [cpuSecondsOf(pid), cpuSecondsOfChildren(installation.postmasterPid)]
  const before = read()
  const samples = await clients.storm({ server, acknowledges, asks })
  const [serverCpu = 0, postgresCpu = 0] = read().map((now, index) => now - (before[index] ?? 0))
  return {
    events: sumOf(samples.map(({ events }) => events)),
    ms: Math.max(...samples.map(({ ms }) => ms)),
    missing: sumOf(samples.map(({ missing }) => missing)),
    sentAway: sumOf(samples.map(({ sentAway }) => sentAway)),
    serverCpu,
    postgresCpu,
    stored: name === 'ours' ? await installation.countEvents(centers) : null,
  }
}
