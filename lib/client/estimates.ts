import type { Catalogue } from '@/lib/domain/catalogue'
import {
  type Foresight,
  type Foretold,
  foresightOf,
  foretold,
  predictionAt,
  predictionOf,
} from '@/lib/domain/estimates'
import type { DurationMs, InstantMs, ServiceId } from '@/lib/domain/ids'
import { type Reach, type Scheduling, schedulingOf } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'
import type { Replica } from '@/lib/replica/replica'

/** Waits are counted in minutes: what was foretold a moment ago still holds. */
const FRESH_MS: DurationMs = 10_000

/**
 * What a device foretells: made when it is asked for, and kept for some seconds while the queue moves on.
 *
 * A prediction takes some milliseconds, on a slow tablet tens of them: ask for one at a time.
 */
export class Estimates {
  #catalogue: Catalogue
  #foresight: { readonly at: InstantMs; readonly made: Foresight } | null = null
  #services = new Map<ServiceId, { readonly at: InstantMs; readonly made: Foretold }>()

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

  /** For a citizen who would check in now for this service. */
  ofService(service: ServiceId, now: InstantMs): Foretold {
    const known = this.#services.get(service)
    if (known && isFresh(known.at, now)) return known.made
    const foresight = this.foresight(now)
    const made = foretold(predictionAt(service, foresight, now), service, foresight)
    this.#services.set(service, { at: now, made })
    return made
  }

  /** For a ticket that waits. */
  ofTicket(ticket: Ticket, now: InstantMs): Foretold {
    const foresight = this.foresight(now)
    return foretold(predictionOf(ticket, foresight, now), ticket.service, foresight)
  }

  foresight(now: InstantMs): Foresight {
    const known = this.#foresight
    if (known && isFresh(known.at, now)) return known.made
    const made = foresightOf(this.replica.queue, this.#catalogue, this.replica.day, this.schedulingNow(), now)
    this.#foresight = { at: now, made }
    return made
  }

  /** Another catalogue: what rests on the one before is forgotten. */
  follow(catalogue: Catalogue): void {
    if (catalogue === this.#catalogue) return
    this.#catalogue = catalogue
    this.#foresight = null
    this.#services.clear()
  }
}

/** A clock that was set back makes nothing fresh for hours. */
function isFresh(at: InstantMs, now: InstantMs): boolean {
  return now >= at && now - at < FRESH_MS
}
