import type { Holiday, Message, OpeningHours } from './catalogue'
import type { InstantMs } from './ids'
import { isInCalendar } from './service-day'

/** Why a center or a message cannot be so, and which field says it. */
export type FieldRefusal<Code extends string> = { readonly code: Code; readonly field: string }

type Hours = OpeningHours & {
  readonly weeklyHours: readonly (OpeningHours | null)[] | null
  readonly lastTicketAt: string | null
}
type Calendar = Hours & { readonly timeZone: string; readonly holidays: readonly Holiday[] }
type CenterRefusal = FieldRefusal<'time_zone_unknown' | 'hours_invalid' | 'holiday_twice' | 'day_unknown'>

/** What is wrong with a center's clock and calendar; null when nothing is. */
export function centerRefusal(center: Calendar): CenterRefusal | null {
  if (!isTimeZone(center.timeZone)) return { code: 'time_zone_unknown', field: 'timeZone' }
  const hours = wrongHours(center)
  if (hours) return { code: 'hours_invalid', field: hours }
  const days = center.holidays.map(({ day }) => day)
  if (!days.every(isInCalendar)) return { code: 'day_unknown', field: 'holidays' }
  return new Set(days).size < days.length ? { code: 'holiday_twice', field: 'holidays' } : null
}

/** Opened before closed, on each day; open on some day; the last ticket after every opening and before the usual closing. */
function wrongHours({ opensAt, closesAt, weeklyHours, lastTicketAt }: Hours): keyof Hours | null {
  const usual = { opensAt, closesAt }
  if (!isSpan(usual)) return 'closesAt'
  const week = weeklyHours?.filter(day => day !== null) ?? [usual]
  if (week.length === 0 || !week.every(isSpan)) return 'weeklyHours'
  if (lastTicketAt === null) return null
  // On a day that closes earlier than that, the doors say when the last ticket is given.
  const isWithin = lastTicketAt <= closesAt && [usual, ...week].every(day => day.opensAt < lastTicketAt)
  return isWithin ? null : 'lastTicketAt'
}

function isSpan({ opensAt, closesAt }: OpeningHours): boolean {
  return opensAt < closesAt
}

/** A name such as `Africa/Douala`: an offset from UTC alone does not know when the clocks change. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // reason: an unknown zone is a RangeError, and nothing else can fail here
    return false
  }
}

type MessageRefusal = FieldRefusal<'alert_without_end' | 'ends_before_start'>

/** @param from a message that starts at once starts now; null for one that has been there before */
export function messageRefusal(
  { kind, startsAt, endsAt }: Pick<Message, 'kind' | 'startsAt' | 'endsAt'>,
  from: InstantMs | null,
): MessageRefusal | null {
  if (endsAt === null) return kind === 'alert' ? { code: 'alert_without_end', field: 'endsAt' } : null
  const start = startsAt ?? from
  return start !== null && endsAt <= start ? { code: 'ends_before_start', field: 'endsAt' } : null
}

/** Whether a message is for everybody to see at an instant. */
export function isShown({ active, startsAt, endsAt }: Message, now: InstantMs): boolean {
  return active && (startsAt ?? now) <= now && now < (endsAt ?? Number.POSITIVE_INFINITY)
}
