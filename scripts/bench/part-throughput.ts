import { type Bench, measured } from './bench'
import { ONE_FULL, TWENTY_FULL } from './centers'
import { percentiles, printTable, shown } from './figures'

/** Of a center that writes as fast as it can: a kiosk and a tablet, and connections that only listen. */
const WRITERS = { devicesPerCenter: 2, listenersPerCenter: 3 }

export async function throughput(bench: Bench): Promise<void> {
  const { clients, contenders } = bench
  const { server } = contenders.ours
  const head = ['', 'events', 'events/s', 'target', 'ACK p50/p95 ms', 'CPU s per 1,000: server', 'Postgres', 'clients']
  const rows = [[...head, 'missing']]
  const loads = [
    { name: 'one', centers: ONE_FULL, loop: { inFlight: 128, forMs: 8_000, eventsMax: 1e6 }, target: '>= 2,500' },
    { name: 'twenty', centers: TWENTY_FULL, loop: { inFlight: 32, forMs: 6_000, eventsMax: 1e6 }, target: '>= 4,000' },
  ]
  for (const { name, centers, loop, target } of loads) {
    await clients.open(name, { server, acknowledges: true, centers, ...WRITERS })
    const { samples, serverCpu, postgresCpu } = await measured(bench, contenders.ours, () =>
      clients.saturate(name, loop),
    )
    await clients.close(name)
    const { acks, appendMs, events, missing, clientCpuSeconds } = samples
    rows.push([
      `${centers.length} x 5 devices (2 write), ${loop.inFlight} in flight each`,
      String(events),
      shown((acks.length * 1000) / appendMs, 0),
      target,
      percentiles(acks, [0.5, 0.95]),
      ...[serverCpu, postgresCpu, clientCpuSeconds].map(cpu => shown((cpu * 1000) / events, 2)),
      String(missing),
    ])
  }
  printTable('Durable events (acknowledged after the commit) a second, closed loop', rows)
}
