import type { DurationMs, InstantMs, ServiceDay } from './ids'

export const DAY_MS: DurationMs = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** The service day of an instant at a center: its local calendar date. */
export function serviceDayOf(instant: InstantMs, timeZone: string): ServiceDay {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  // reason: en-CA formats a date as YYYY-MM-DD, which a test pins
  return format.format(instant) as ServiceDay
}

/**
 * The instant that event times of a day are counted from on the wire: midnight UTC of its date.
 *
 * Not local midnight: the wire must not depend on a time-zone table that an old device may have wrong. An event of
 * 00:30 at Douala (UTC+1) therefore has a small negative offset, which is fine.
 */
export function wireEpochOf(day: ServiceDay): InstantMs {
  return Date.parse(`${day}T00:00:00Z`)
}

/**
 * The instant when the clocks of a center show a time of day.
 * @param time `HH:MM`. Of a time that a change of the clocks repeats or leaves out, one near it.
 */
export function instantAt(day: ServiceDay, time: string, timeZone: string): InstantMs {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const asUtc = wireEpochOf(day) + hours * 3_600_000 + minutes * 60_000
  return asUtc - offsetAt(asUtc - offsetAt(asUtc, timeZone), timeZone)
}

/** How far the clocks of a zone are ahead of UTC. */
function offsetAt(instant: InstantMs, timeZone: string): number {
  const name =
    clockOf(timeZone)
      .formatToParts(instant)
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    clocks.set(timeZone, clock)
  }
  return clock
}

/** Whole days from one service day to another; negative when `to` is earlier. */
export function daysBetween(from: ServiceDay, to: ServiceDay): number {
  return Math.round((wireEpochOf(to) - wireEpochOf(from)) / DAY_MS)
}

/** The service day a number of days later (or earlier, when negative). */
export function addDays(day: ServiceDay, days: number): ServiceDay {
  // reason: an ISO date is a ServiceDay
  return new Date(wireEpochOf(day) + days * DAY_MS).toISOString().slice(0, 10) as ServiceDay
}

/** A date before the last one, or more than a day after it, may be a wrong clock (SPEC DAY-2). */
export function isDateInDoubt(last: ServiceDay | null, today: ServiceDay): boolean {
  if (!last) return false
  const days = daysBetween(last, today)
  return days < 0 || days > 1
}

/** Is there such a day? The thirtieth of February has the shape of one. */
export function isInCalendar(day: ServiceDay): boolean {
  const midnight = wireEpochOf(day)
  return !Number.isNaN(midnight) && addDays(day, 0) === day
}
