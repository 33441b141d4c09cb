import { reportFault } from './fault-log'

/** A value that changes and can be watched, in the form that React's `useSyncExternalStore` takes. */
export type Watched<Value> = {
  get(): Value
  /** Calls the listener after each change; returns how to stop that. */
  subscribe(listener: () => void): () => void
}

export class Observed<Value> implements Watched<Value> {
  readonly #listeners = new Set<() => void>()
  #value: Value

  constructor(value: Value) {
    this.#value = value
  }

  // Arrow functions: both are handed to React without their object.
  readonly get = (): Value => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** A listener that throws harms neither the others nor whoever sets the value. */
  set(value: Value): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of this.#listeners) {
      try {
        listener()
      } catch (fault) {
        reportFault('listener', fault)
      }
    }
  }
}
