import { serviceDayOf } from '@/lib/domain/service-day'
import { type Bench, SEED } from './bench'
import { SEATS_MAX, seatsOf } from './bench-center'
import { BENCH_TIME_ZONE } from './bench-device'
import { DAY, DAY_SEATS } from './centers'
import type { Contender } from './contenders'
import { median, percentile, printTable, shown } from './figures'
import type { Join } from './joins'
import { cpuSecondsOf } from './process-cpu'

const DAY_EVENTS = 7_500
const DAY_PER_SECOND = 1_250
const FRESH = 20
const RETURNING = 60
const CROWDS = 3
const RESTARTS = 3

/** A day of some 7,500 events that came one by one, on our server and on the reference; then devices come to it. */
export async function joins(bench: Bench): Promise<void> {
  const { clients, contenders } = bench
  const keepers = [contenders.ours, contenders.reference]
  await clients.prepare(contenders.ours.server, [DAY], DAY_EVENTS)
  const loop = { perSecond: DAY_PER_SECOND, forMs: ((DAY_EVENTS * 1000) / DAY_PER_SECOND) * 1.1, seed: SEED }
  for (const { server, acknowledges } of keepers) await clients.burst({ server, acknowledges, loop })

  const rows = [['', 'n', 'tickets', 'bytes', 'target', 'ms p50', 'p95', 'target', 'server CPU ms', 'target']]
  for (const contender of keepers) rows.push(...(await joinsOf(bench, contender)))
  rows.push(joinRow('cold: first join after a restart, ours', await coldJoins(bench), Number.NaN, ['', '<= 100', '']))
  printTable(`Joins of one whole device to a day of ${DAY_EVENTS} events`, rows)

  const crowds = [['', 'ms', 'target', 'server CPU ms', 'rounds']]
  for (const contender of keepers) crowds.push(await crowdsOf(bench, contender))
  printTable('50 fresh devices at once, bare: until the last has been sent the day', crowds)
}

async function joinsOf({ clients }: Bench, { name, server, pid }: Contender): Promise<string[][]> {
  const cpuMs = async (fresh: number, returning: number) => {
    const before = cpuSecondsOf(pid)
    const joined = await clients.askOne('join', { server, center: DAY, fresh, returning })
    return { ...joined, cpu: (cpuSecondsOf(pid) - before) * 1000 }
  }
  await cpuMs(3, 3)
  const first = await cpuMs(FRESH, 0)
  const again = await cpuMs(1, RETURNING)
  const freshCpu = first.cpu / FRESH
  const targets = ['<= 350 KB', '<= 40', '<= 3']
  return [
    joinRow(`fresh device, ${name}`, first.fresh, freshCpu, name === 'ours' ? targets : []),
    joinRow(
      `returning, nothing new, ${name}`,
      again.returning,
      (again.cpu - freshCpu) / RETURNING,
      name === 'ours' ? ['<= 260 B', '<= 3', ''] : [],
    ),
  ]
}

/** Each time another process of the sync server, that has loaded nothing yet and takes the day over. */
async function coldJoins({ installation, clients }: Bench): Promise<Join[]> {
  const joined: Join[] = []
  for (let restart = 0; restart < RESTARTS; restart++) {
    const ends: (() => Promise<void>)[] = []
    try {
      const { server } = await installation.startServer(step => ends.push(step))
      joined.push(...(await clients.askOne('join', { server, center: DAY, fresh: 1, returning: 0 })).fresh)
    } finally {
      for (const end of ends.reverse()) await end()
    }
  }
  return joined
}

async function crowdsOf({ clients }: Bench, { name, server, pid }: Contender): Promise<string[]> {
  const seats = seatsOf(DAY, DAY_SEATS).slice(SEATS_MAX)
  const day = serviceDayOf(Date.now(), BENCH_TIME_ZONE)
  const before = cpuSecondsOf(pid)
  const ms: number[] = []
  for (let crowd = 0; crowd < CROWDS; crowd++) ms.push(await clients.askOne('crowd', { server, seats, day }))
  const cpu = ((cpuSecondsOf(pid) - before) * 1000) / CROWDS
  return [name, shown(median(ms), 0), name === 'ours' ? '<= 300' : '', shown(cpu, 0), String(CROWDS)]
}

function joinRow(name: string, joined: readonly Join[], cpuMs: number, targets: readonly string[]): string[] {
  const ms = joined.map(join => join.ms)
  const [bytesTarget = '', msTarget = '', cpuTarget = ''] = targets
  return [
    name,
    String(joined.length),
    String(median(joined.map(({ tickets }) => tickets))),
    shown(median(joined.map(({ bytes }) => bytes)), 0),
    bytesTarget,
    shown(median(ms), 1),
    shown(percentile(ms, 0.95), 1),
    msTarget,
    shown(cpuMs, 1),
    cpuTarget,
  ]
}
