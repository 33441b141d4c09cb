import type { DurationMs } from '../ids'
import { exactLog, exactSqrt } from './exact-math'

/** The two sums of a CUSUM chart over the services of one agent and service. */
export type DriftSums = { readonly slower: number; readonly faster: number }

export const NO_DRIFT: DriftSums = { slower: 0, faster: 0 }

/** In standard deviations: what is forgiven each time, and the sum that is an alarm. About one false alarm in 2,700 services. */
const SLACK = 0.25
const ALARM = 12

/** The sums after one more service, measured against the mean and the variation that were expected of it. */
export function withService(sums: DriftSums, durationMs: DurationMs, meanMs: number, cv: number): DriftSums {
  const variance = exactLog(1 + cv * cv)
  const surprise = (exactLog(Math.max(1, durationMs) / meanMs) + variance / 2) / exactSqrt(variance)
  return {
    slower: Math.max(0, sums.slower + surprise - SLACK),
    faster: Math.max(0, sums.faster - surprise - SLACK),
  }
}

/** Whether an agent's services have become slower or faster for good; null while it may be chance. */
export function driftOf({ slower, faster }: DriftSums): 'slower' | 'faster' | null {
  if (slower >= ALARM) return 'slower'
  return faster >= ALARM ? 'faster' : null
}
