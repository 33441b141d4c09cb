import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { KNOWN_ON_TABLET_MS, SHIFT_MS } from '@/lib/domain/person'

/** A clock that goes back by less was corrected, not set. */
const CORRECTION_MS: DurationMs = 10 * 60_000

export type Shift = {
  readonly startedAt: InstantMs
  readonly endsAt: InstantMs
  /** False while no server has seen it: it was begun by the PIN, in an outage. */
  readonly isVerified: boolean
}

/**
 * What a person must show on a tablet that knows him: his PIN, which goes on with his shift or begins one without a server;
 * or his password.
 *
 * @param passwordAt when it was last typed here
 */
export function openingOf(
  { shift, passwordAt }: { readonly shift: Shift; readonly passwordAt: InstantMs },
  now: InstantMs,
  isServerInReach: boolean,
): 'shift' | 'new_shift' | 'password' {
  const isRunning = now >= shift.startedAt - CORRECTION_MS && now < shift.endsAt
  if (isRunning) return 'shift'
  // Whoever sets the clock back gains nothing: the server checks by its own.
  return !isServerInReach && now < passwordAt + KNOWN_ON_TABLET_MS ? 'new_shift' : 'password'
}

/** A shift of which no server knows yet. */
export function unverifiedShift(now: InstantMs): Shift {
  return { startedAt: now, endsAt: now + SHIFT_MS, isVerified: false }
}

/** A shift as the server has told it: how long it still lasts, on this tablet's clock. */
export function verifiedShift(
  { expiresAt, serverTime }: { readonly expiresAt: InstantMs; readonly serverTime: InstantMs },
  now: InstantMs,
): Shift {
  return { startedAt: now, endsAt: now + Math.min(SHIFT_MS, Math.max(0, expiresAt - serverTime)), isVerified: true }
}
