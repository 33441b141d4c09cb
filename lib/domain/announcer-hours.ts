import type { Center } from './catalogue'
import type { Queue } from './fold'
import type { DurationMs, InstantMs, ServiceDay } from './ids'
import { openingOf, TICKETS_BEFORE_OPENING_MS } from './opening'
import { instantAt } from './service-day'

/** Who was in the hall at closing is still served. */
export const VOICE_AFTER_CLOSING_MS: DurationMs = 3 * 3_600_000

/**
 * May a hall be spoken to now? By its hours, with the time before them in which tickets are given; and while somebody has
 * opened the day by hand, whatever the hours say. At night a neighbourhood sleeps.
 *
 * @param now by a clock that is right
 */
export function isVoiceTime(
  { dayState }: Pick<Queue, 'dayState'>,
  center: Center,
  day: ServiceDay,
  now: InstantMs,
): boolean {
  if (dayState.reception?.state === 'open') return true
  const hours = openingOf(center, day)
  if (!hours) return false
  const from = instantAt(day, hours.opensAt, center.timeZone) - TICKETS_BEFORE_OPENING_MS
  const until = instantAt(day, hours.closesAt, center.timeZone) + VOICE_AFTER_CLOSING_MS
  return now >= from && now < until
}
