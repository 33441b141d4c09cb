import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { compareHybrid, HYBRID_ZERO, type HybridTime, tick, witness } from '@/lib/domain/hybrid-clock'
import { type DeviceId, eventId, type InstantMs } from '@/lib/domain/ids'
import type { Random } from './ports'

const BOOT_RANDOM_LIMIT = 256

/** A boot that was never before: a durable count, and some chance in case a store came back that nobody noticed. */
export function bootOf(bootCount: number, random: Random): number {
  return bootCount * BOOT_RANDOM_LIMIT + random.int(BOOT_RANDOM_LIMIT)
}

/** A Yjs client id of 53 bits: one so wide is never met twice. */
export function freshClientId(random: Random): number {
  return 1 + random.int(Number.MAX_SAFE_INTEGER - 1)
}

/** Gives the events of one session their ids and times. */
export class EventStamp {
  #seq = 0
  #lastTime: HybridTime = HYBRID_ZERO

  constructor(
    private readonly device: DeviceId,
    readonly boot: number,
  ) {}

  stamp(draft: EventDraft, wall: InstantMs): QueueEvent {
    this.#lastTime = tick(this.#lastTime, wall)
    this.#seq++
    const { device, boot } = this
    return { ...draft, v: 1, id: eventId(device, boot, this.#seq), h: this.#lastTime, device }
  }

  /**
   * Own times are never clamped: after a reboot with a clock set back, new events must still follow the old ones.
   *
   * @param at the event's time after correction: a clock that is known to be wrong pulls nobody along.
   */
  witness(event: QueueEvent, at: InstantMs, wall: InstantMs): void {
    const own = event.device === this.device && compareHybrid(event.h, this.#lastTime) > 0
    this.#lastTime = own ? event.h : witness(this.#lastTime, [at, event.h[1]], wall)
  }
}
