import * as z from 'zod/mini'
import type { DurationMs, InstantMs } from './ids'

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

/** To be made durable before the digits are tried. */
export function withOneMore({ count }: PinTries, now: InstantMs): PinTries {
  return { count: count + 1, lastAt: now }
}

/** How much of the pause before the next try is left. A clock that was set back costs one pause more. */
export function leftOfPause({ lastAt }: PinTries, pauseMs: DurationMs, now: InstantMs): DurationMs {
  return Math.min(Math.max(0, lastAt + pauseMs - now), pauseMs)
}
