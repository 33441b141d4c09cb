type Entry = { readonly at: number; readonly order: number; readonly happen: () => void }

/** What is still to happen, earliest first; at one instant in the order in which it was planned. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = []
  #planned = 0
  #now = 0

  get now(): number {
    return this.#now
  }

  /** Rounded to a whole millisecond; never before now. */
  plan(at: number, happen: () => void): void {
    this.#heap.push({ at: Math.max(this.#now, Math.round(at)), order: this.#planned++, happen })
    this.#rise(this.#heap.length - 1)
  }

  /** Plays everything, also what is planned on the way. `passing` is told of each stretch of time before it is over. */
  play(passing: (ms: number) => void): void {
    for (let entry = this.#take(); entry; entry = this.#take()) {
      if (entry.at > this.#now) passing(entry.at - this.#now)
      this.#now = entry.at
      entry.happen()
    }
  }

  #take(): Entry | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (first && last && first !== last) {
      this.#heap[0] = last
      this.#sink()
    }
    return first
  }

  #rise(from: number): void {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!this.#swapIfLater(parent, index)) return
      index = parent
    }
  }

  #sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1
      const child = this.#isLater(left, left + 1) ? left + 1 : left
      if (!this.#swapIfLater(index, child)) return
      index = child
    }
  }

  #swapIfLater(above: number, below: number): boolean {
    if (!this.#isLater(above, below)) return false
    const [a, b] = [this.#heap[above], this.#heap[below]]
    if (a && b) {
      this.#heap[above] = b
      this.#heap[below] = a
    }
    return true
  }

  /** Whether `first` is there and has to come after `second`, which is there as well. */
  #isLater(first: number, second: number): boolean {
    const [a, b] = [this.#heap[first], this.#heap[second]]
    return a !== undefined && b !== undefined && (a.at - b.at || a.order - b.order) > 0
  }
}
