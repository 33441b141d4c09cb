import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { isTrivialPin, leftOfPause, type PinTries } from '@/lib/domain/pin-tries'

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

/** How long until the next try, 0 for now; null when there is none left. */
export function waitForTry(tries: PinTries, now: InstantMs): DurationMs | null {
  return tries.count >= PIN_TRIES_MAX ? null : leftOfPause(tries, PAUSES_MS[tries.count] ?? 0, now)
}
