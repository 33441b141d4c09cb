import type { Catalogue } from '@/lib/domain/catalogue'
import {
  type Foresight,
  type Foretold,
  foresightOf,
  foretoldTo,
  foretoldToNewcomer,
  type Newcomer,
} from '@/lib/domain/estimates'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { type Reach, type Scheduling, schedulingOf } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'
import type { Replica } from '@/lib/replica/replica'

/** Waits are counted in minutes: what was foretold a moment ago still holds. Longer than from one round to the next. */
const TOLD_MS_MAX: DurationMs = 15_000

/** Short enough that every round of predictions is made of a new one. */
const FORESIGHT_MS_MAX: DurationMs = 5_000

/**
 * What a device foretells: made when it is asked for, and kept for some seconds while the queue moves on.
 *
 * A prediction takes some milliseconds, on a slow tablet thirty: ask for one at a time.
 */
export class Estimates {
  #catalogue: Catalogue
  #foresight: { readonly at: InstantMs; readonly made: Foresight } | null = null
  #came = 0
  #newcomers = new Map<string, { readonly at: InstantMs; readonly made: Foretold }>()

  constructor(
    private readonly replica: Replica,
    catalogue: Catalogue,
    private readonly reach: Reach,
  ) {
    this.#catalogue = catalogue
  }

  /** What decides now, made anew: for a call, which must not rest on the queue of a moment ago. */
  schedulingNow(): Scheduling {
    return schedulingOf(this.replica.queue, this.#catalogue, this.replica.day, this.reach)
  }

  /** For a citizen who would check in now: what was foretold some seconds ago, if it was and nobody has come since. */
  ofNewcomer(wish: Newcomer, now: InstantMs): Foretold {
    this.#countWhoCame()
    const known = this.#newcomers.get(keyOf(wish))
    return known && isFresh(known.at, now, TOLD_MS_MAX) ? known.made : this.renewed(wish, now)
  }

  /** The same, made anew. */
  renewed(wish: Newcomer, now: InstantMs): Foretold {
    const made = foretoldToNewcomer(wish, this.foresight(now), now)
    this.#newcomers.set(keyOf(wish), { at: now, made })
    return made
  }

  /** For a ticket that waits. */
  ofTicket(ticket: Ticket, now: InstantMs): Foretold {
    return foretoldTo(ticket, this.foresight(now), now)
  }

  /** Two who take tickets one after the other are not both told that nobody is ahead of them. */
  #countWhoCame(): void {
    const { size } = this.replica.queue.tickets
    if (size === this.#came) return
    this.#came = size
    this.#foresight = null
    this.#newcomers.clear()
  }

  foresight(now: InstantMs): Foresight {
    const known = this.#foresight
    if (known && isFresh(known.at, now, FORESIGHT_MS_MAX)) return known.made
    const made = foresightOf(this.replica.queue, this.#catalogue, this.replica.day, this.schedulingNow(), now)
    this.#foresight = { at: now, made }
    return made
  }

  /** Another catalogue: what rests on the one before is forgotten. */
  follow(catalogue: Catalogue): void {
    if (catalogue === this.#catalogue) return
    this.#catalogue = catalogue
    this.#foresight = null
    this.#newcomers.clear()
  }
}

function keyOf({ service, isVulnerable }: Newcomer): string {
  return `${service} ${isVulnerable}`
}

/** A clock that was set back makes nothing fresh for hours. */
function isFresh(at: InstantMs, now: InstantMs, ageMsMax: DurationMs): boolean {
  return now >= at && now - at < ageMsMax
}
