import type { FreshCenters } from './centers'
import type { ClientProcesses } from './client-processes'
import type { Contender, Contenders } from './contenders'
import type { FleetPlan, OpenLoop } from './fleet'
import type { Samples } from './meter'
import { cpuSecondsOf, cpuSecondsOfChildren } from './process-cpu'
import { type Round, together } from './rounds'
import type { SyncInstallation } from './sync-installation'

export const SEED = 20_260_302

export type Bench = {
  readonly installation: SyncInstallation
  readonly clients: ClientProcesses
  readonly contenders: Contenders
  readonly freshCenters: FreshCenters
}

/** What the same load gave on each server. */
export type Compared = Readonly<Record<keyof Contenders, readonly Round[]>>

/** Measures what a load costs one server, Postgres and the clients. */
export async function measured(
  { installation }: Bench,
  { pid }: Contender,
  load: () => Promise<Samples[]>,
): Promise<Round> {
  const read = () => [cpuSecondsOf(pid), cpuSecondsOfChildren(installation.postmasterPid)]
  const before = read()
  const samples = await load()
  const [serverCpu = 0, postgresCpu = 0] = read().map((now, index) => now - (before[index] ?? 0))
  return { samples: together(samples), serverCpu, postgresCpu }
}

/** The servers take turns, so that whatever else this machine does falls on all of them. */
export async function takeTurns(
  { contenders }: Bench,
  rounds: number,
  measure: (contender: Contender, round: number) => Promise<Round>,
): Promise<Compared> {
  const compared: Record<keyof Contenders, Round[]> = { ours: [], relay: [], reference: [] }
  for (let round = 0; round < rounds; round++)
    for (const contender of Object.values(contenders)) compared[contender.name].push(await measure(contender, round))
  return compared
}

/** One after the other, connected to each server, the same devices say the same. */
export async function compareLoads(
  bench: Bench,
  plan: Omit<FleetPlan, 'server' | 'acknowledges'>,
  loops: readonly (OpenLoop & { readonly rounds: number })[],
): Promise<Compared[]> {
  const { clients, contenders } = bench
  for (const { name, server, acknowledges } of Object.values(contenders))
    await clients.open(name, { ...plan, server, acknowledges })
  const compared: Compared[] = []
  for (const { rounds, ...loop } of loops) {
    const load = (contender: Contender, round: number) =>
      measured(bench, contender, () => clients.append(contender.name, { ...loop, seed: loop.seed + round }))
    compared.push(await takeTurns(bench, rounds, load))
  }
  for (const { name } of Object.values(contenders)) await clients.close(name)
  return compared
}

/** The same at rates that whole devices could not send on this machine: prepared anew for each round, sent to each server. */
export async function compareBursts(
  bench: Bench,
  centers: number,
  { rounds, ...loop }: OpenLoop & { readonly rounds: number },
): Promise<Compared> {
  const { clients, contenders, freshCenters } = bench
  const perCenter = Math.ceil(((loop.perSecond * loop.forMs) / 1000 / centers) * PREPARED_MARGIN)
  return await takeTurns(bench, rounds, async (contender, round) => {
    if (contender === contenders.ours) await clients.prepare(contender.server, freshCenters.take(centers), perCenter)
    const { server, acknowledges } = contender
    const plan = { server, acknowledges, loop: { ...loop, seed: loop.seed + round } }
    return await measured(bench, contender, () => clients.burst(plan))
  })
}

/** Chance gives one center more to say than another. */
const PREPARED_MARGIN = 1.3
