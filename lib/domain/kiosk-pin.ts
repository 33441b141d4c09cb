import * as z from 'zod/mini'
import type { DurationMs, InstantMs } from './ids'

/** Of the staff corner of a center's kiosks: one for all of them, known to whoever looks after them. */
export const KIOSK_PIN_LENGTH = 6
export const KioskPin = z.string().check(
  z.regex(/^\d{6}$/),
  z.refine(pin => !isTrivialPin(pin)),
)

/** What everybody tries first: one digit, a row, a pair, a year. */
export function isTrivialPin(pin: string): boolean {
  const isYear = /^(19|20)\d\d$/.test(pin)
  const isRepeated = /^(\d{1,3})\1+$/.test(pin)
  const rows = ['01234567890', '09876543210']
  return isYear || isRepeated || rows.some(row => row.includes(pin))
}

/** Tries in a row that were not right, or were begun and never ended: a power cut gives no free try. */
export const PinTries = z.object({ count: z.int(), lastAt: z.int() })
export type PinTries = z.infer<typeof PinTries>
export const NO_TRIES: PinTries = { count: 0, lastAt: 0 }

const SECOND_MS: DurationMs = 1_000
/** How long the next try waits after so many wrong ones: three are free, and the last pause is that of all that follow. */
const PAUSES_MS: readonly DurationMs[] = [0, 0, 0, 10, 30, 60, 120, 300, 600].map(seconds => seconds * SECOND_MS)

/**
 * How long until the next try, 0 for now. A clock that was set back costs one pause more, so nobody is locked out by it:
 * behind the corner is nothing that is worth years of trying, and staff must get in on a day of trouble.
 */
export function waitForTry({ count, lastAt }: PinTries, now: InstantMs): DurationMs {
  const pauseMs = PAUSES_MS[Math.min(count, PAUSES_MS.length - 1)] ?? 0
  return Math.min(Math.max(0, lastAt + pauseMs - now), pauseMs)
}

/** To be made durable before the digits are tried. */
export function withOneMore({ count }: PinTries, now: InstantMs): PinTries {
  return { count: count + 1, lastAt: now }
}
