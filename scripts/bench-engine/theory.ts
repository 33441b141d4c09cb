/**
 * What queueing theory says about queues that it can solve: the simulator must come to the same.
 *
 * Loads in erlangs, times in any one unit. Sources: Erlang C and Cobham as in R. C. Larson and A. R. Odoni, Urban
 * Operations Research, 4.8 and 4.9.3 (A. Cobham, Operations Research 2, 1954; for several servers of one common rate
 * O. Kella and U. Yechiali, 1985); L. Kleinrock, A delay dependent queue discipline, Naval Research Logistics Quarterly
 * 11, 1964; D. A. Stanford, P. Taylor and I. Ziedins, Queueing Systems 77, 2014; A. O. Allen, Probability, Statistics
 * and Queueing Theory, for the approximation of Allen and Cunneen.
 */

/** The chance that a newcomer has to wait in an M/M/c queue. */
export function erlangC(servers: number, load: number): number {
  let blocked = 1
  for (let count = 1; count <= servers; count++) blocked = (load * blocked) / (count + load * blocked)
  return blocked / (1 - (load / servers) * (1 - blocked))
}

/** Mean wait in an M/M/c queue, first come first served. */
export function erlangWait(servers: number, load: number, mean: number): number {
  return (erlangC(servers, load) * mean) / (servers - load)
}

/** The chance to wait longer than that. */
export function erlangBeyond(servers: number, load: number, mean: number, wait: number): number {
  return erlangC(servers, load) * Math.exp(-((servers - load) * wait) / mean)
}

/**
 * Mean waits under strict, non-preemptive priority, the first class first: W_k = W_0 / ((1 - s_{k-1}) (1 - s_k)) with
 * s_k the share of time the servers need for the classes 1 to k, and W_0 the mean wait if one could only wait for work
 * in progress.
 */
export function cobham(inProgress: number, shares: readonly number[]): number[] {
  let above = 0
  return shares.map(share => {
    const upTo = above + share
    const wait = inProgress / ((1 - above) * (1 - upTo))
    above = upTo
    return wait
  })
}

/** Of one server: the mean residual work of the service in progress, the sum of lambda E[S^2] / 2. */
export function residualWork(
  classes: readonly { readonly rate: number; readonly mean: number; readonly cv: number }[],
): number {
  return classes.reduce((sum, { rate, mean, cv }) => sum + (rate * mean * mean * (1 + cv * cv)) / 2, 0)
}

/**
 * Mean waits of two classes that gather priority in proportion to their wait, the second at `ratio` times the rate of
 * the first: Kleinrock's W_p for P = 2, and the conservation law for the faster class.
 * @param fifoWait the wait that both would have first come first served.
 */
export function accumulating(fifoWait: number, slow: number, fast: number, ratio: number): [number, number] {
  const slowWait = fifoWait / (1 - fast * (1 - 1 / ratio))
  return [slowWait, ((slow + fast) * fifoWait - slow * slowWait) / fast]
}

/** Mean wait in an M/G/c queue, nearly: Erlang's wait by half of one more than the squared cv of the services. */
export function allenCunneen(servers: number, load: number, mean: number, cv: number): number {
  return (erlangWait(servers, load, mean) * (1 + cv * cv)) / 2
}
