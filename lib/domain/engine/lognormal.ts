import { exactExp, exactLog, exactSqrt, normalQuantile } from './exact-math'
import type { Draw } from './hash'

const STEPS = 256
const NORMAL_QUANTILES = Array.from({ length: STEPS }, (_, index) => normalQuantile((index + 0.5) / STEPS))

/** Lognormal multiples of a mean, ascending and equally likely; their own mean is 1. */
export function lognormalMultiples(cv: number): readonly number[] {
  const variance = exactLog(1 + cv * cv)
  const deviation = exactSqrt(variance)
  const raw = NORMAL_QUANTILES.map(z => exactExp(deviation * z - variance / 2))
  const scale = STEPS / raw.reduce((sum, multiple) => sum + multiple, 0)
  return raw.map(multiple => multiple * scale)
}

export function drawOf(multiples: readonly number[], draw: Draw): number {
  return multiples[Math.floor(draw() * multiples.length)] ?? 1
}

/** One of the multiples above `elapsed`; null when there is none: it has taken longer than ever. */
export function drawAbove(multiples: readonly number[], elapsed: number, draw: Draw): number | null {
  let low = 0
  let high = multiples.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((multiples[middle] ?? 0) <= elapsed) low = middle + 1
    else high = middle
  }
  if (low === multiples.length) return null
  return multiples[low + Math.floor(draw() * (multiples.length - low))] ?? null
}

const EXPONENTIAL_STEPS = 1024
const RAW_EXPONENTIALS = Array.from(
  { length: EXPONENTIAL_STEPS },
  (_, index) => -exactLog((index + 0.5) / EXPONENTIAL_STEPS),
)
const EXPONENTIAL_SUM = RAW_EXPONENTIALS.reduce((sum, value) => sum + value, 0)

/** Exponential times with mean 1, equally likely. */
export const EXPONENTIALS: readonly number[] = RAW_EXPONENTIALS.map(
  value => (value * EXPONENTIAL_STEPS) / EXPONENTIAL_SUM,
)
