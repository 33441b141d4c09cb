/**
 * ECMAScript fixes + - * / bit by bit, but leaves `Math.exp`, `Math.log` and the rest to each browser, and two of
 * them differ in the last bit. Here they are made of + - * / alone, so every device comes to the same number.
 */

const LN2 = Math.LN2

/** The natural logarithm; minus infinity for 0 and below. Halves into [0.75, 1.5), then 2 atanh((x - 1) / (x + 1)). */
export function exactLog(value: number): number {
  if (!(value > 0)) return Number.NEGATIVE_INFINITY
  let x = value
  let halvings = 0
  for (; x >= 1.5; halvings++) x *= 0.5
  for (; x < 0.75; halvings--) x *= 2
  const t = (x - 1) / (x + 1)
  const square = t * t
  let term = t
  let sum = 0
  for (let n = 1; n < 30; n += 2) {
    sum += term / n
    term *= square
  }
  return 2 * sum + halvings * LN2
}

/** e to the x: x = k ln 2 + r, and a Taylor series in r. */
export function exactExp(x: number): number {
  if (x > 700) return Number.POSITIVE_INFINITY
  if (x < -700) return 0
  const doublings = Math.round(x / LN2)
  const r = x - doublings * LN2
  let term = 1
  let sum = 1
  for (let n = 1; n < 16; n++) {
    term = (term * r) / n
    sum += term
  }
  for (let k = doublings; k > 0; k--) sum *= 2
  for (let k = doublings; k < 0; k++) sum *= 0.5
  return sum
}

/** The square root by Newton's steps; 0 below 0. */
export function exactSqrt(x: number): number {
  if (x <= 0) return 0
  let root = Math.max(x, 1)
  for (let step = 0; step < 60; step++) {
    const next = 0.5 * (root + x / root)
    if (next >= root) break
    root = next
  }
  return root
}

const CENTRE_NUMERATOR = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
]
const CENTRE_DENOMINATOR = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
]
const TAIL_NUMERATOR = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const TAIL_DENOMINATOR = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
const TAIL = 0.02425

/** The quantile of the standard normal distribution: Acklam's approximation, within 1.2e-9. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -8
  if (p >= 1) return 8
  if (p > 1 - TAIL) return -normalQuantile(1 - p)
  if (p < TAIL) {
    const q = exactSqrt(-2 * exactLog(p))
    return polynomial(TAIL_NUMERATOR, q) / polynomial(TAIL_DENOMINATOR, q)
  }
  const q = p - 0.5
  const square = q * q
  return (polynomial(CENTRE_NUMERATOR, square) * q) / polynomial(CENTRE_DENOMINATOR, square)
}

/** The highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}
