import { type Foresight, type Foretold, foretoldTo } from '@/lib/domain/estimates'
import type { InstantMs } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'

/**
 * What is foretold from one look at a queue: of each ticket once, for as long as that ticket stays as it is. A prediction takes
 * milliseconds, and the same phones ask again within seconds.
 */
export class ForetoldTurns {
  readonly #known = new WeakMap<Ticket, Foretold>()

  constructor(
    readonly foresight: Foresight,
    private readonly lookedAt: InstantMs,
  ) {}

  isKnown(ticket: Ticket): boolean {
    return this.#known.has(ticket)
  }

  of(ticket: Ticket): Foretold {
    const known = this.#known.get(ticket)
    if (known) return known
    const made = foretoldTo(ticket, this.foresight, this.lookedAt)
    this.#known.set(ticket, made)
    return made
  }
}
