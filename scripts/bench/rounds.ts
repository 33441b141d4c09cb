import type { Compared } from './bench'
import { median, percentiles, shown, sumOf } from './figures'
import type { Samples } from './meter'

/** One measured load: what the devices saw, and what it cost whom. */
export type Round = {
  readonly samples: Samples
  readonly serverCpu: number
  readonly postgresCpu: number
}

/** What the client processes measured side by side, or the same load round after round. */
export function together(all: readonly Samples[]): Samples {
  return {
    events: sumOf(all.map(({ events }) => events)),
    folds: Float64Array.from(all.flatMap(({ folds }) => [...folds])),
    acks: Float64Array.from(all.flatMap(({ acks }) => [...acks])),
    missing: sumOf(all.map(({ missing }) => missing)),
    appendMs: Math.max(...all.map(({ appendMs }) => appendMs)),
    clientCpuSeconds: sumOf(all.map(({ clientCpuSeconds }) => clientCpuSeconds)),
  }
}

export const LATENCY_HEAD = ['', 'events', 'folds', 'fold p50/p95/p99', 'target', 'ACK p50/p95', 'target', 'missing']

export type LatencyTargets = { readonly fold?: string; readonly ack?: string }

export function latencyRow(name: string, rounds: readonly Round[], { fold = '', ack = '' }: LatencyTargets = {}) {
  const { events, folds, acks, missing } = together(rounds.map(({ samples }) => samples))
  const ackText = acks.length > 0 ? percentiles(acks, [0.5, 0.95]) : '-'
  return [name, String(events), String(folds.length), percentiles(folds), fold, ackText, ack, String(missing)]
}

export function latencyRows(name: string, { ours, relay, reference }: Compared, targets?: LatencyTargets): string[][] {
  return [
    latencyRow(name, ours, targets),
    latencyRow(`${name}, relay`, relay),
    latencyRow(`${name}, reference`, reference),
  ]
}

export const CPU_HEAD = [
  '',
  'events',
  'ours',
  'relay',
  'reference',
  'ours / relay',
  'ours / reference',
  'target',
  'Postgres',
  'clients',
]

/** CPU seconds per 1,000 events, medians of the rounds. */
export function cpuRow(name: string, { ours, relay, reference }: Compared, target = ''): string[] {
  const [server, relayed, stock] = [ours, relay, reference].map(rounds => perThousand(rounds, cpu => cpu.serverCpu))
  const ratio = (to = Number.NaN) => shown((server ?? Number.NaN) / to, 2)
  return [
    name,
    String(sumOf(ours.map(({ samples }) => samples.events))),
    ...[server, relayed, stock].map(value => shown(value ?? Number.NaN, 3)),
    ratio(relayed),
    ratio(stock),
    target,
    shown(
      perThousand(ours, ({ postgresCpu }) => postgresCpu),
      3,
    ),
    shown(
      perThousand(ours, ({ samples }) => samples.clientCpuSeconds),
      3,
    ),
  ]
}

function perThousand(rounds: readonly Round[], cpu: (round: Round) => number): number {
  return median(rounds.map(round => (cpu(round) * 1000) / round.samples.events))
}
