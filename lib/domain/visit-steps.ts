import type { Service } from './catalogue'
import type { Ticket } from './ticket'

/** One of the steps of a visit, from 0. */
export type VisitStep = { readonly index: number; readonly count: number; readonly name: { fr: string; en: string } }

/** Which step of its service a ticket has come to: one ticket carries the whole visit. */
export function stepIndexOf({ standing }: Ticket): number {
  return standing.turns.reduce(
    (index, turn) => (turn.kind === 'transferred' ? turn.step : turn.kind === 'reclassified' ? 0 : index),
    0,
  )
}

/** Null where the service has no such step: the center has not said any, or has taken some out since. */
export function stepAt({ steps = [] }: Pick<Service, 'steps'>, index: number): VisitStep | null {
  const name = steps[index]
  return name ? { index, count: steps.length, name } : null
}
