import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { isTrivialPin } from '@/lib/domain/kiosk-pin'

/**
 * The rules of the PIN by which a person unlocks a tablet that knows him. It opens what this tablet keeps and nothing else,
 * so a few digits are enough, as long as nobody can try many.
 */
export const PIN_LENGTH_MIN = 4
export const PIN_LENGTH_MAX = 6

export const PIN_TRIES_MAX = 5
/** How long the next try waits after so many wrong ones in a row. */
const PAUSES_MS: readonly DurationMs[] = [0, 0, 5_000, 30_000, 60_000]

export type PinFault = 'pin_length' | 'pin_trivial'

/** Null for digits that may become a PIN. What everybody tries first may not. */
export function pinFault(pin: string): PinFault | null {
  if (!/^\d+$/.test(pin) || pin.length < PIN_LENGTH_MIN || pin.length > PIN_LENGTH_MAX) return 'pin_length'
  return isTrivialPin(pin) ? 'pin_trivial' : null
}

/** Tries in a row that were not right, or were begun and never ended: a power cut gives no free try. */
export type PinTries = { readonly count: number; readonly lastAt: InstantMs }

export const NO_TRIES: PinTries = { count: 0, lastAt: 0 }

/** How long until the next try, 0 for now; null when there is none left. A clock that was set back costs one pause more. */
export function waitForTry({ count, lastAt }: PinTries, now: InstantMs): DurationMs | null {
  if (count >= PIN_TRIES_MAX) return null
  const pauseMs = PAUSES_MS[count] ?? 0
  return Math.min(Math.max(0, lastAt + pauseMs - now), pauseMs)
}

/** To be made durable before the digits are tried. */
export function withOneMore({ count }: PinTries, now: InstantMs): PinTries {
  return { count: count + 1, lastAt: now }
}
