import type { ClosedLoop, FleetPlan, OpenLoop } from './fleet'
import type { JoinPlan, Joins } from './joins'
import type { Samples } from './meter'

/** What a client process can be told: the argument and the answer of each order. */
export type Orders = {
  open: [{ readonly fleet: string; readonly plan: FleetPlan }, null]
  append: [{ readonly fleet: string; readonly loop: OpenLoop }, Samples]
  saturate: [{ readonly fleet: string; readonly loop: ClosedLoop }, Samples]
  close: [{ readonly fleet: string }, null]
  join: [JoinPlan, Joins]
}

export type Order = {
  [Kind in keyof Orders]: { readonly kind: Kind; readonly argument: Orders[Kind][0] }
}[keyof Orders]

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string }
