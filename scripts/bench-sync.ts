import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { cpus, loadavg } from 'node:os'
import { SEATS_MAX } from './bench/bench-center'
import { ClientProcesses, forkProgram } from './bench/client-processes'
import { median, percentile, percentiles, printTable, shown } from './bench/figures'
import type { FleetPlan, OpenLoop } from './bench/fleet'
import type { Join } from './bench/joins'
import type { Samples } from './bench/meter'
import { cpuSecondsOf, cpuSecondsOfChildren } from './bench/process-cpu'
import { cpuRow, LATENCY_HEAD, latencyRow, type Round, together } from './bench/rounds'
import { openInstallation, type SyncInstallation } from './bench/sync-installation'

const CLIENT_PROCESSES = 2
const ROUNDS = 3
const SEED = 20_260_302
/** Centers by what they are used for; no two uses share a day. */
const ALONE = [1]
const MANY = range(2, 25)
const DAY = 27
const TWENTY = range(28, 20)
const BUSY = range(48, 25)
const WARM = [73]
const CENTERS = 73
/** 5,000 tickets. */
const DAY_EVENTS = 25_000
/** Of a center that writes as fast as it can: a kiosk and a tablet, and connections that only listen. */
const WRITERS = { devicesPerCenter: 2, listenersPerCenter: 3 }
/** At high rates only so many devices of a center are whole; the rest are bare connections. */
const BUSY_DEVICES = { devicesPerCenter: 4, listenersPerCenter: SEATS_MAX - 4 }

type Bench = SyncInstallation & {
  readonly clients: ClientProcesses
  readonly relayPid: number | undefined
  readonly relayUrl: string
}

const ends: (() => Promise<void>)[] = []
let ending: Promise<void> | null = null

/** `npm run bench:sync`, or with the names of the parts to run: one-center many-centers throughput */
async function benchSync(): Promise<void> {
  console.log(`${cpus().length} cores, Node ${process.version}, load ${loadText()} at the start`)
  const installation = await openInstallation(CENTERS, step => ends.push(step))
  const clients = new ClientProcesses(CLIENT_PROCESSES)
  ends.push(() => Promise.resolve(clients.stop()))
  const relay = forkProgram('scripts/bench/relay.ts')
  ends.push(() => Promise.resolve(void relay.kill()))
  // reason: relay.ts sends the address it listens on, and nothing else
  const [address] = (await once(relay, 'message')) as [AddressInfo]

  const bench: Bench = { ...installation, clients, relayPid: relay.pid, relayUrl: `ws://127.0.0.1:${address.port}` }
  const parts = { 'one-center': oneCenter, 'many-centers': manyCenters, throughput: throughputAndJoins }
  const wanted = process.argv.slice(2)
  const isOver = bench.program.exited.then(code => {
    throw new Error(`the sync server ended by itself: ${code}`)
  })
  isOver.catch(() => undefined) // reason: when the bench is over it ends the server itself
  await Promise.race([warmUp(bench), isOver])
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await Promise.race([part(bench), isOver])
  }
  console.log(`\nload ${loadText()} at the end`)
}

/** A program that has just started runs code that is not compiled yet, at several times the cost; a server starts once. */
async function warmUp({ clients, server, relayUrl }: Bench): Promise<void> {
  for (const [fleet, wsUrl] of [
    ['warm', server.wsUrl],
    ['warm-relay', relayUrl],
  ] as const) {
    await clients.open(fleet, {
      ...BUSY_DEVICES,
      server: { ...server, wsUrl },
      acknowledges: fleet === 'warm',
      centers: WARM,
    })
    await clients.append(fleet, { perSecond: 1_000, forMs: 4_000, seed: SEED })
    await clients.close(fleet)
  }
}

async function oneCenter(bench: Bench): Promise<void> {
  const { clients, server } = bench
  await clients.open('alone', {
    server,
    acknowledges: true,
    centers: ALONE,
    devicesPerCenter: SEATS_MAX,
    listenersPerCenter: 0,
  })
  const slow = await measure(bench, 'alone', { perSecond: 1, forMs: 25_000, seed: SEED })
  const fast = await measure(bench, 'alone', { perSecond: 100, forMs: 8_000, seed: SEED })
  await clients.close('alone')
  printTable('One center, 20 devices: milliseconds from append', [
    LATENCY_HEAD,
    latencyRow('1/s', [slow]),
    latencyRow('100/s', [fast]),
  ])
}

async function manyCenters(bench: Bench): Promise<void> {
  const calm = { perSecond: 100, forMs: 6_000, seed: SEED }
  const busy = { perSecond: 1_000, forMs: 3_000, seed: SEED }
  const whole = { centers: MANY, devicesPerCenter: SEATS_MAX, listenersPerCenter: 0 }
  const bare = { centers: BUSY, ...BUSY_DEVICES }
  const calmRounds = await besideRelay(bench, whole, calm)
  const busyRounds = await besideRelay(bench, bare, busy)
  printTable(`25 centers x 20 devices (500 connections), ${ROUNDS} rounds: milliseconds from append`, [
    LATENCY_HEAD,
    latencyRow('100/s', calmRounds.ours, '<= 5/10/25, ACK p95 <= 12'),
    latencyRow('100/s, relay', calmRounds.relayed),
    latencyRow(`1,000/s, ${BUSY_DEVICES.devicesPerCenter} of 20 devices fold`, busyRounds.ours),
    latencyRow('1,000/s, relay', busyRounds.relayed),
  ])
  printTable(`The same: CPU seconds per 1,000 events, median of ${ROUNDS} rounds`, [
    ['', 'n', 'sync server', 'relay', 'ratio', 'target', 'Postgres', 'clients'],
    cpuRow('100/s', calmRounds.ours, calmRounds.relayed, '<= 1.3'),
    cpuRow('1,000/s', busyRounds.ours, busyRounds.relayed, '<= 1.0'),
  ])
}

type Compared = { readonly ours: readonly Round[]; readonly relayed: readonly Round[] }

/** The sync server and the relay take turns, so that whatever else this machine does falls on both. */
async function besideRelay(
  bench: Bench,
  plan: Omit<FleetPlan, 'server' | 'acknowledges'>,
  loop: OpenLoop,
): Promise<Compared> {
  const { clients, server, relayUrl } = bench
  await clients.open('ours', { ...plan, server, acknowledges: true })
  await clients.open('relayed', { ...plan, server: { ...server, wsUrl: relayUrl }, acknowledges: false })
  const ours: Round[] = []
  const relayed: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const seeded = { ...loop, seed: loop.seed + round }
    ours.push(await measure(bench, 'ours', seeded))
    relayed.push(await measure(bench, 'relayed', seeded))
  }
  await clients.close('ours')
  await clients.close('relayed')
  return { ours, relayed }
}

/** The day that the first load fills is the one that is joined. */
async function throughputAndJoins(bench: Bench): Promise<void> {
  await throughput(bench)
  await joins(bench)
}

async function throughput(bench: Bench): Promise<void> {
  const { clients, server } = bench
  const rows = [
    ['', 'n', 'events/s', 'target', 'ACK p50/p95 ms', 'CPU s per 1,000: server', 'Postgres', 'clients', 'missing'],
  ]
  const loads = [
    { name: 'one', centers: [DAY], loop: { inFlight: 128, forMs: 25_000, eventsMax: DAY_EVENTS }, target: '>= 2,500' },
    { name: 'twenty', centers: TWENTY, loop: { inFlight: 32, forMs: 6_000, eventsMax: 1e6 }, target: '>= 4,000' },
  ]
  for (const { name, centers, loop, target } of loads) {
    await clients.open(name, {
      server,
      acknowledges: true,
      centers,
      ...WRITERS,
    })
    const { samples, serverCpu, postgresCpu } = await measured(bench, () => clients.saturate(name, loop))
    await clients.close(name)
    const { acks, appendMs, events, missing, clientCpuSeconds } = samples
    rows.push([
      `${centers.length} x 5 devices (2 write), ${loop.inFlight} in flight each`,
      String(events),
      shown((acks.length * 1000) / appendMs, 0),
      target,
      percentiles(acks, [0.5, 0.95]),
      shown((serverCpu * 1000) / events, 2),
      shown((postgresCpu * 1000) / events, 2),
      shown((clientCpuSeconds * 1000) / events, 2),
      String(missing),
    ])
  }
  printTable('Durable events (acknowledged after the commit) a second, closed loop', rows)
}

async function joins({ clients, server, program }: Bench): Promise<void> {
  const before = cpuSecondsOf(program.process.pid)
  const { fresh, returning } = await clients.join({ server, center: DAY, rounds: 15 })
  const cpu = cpuSecondsOf(program.process.pid) - before
  const row = (name: string, joined: readonly Join[], target: string) => [
    name,
    String(joined.length),
    String(median(joined.map(({ tickets }) => tickets))),
    shown(median(joined.map(({ bytes }) => bytes)), 0),
    shown(median(joined.map(({ ms }) => ms)), 1),
    shown(
      percentile(
        joined.map(({ ms }) => ms),
        0.95,
      ),
      1,
    ),
    target,
  ]
  printTable(`Joins to a day of ${DAY_EVENTS} events (all of them: ${shown(cpu, 2)} s of server CPU)`, [
    ['', 'n', 'tickets', 'bytes', 'ms p50', 'ms p95', 'target'],
    row('fresh device', fresh, '<= 350 KB, <= 40 ms (of 7,500 events)'),
    row('returning, nothing new', returning, '<= 260 B, <= 3 ms'),
  ])
}

function measure(bench: Bench, fleet: string, loop: OpenLoop): Promise<Round> {
  return measured(bench, () => bench.clients.append(fleet, loop))
}

async function measured({ program, postmasterPid, relayPid }: Bench, load: () => Promise<Samples[]>): Promise<Round> {
  const read = () => [program.process.pid, relayPid].map(cpuSecondsOf).concat(cpuSecondsOfChildren(postmasterPid))
  const before = read()
  const samples = await load()
  const [serverCpu = 0, relayCpu = 0, postgresCpu = 0] = read().map((now, index) => now - (before[index] ?? 0))
  return { samples: together(samples), serverCpu, relayCpu, postgresCpu }
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
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
  await benchSync()
} finally {
  ending ??= endAll()
  await ending
}
