/** No answer came in time. The work may still have been done: whoever repeats it must be ready for that. */
export class SettleTimeout extends Error {
  readonly code = 'SETTLE_TIMEOUT'

  constructor(limitMs: number) {
    super(`the database did not answer within ${limitMs} ms`)
    this.name = 'SettleTimeout'
  }
}

export type Watchdog<Client> = {
  /** Runs `work` on the current client. Rejects with `SettleTimeout` when it has not settled in time, and then renews the client. */
  use<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** How often a client had to be replaced, for the metrics. */
  renewalCount(): number
  /** Ends the current client and waits for the replaced ones. */
  close(): Promise<void>
}

/**
 * Keeps a client that answers. A connection pool can come to a state in which a query never settles (a connection that was cut at a
 * bad moment), and no error tells. So work that has not settled after `limitMs` counts as hung: its caller gets an error and everybody
 * after it a fresh client.
 *
 * @param open makes a client; must not wait for the network
 * @param retire ends a client. It should let the work of others on that client finish for a moment, and must not hang itself.
 */
export function watch<Client>(
  open: () => Client,
  retire: (client: Client) => Promise<void>,
  limitMs: number,
): Watchdog<Client> {
  let client = open()
  let renewals = 0
  const retiring = new Set<Promise<void>>()

  function renew(hung: Client): void {
    if (client !== hung) return // another piece of hung work has renewed it already
    client = open()
    renewals += 1
    // A client that does not even end well is of no more use to anybody; what counts is that it is no longer handed out.
    const ending: Promise<void> = retire(hung)
      .catch(() => undefined)
      .finally(() => retiring.delete(ending))
    retiring.add(ending)
  }

  return {
    use(work) {
      const mine = client
      return settleWithin(limitMs, work(mine), () => renew(mine))
    },
    renewalCount: () => renewals,
    async close() {
      await Promise.all([retire(client), ...retiring])
    },
  }
}

/** The outcome of `work`, or a `SettleTimeout` after `limitMs`; `onTimeout` runs first. A later outcome of `work` is dropped. */
function settleWithin<T>(limitMs: number, work: Promise<T>, onTimeout: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      onTimeout()
      reject(new SettleTimeout(limitMs))
    }, limitMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
