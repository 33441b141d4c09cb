import type { EventDraft } from '@/lib/domain/events'
import type { DeviceId, DurationMs, InstantMs } from '@/lib/domain/ids'
import { TIME_MS_MAX } from '@/lib/protocol/event-fields'
import type { ClientBeat } from '@/lib/protocol/sync-messages'

/** A clock that is off by less than this orders well enough. */
const TOLERANCE_MS: DurationMs = 2_000

/**
 * What the server says of a clock that told its time now. Null while its word of before still fits, and for a time that no
 * clock shows.
 *
 * @param correctionMs that stands for this boot of the device
 */
export function clockDraft(
  subject: DeviceId,
  { clientTimeMs, boot }: ClientBeat,
  correctionMs: DurationMs,
  now: InstantMs,
): EventDraft | null {
  if (clientTimeMs > TIME_MS_MAX) return null
  const offsetMs = now - clientTimeMs
  if (Math.abs(offsetMs - correctionMs) <= TOLERANCE_MS) return null
  const rounded = Math.abs(offsetMs) <= TOLERANCE_MS ? 0 : Math.round(offsetMs)
  return { type: 'clock.corrected.v1', actor: null, subject, boot, offsetMs: rounded }
}
