import type { BreakReason, StationEvent, WalkInReason } from './events'
import type { AgentId, DeviceId, InstantMs, ServiceId, StationId } from './ids'
import { pushTo } from './multimap'
import { type ClockCorrections, compareStamps, timeOf } from './stamp'

/** What the agent of an open station does while he calls nobody, and is not with a citizen whom he called. */
export type Occupation =
  | { readonly kind: 'break'; readonly reason: BreakReason; readonly since: InstantMs }
  | { readonly kind: 'walk_in'; readonly service: ServiceId; readonly reason: WalkInReason; readonly since: InstantMs }

export type OpenStation = {
  readonly station: StationId
  readonly agent: AgentId | null
  readonly device: DeviceId
  /** When it was opened. */
  readonly since: InstantMs
  /** When its latest break, or service without a ticket, ended; the opening when there was none yet. */
  readonly freeSince: InstantMs
  readonly occupation: Occupation | null
}

type Opening = Extract<StationEvent, { type: 'station.opened.v1' | 'station.closed.v1' }>
type Aside = Exclude<StationEvent, Opening>

/**
 * Who has each station, and what he does there beside the queue.
 *
 * The latest opening or closing decides whose it is. A break or a service without a ticket counts only if the one who has
 * the station began it there, and after he opened it: whoever lost the station to another takes his break nowhere
 * (SPEC CALL-16).
 */
export class OpenStations {
  readonly #events = new Map<StationId, StationEvent[]>()
  /** Of each station the events that count: a new one is compared with them alone, however many there were. */
  readonly #openings = new Map<StationId, Opening>()
  readonly #asides = new Map<StationId, Map<DeviceId, Aside>>()
  readonly #open = new Map<StationId, OpenStation>()

  get open(): ReadonlyMap<StationId, OpenStation> {
    return this.#open
  }

  add(event: StationEvent, corrections: ClockCorrections): void {
    pushTo(this.#events, event.station, event)
    if (this.#follow(event, corrections)) this.#place(event.station, corrections)
  }

  /** Takes out the events that may not count any more. Returns the stations where there were any: they are to be folded again. */
  keep(mayCount: (event: StationEvent) => boolean): readonly StationId[] {
    const changed: StationId[] = []
    for (const [station, events] of this.#events) {
      const counting = events.filter(mayCount)
      if (counting.length === events.length) continue
      this.#events.set(station, counting)
      changed.push(station)
    }
    return changed
  }

  refold(station: StationId, corrections: ClockCorrections): void {
    this.#openings.delete(station)
    this.#asides.delete(station)
    for (const event of this.#events.get(station) ?? []) this.#follow(event, corrections)
    this.#place(station, corrections)
  }

  /** Under other corrections of clocks. */
  refoldAll(corrections: ClockCorrections): void {
    for (const station of this.#events.keys()) this.refold(station, corrections)
  }

  /** @returns whether it is the latest of its kind by now */
  #follow(event: StationEvent, corrections: ClockCorrections): boolean {
    if (isOpening(event)) {
      const isLatest = isLater(event, this.#openings.get(event.station), corrections)
      if (isLatest) this.#openings.set(event.station, event)
      return isLatest
    }
    const asides = this.#asides.get(event.station) ?? new Map<DeviceId, Aside>()
    const isLatest = isLater(event, asides.get(event.device), corrections)
    if (isLatest) this.#asides.set(event.station, asides.set(event.device, event))
    return isLatest
  }

  #place(station: StationId, corrections: ClockCorrections): void {
    const opening = this.#openings.get(station)
    if (opening?.type !== 'station.opened.v1') {
      this.#open.delete(station)
      return
    }
    const { actor: agent, device } = opening
    const since = timeOf(opening, corrections)
    const aside = this.#asides.get(station)?.get(device)
    const counts = aside && isLater(aside, opening, corrections) ? aside : null
    const occupation = counts && occupationOf(counts, timeOf(counts, corrections))
    const freeSince = counts && !occupation ? timeOf(counts, corrections) : since
    this.#open.set(station, { station, agent, device, since, freeSince, occupation })
  }
}

function isOpening(event: StationEvent): event is Opening {
  return event.type === 'station.opened.v1' || event.type === 'station.closed.v1'
}

function isLater(event: StationEvent, other: StationEvent | undefined, corrections: ClockCorrections): boolean {
  return !other || compareStamps(other, event, corrections) < 0
}

function occupationOf(event: Aside, since: InstantMs): Occupation | null {
  if (event.type === 'station.break_started.v1') return { kind: 'break', reason: event.reason, since }
  if (event.type === 'station.walk_in_started.v1')
    return { kind: 'walk_in', service: event.service, reason: event.reason, since }
  return null
}
