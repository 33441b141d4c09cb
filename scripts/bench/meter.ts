/** Milliseconds from the tap to each thing that followed it. */
export type Samples = {
  readonly events: number
  /** Until another device had folded the event: one for each device and event. */
  readonly folds: Float64Array
  /** Until the author had stored the server's acknowledgement: one for each event. */
  readonly acks: Float64Array
  /** Folds and acknowledgements that had not come when the wait for them was over. */
  readonly missing: number
  /** How long the devices appended. */
  readonly appendMs: number
  /** CPU of this client process meanwhile, in seconds: near one a second, it hides the server. */
  readonly clientCpuSeconds: number
}

const DRAIN_MS_MAX = 20_000

/** Times the events of one process's devices. All times are of one clock, since sender and receivers share the process. */
export class Meter {
  /** By a name of the event that sender and receivers agree on. */
  readonly #sentAt = new Map<string, number>()
  #folds: number[] = []
  #acks: number[] = []
  #events = 0
  #foldsDue = 0
  #acksDue = 0
  #startedAt = 0
  #cpuAtStart = process.cpuUsage()
  #onChange: (() => void) | null = null

  start(): void {
    this.#sentAt.clear()
    this.#folds = []
    this.#acks = []
    this.#events = this.#foldsDue = this.#acksDue = 0
    this.#startedAt = performance.now()
    this.#cpuAtStart = process.cpuUsage()
  }

  /** @param listeners other devices that will fold it */
  sent(id: string, at: number, listeners: number, acknowledges: boolean): void {
    this.#sentAt.set(id, at)
    this.#events++
    this.#foldsDue += listeners
    if (acknowledges) this.#acksDue++
  }

  folded(id: string): void {
    const at = this.#sentAt.get(id)
    if (at !== undefined) this.#folds.push(performance.now() - at)
    this.#onChange?.()
  }

  acknowledged(ids: readonly string[]): void {
    for (const id of ids) {
      const at = this.#sentAt.get(id)
      if (at !== undefined) this.#acks.push(performance.now() - at)
    }
    this.#onChange?.()
  }

  /** Waits for what is still under way, then tells what was measured. */
  async finish(): Promise<Samples> {
    const appendMs = performance.now() - this.#startedAt
    const missing = () => this.#foldsDue - this.#folds.length + this.#acksDue - this.#acks.length
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, DRAIN_MS_MAX)
      this.#onChange = () => {
        if (missing() > 0) return
        clearTimeout(timer)
        resolve()
      }
      this.#onChange()
    })
    this.#onChange = null
    const { user, system } = process.cpuUsage(this.#cpuAtStart)
    return {
      events: this.#events,
      folds: Float64Array.from(this.#folds),
      acks: Float64Array.from(this.#acks),
      missing: missing(),
      appendMs,
      clientCpuSeconds: (user + system) / 1e6,
    }
  }
}
