import type { DurationMs, InstantMs } from './ids'

/**
 * A hybrid logical clock reading: physical milliseconds and a counter for what happened within one of them.
 *
 * After Kulkarni et al., "Logical Physical Clocks" (OPODIS 2014). It orders events; which of two events *followed* the
 * other is told by `basedOn`, so clamping below loses no causality.
 */
export type HybridTime = readonly [ms: InstantMs, counter: number]

export const HYBRID_ZERO: HybridTime = [0, 0]

/** How far ahead of our own wall clock another device's time may pull ours: a poisoned clock must not spread. */
export const AHEAD_MS_MAX: DurationMs = 60_000

/** The reading for a new event of our own: never before, never equal to, any reading we have given or seen. */
export function tick(last: HybridTime, wall: InstantMs): HybridTime {
  return wall > last[0] ? [wall, 0] : [last[0], last[1] + 1]
}

/** Our clock after seeing a remote reading. Refuses nobody: a device with a wrong clock still works. */
export function witness(last: HybridTime, remote: HybridTime, wall: InstantMs): HybridTime {
  const bounded: HybridTime = remote[0] > wall + AHEAD_MS_MAX ? [wall + AHEAD_MS_MAX, 0] : remote
  return compareHybrid(bounded, last) > 0 ? bounded : last
}

export function compareHybrid(a: HybridTime, b: HybridTime): number {
  return a[0] - b[0] || a[1] - b[1]
}
