import * as z from 'zod/mini'
import type { DurationMs, InstantMs } from './ids'
import { isTrivialPin, leftOfPause, type PinTries } from './pin-tries'

/** Of the staff corner of a center's kiosks: one for all of them, known to whoever looks after them. */
export const KIOSK_PIN_LENGTH = 6
export const KioskPin = z.string().check(
  z.regex(/^\d{6}$/),
  z.refine(pin => !isTrivialPin(pin)),
)

const SECOND_MS: DurationMs = 1_000
/** How long the next try waits after so many wrong ones: three are free, and the last pause is that of all that follow. */
const PAUSES_MS: readonly DurationMs[] = [0, 0, 0, 10, 30, 60, 120, 300, 600].map(seconds => seconds * SECOND_MS)

/**
 * How long until the next try, 0 for now. A clock that was set back locks nobody out:
 * behind the corner is nothing that is worth years of trying, and staff must get in on a day of trouble.
 */
export function waitForTry(tries: PinTries, now: InstantMs): DurationMs {
  return leftOfPause(tries, PAUSES_MS[Math.min(tries.count, PAUSES_MS.length - 1)] ?? 0, now)
}
