import { median, percentiles, shown, sumOf } from './figures'
import type { Samples } from './meter'

/** One measured load: what the devices saw, and what it cost whom. */
export type Round = {
  readonly samples: Samples
  readonly serverCpu: number
  readonly postgresCpu: number
  readonly relayCpu: number
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

export const LATENCY_HEAD = ['', 'events', 'folds', 'fold p50/p95/p99', 'ACK p50/p95', 'missing', 'target']

export function latencyRow(name: string, rounds: readonly Round[], target = ''): string[] {
  const { events, folds, acks, missing } = together(rounds.map(({ samples }) => samples))
  return [
    name,
    String(events),
    String(folds.length),
    percentiles(folds),
    acks.length > 0 ? percentiles(acks, [0.5, 0.95]) : '-',
    String(missing),
    target,
  ]
}

export function cpuRow(name: string, ours: readonly Round[], relayed: readonly Round[], target: string): string[] {
  const perThousand = (rounds: readonly Round[], cpu: (round: Round) => number) =>
    median(rounds.map(round => (cpu(round) * 1000) / round.samples.events))
  const server = perThousand(ours, ({ serverCpu }) => serverCpu)
  const relay = perThousand(relayed, ({ relayCpu }) => relayCpu)
  return [
    name,
    String(sumOf(ours.map(({ samples }) => samples.events))),
    shown(server, 3),
    shown(relay, 3),
    shown(server / relay, 2),
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
