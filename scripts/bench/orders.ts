import type { ServerAddress } from './bench-device'
import type { BurstPlan } from './burst'
import type { ClosedLoop, FleetPlan, OpenLoop } from './fleet'
import type { CrowdPlan, JoinPlan, Joins } from './joins'
import type { Samples } from './meter'
import type { StormPlan, StormSamples } from './storm'

/** What a client process can be told: the argument and the answer of each order. */
export type Orders = {
  open: [{ readonly fleet: string; readonly plan: FleetPlan }, null]
  append: [{ readonly fleet: string; readonly loop: OpenLoop }, Samples]
  saturate: [{ readonly fleet: string; readonly loop: ClosedLoop }, Samples]
  close: [{ readonly fleet: string }, null]
  /** What the next storms and bursts send; replaces what was prepared before. */
  prepare: [{ readonly server: ServerAddress; readonly centers: readonly number[]; readonly events: number }, null]
  burst: [BurstPlan, Samples]
  storm: [StormPlan, StormSamples]
  join: [JoinPlan, Joins]
  crowd: [CrowdPlan, number]
}

export type Order = {
  [Kind in keyof Orders]: { readonly kind: Kind; readonly argument: Orders[Kind][0] }
}[keyof Orders]

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string }
