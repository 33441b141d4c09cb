import type { DurationMs, InstantMs, TicketId } from '../ids'
import { compareText } from '../stamp'

/** A call as it was, for the day's figures of fairness. */
export type FairnessCall = {
  readonly ticket: TicketId
  readonly creditStart: InstantMs
  readonly calledAt: InstantMs
  /** Called by name, out of order. */
  readonly isOverride: boolean
}

export type FairnessFigures = {
  /** How often, for one ticket, another with a later credit was called before it. */
  readonly overtakesPerTicket: number
  /** The largest difference of credits in one of those. */
  readonly largestOvertakenMs: DurationMs
  readonly overrideShare: number
  /** Of the waits: 0 when all are the same, towards 1 when one bears all. */
  readonly gini: number
}

/** How fairly a day went. Those still waiting are not in it. */
export function fairnessOf(calls: readonly FairnessCall[]): FairnessFigures {
  if (calls.length === 0) return { overtakesPerTicket: 0, largestOvertakenMs: 0, overrideShare: 0, gini: 0 }
  const inCallOrder = [...calls].sort((a, b) => a.calledAt - b.calledAt || compareText(a.ticket, b.ticket))
  let overtakes = 0
  let largestOvertakenMs = 0
  inCallOrder.forEach((call, index) => {
    for (let before = 0; before < index; before++) {
      const aheadMs = (inCallOrder[before]?.creditStart ?? 0) - call.creditStart
      if (aheadMs <= 0) continue
      overtakes++
      largestOvertakenMs = Math.max(largestOvertakenMs, aheadMs)
    }
  })
  return {
    overtakesPerTicket: overtakes / calls.length,
    largestOvertakenMs,
    overrideShare: calls.filter(({ isOverride }) => isOverride).length / calls.length,
    gini: gini(calls.map(({ creditStart, calledAt }) => Math.max(0, calledAt - creditStart))),
  }
}

export function gini(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  const ascending = [...values].sort((a, b) => a - b)
  const weighted = ascending.reduce((sum, value, index) => sum + (2 * (index + 1) - values.length - 1) * value, 0)
  return weighted / (values.length * total)
}
