import type { QueueEvent } from './events'
import { type EventId, eventIdParts, type InstantMs } from './ids'

/** Milliseconds to add to the times that a device gave during one boot, by `<device>.<boot>` (SPEC ORDER-2). */
export type ClockCorrections = ReadonlyMap<string, number>

export function correctionKey(device: string, boot: number): string {
  return `${device}.${boot}`
}

/** The event's physical time, corrected where the server has measured that its device's clock was wrong. */
export function timeOf(event: QueueEvent, corrections: ClockCorrections): InstantMs {
  if (corrections.size === 0) return event.h[0]
  // The key of its boot is its id without the sequence: no id need be taken apart, some 100,000 times a sort.
  return event.h[0] + (corrections.get(event.id.slice(0, event.id.lastIndexOf('.'))) ?? 0)
}

/** The order all replicas agree on: corrected time, counter, device, id (SPEC ORDER-1). Never 0 for two events. */
export function compareStamps(a: QueueEvent, b: QueueEvent, corrections: ClockCorrections): number {
  return (
    timeOf(a, corrections) - timeOf(b, corrections) ||
    a.h[1] - b.h[1] ||
    compareText(a.device, b.device) ||
    compareText(a.id, b.id)
  )
}

/** Sorts in place and returns its argument. What is in order already, as most of a day is, costs one look at it. */
export function sortByStamp<Event extends QueueEvent>(
  events: Event[],
  corrections: ClockCorrections,
): readonly Event[] {
  let previous: Event | undefined
  for (const event of events) {
    if (previous && compareStamps(previous, event, corrections) > 0)
      return events.sort((a, b) => compareStamps(a, b, corrections))
    previous = event
  }
  return events
}

/** The order in which one device made its events: by boot, then sequence. */
export function compareAge(a: EventId, b: EventId): number {
  const [left, right] = [eventIdParts(a), eventIdParts(b)]
  return left.boot - right.boot || left.seq - right.seq
}

/** By code unit: a locale's order would differ between devices. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
