import type { LogSealed } from '@/lib/domain/events'
import type { DeviceId, EventId } from '@/lib/domain/ids'
import { compareAge } from '@/lib/domain/stamp'
import { EVENT_LAYOUTS, logDecoder } from '@/lib/protocol/event-codec'
import { type LogOf, type Signature, sealText } from '@/lib/protocol/seal-text'

/** One log by Yjs client, whatever it is read from. */
export type LogView = {
  readonly clients: readonly number[]
  /** How many elements of this client there are: clocks 0 up to this. */
  end(client: number): number
  elements(client: number, from: number, to: number): readonly unknown[]
}

/** How far each Yjs client is sealed: all elements below this clock. */
export type SealedClocks = ReadonlyMap<number, number>

/** Did this device sign this text? False for a device that is not known, or whose log nobody else may carry. */
export type VerifySeal = (device: DeviceId, text: string, signature: Signature) => boolean

/** A seal that was verified: from where it covers one Yjs client, and up to where, itself included if it stands there. */
export type SealRecord = {
  readonly seal: EventId
  readonly device: DeviceId
  readonly client: number
  readonly from: number
  readonly end: number
}

export type SealCheck = {
  readonly clocks: SealedClocks
  /** Seals that extended `clocks`, in their author's order. */
  readonly verified: readonly SealRecord[]
  /** The first seal whose signature does not fit: nothing behind it was looked at. Null in every honest log. */
  readonly broken: EventId | null
}

/** A seal is over at most so many elements. A device that has more to seal makes several. */
export const SEALED_PART_MAX = 1_000
/**
 * Seals of one log that begin within what is sealed already. An honest log has a few: one that was brought back after a power
 * cut stands twice, and one whose commit was given up and came late is over what the next one is over too.
 */
const OVERLAPS_MAX = 8
/** Seals of one log that may wait to be followed: a day's at the most. */
const SEALS_MAX = 4_096

/**
 * Follows the seals of one log from what is known to be sealed, in the order in which their author made them.
 *
 * A seal counts when its part begins within what is sealed of its client, or right behind it, and its signature fits. It
 * then covers its part, and itself too when it stands right behind it. The first one that no honest device makes ends the search, so that the
 * work is bounded by what is newly sealed, and a forger costs one verification.
 */
export function followSeals(log: LogOf, view: LogView, known: SealedClocks, verify: VerifySeal): SealCheck {
  const clocks = new Map<number, number>()
  for (const client of view.clients) clocks.set(client, known.get(client) ?? 0)
  const verified: SealRecord[] = []
  let overlaps = 0
  const standing = sealsIn(log, view, clocks)
  const tooMany = standing[SEALS_MAX]
  if (tooMany) return { clocks, verified, broken: tooMany.event.id }
  for (const seal of standing) {
    const { client, from, to } = seal.event
    const reach = clocks.get(client)
    if (reach === undefined || from > reach || to > view.end(client)) continue // the one before, or its part, is missing
    const end = endOfCover(seal)
    if (from < to && end <= reach) continue // counted already
    const { id, r, s } = seal.event
    if (from < reach) overlaps++
    if (overlaps > OVERLAPS_MAX || to <= from || to - from > SEALED_PART_MAX) return { clocks, verified, broken: id }
    const text = sealText(log, seal.element, view.elements(client, from, to))
    if (!verify(log.device, text, { r, s })) return { clocks, verified, broken: id }
    clocks.set(client, end)
    verified.push({ seal: id, device: log.device, client, from, end })
  }
  return { clocks, verified, broken: null }
}

/** A seal, its tuple, and where it stands. */
export type StandingSeal = {
  readonly event: LogSealed
  readonly element: readonly unknown[]
  readonly client: number
  readonly clock: number
}

/** The seals at or above these clocks, in the order in which their author made them. */
export function sealsIn(log: LogOf, view: LogView, from: SealedClocks): StandingSeal[] {
  const decode = logDecoder(log)
  const seals: StandingSeal[] = []
  for (const client of view.clients) {
    const start = from.get(client) ?? 0
    for (const [offset, element] of view.elements(client, start, view.end(client)).entries()) {
      if (!isSealElement(element)) continue
      const decoded = decode(element)
      if (decoded.kind === 'event' && decoded.event.type === 'log.sealed.v1')
        seals.push({ event: decoded.event, element, client, clock: start + offset })
    }
  }
  return seals.sort((a, b) => compareAge(a.event.id, b.event.id))
}

/** Right behind its part it is over itself too; brought back to another place, it is not. */
function endOfCover({ event, client, clock }: StandingSeal): number {
  return client === event.client && clock === event.to ? event.to + 1 : event.to
}

const SEAL_CODE = EVENT_LAYOUTS['log.sealed.v1'].code

/** Cheap: most elements are none, and need not be decoded for it. */
export function isSealElement(element: unknown): element is readonly unknown[] {
  return Array.isArray(element) && element[0] === SEAL_CODE
}
