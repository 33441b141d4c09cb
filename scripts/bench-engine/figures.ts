export type Interval = { readonly value: number; readonly low: number; readonly high: number }

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

/** Half the width of the 95 % confidence interval of a mean of independent values: Student's t. */
export function halfWidth(values: readonly number[]): number {
  return values.length < 2 ? Number.NaN : (studentT(values.length - 1) * deviationOf(values)) / Math.sqrt(values.length)
}

/** The 97.5 % quantile of Student's t: Cornish and Fisher's expansion, exact to 0.01 from 4 degrees of freedom. */
export function studentT(degrees: number): number {
  const z = 1.959964
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7]
  const first = (z3 + z) / 4
  const second = (5 * z5 + 16 * z3 + 3 * z) / 96
  const third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3
}

/**
 * By how much one policy multiplies a figure of another on the same days: the geometric mean of the ratios and its
 * 95 % confidence interval.
 * @param floor added to both sides, so that a day on which nothing was late has a ratio as well.
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[], floor = 0): Interval {
  const logs = ours.map((own, day) => Math.log((own + floor) / ((theirs[day] ?? Number.NaN) + floor)))
  const [mean, half] = [meanOf(logs), halfWidth(logs)]
  return { value: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) }
}

/** Linear between the two nearest; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort()
  const place = part * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? below
  return below + (place - Math.floor(place)) * (above - below)
}
