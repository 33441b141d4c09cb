import type { InstantMs } from '../ids'
import type { Claim, ClassRules, Discipline, DisciplineName } from './model'

/**
 * The share of its promise that a ticket has used, by weight and fit. An appointment that came early has a credit
 * below 0 and comes last; there the fit divides, so that a good fit is better on both sides of 0.
 */
function promiseUsed(claim: Claim, rules: ClassRules, fit: number, now: InstantMs): number {
  const waitedMs = now - claim.creditStart
  if (waitedMs < 0) return (rules.weight * waitedMs) / (fit * rules.promiseMs)
  return (rules.weight * fit * waitedMs) / rules.promiseMs
}

/** The disciplines that a supervisor may choose from. */
export const DISCIPLINES: Readonly<Record<DisciplineName, Discipline>> = {
  /** The largest share of the promise used, inside the fairness window; emergencies by their lane. */
  hybrid: { name: 'hybrid', hasLane: true, hasWindow: true, rank: promiseUsed },
  /** The seed's: by class, then by time. Nothing bounds the wait of the last class. */
  strict_priority: {
    name: 'strict_priority',
    hasLane: false,
    hasWindow: false,
    rank: claim => -claim.priority,
  },
  /** The largest delay in relation to its promise: no weight, no fit, no lane. */
  ratio: {
    name: 'ratio',
    hasLane: false,
    hasWindow: false,
    rank: (claim, rules, _fit, now) => (now - claim.creditStart) / rules.promiseMs,
  },
  /** Each class gathers priority at its own rate while it waits (Kleinrock 1964): weight over promise. */
  accumulating_priority: {
    name: 'accumulating_priority',
    hasLane: false,
    hasWindow: false,
    rank: (claim, rules, _fit, now) => (rules.weight * (now - claim.creditStart)) / rules.promiseMs,
  },
  /** By order of arrival, head starts apart. */
  fifo: {
    name: 'fifo',
    hasLane: false,
    hasWindow: false,
    rank: (claim, _rules, _fit, now) => now - claim.creditStart,
  },
}
