import type { InstantMs } from '@/lib/domain/ids'

const DAY_MS = 86_400_000
/** From 0000-03-01 to 1970-01-01. */
const DAYS_BEFORE_EPOCH = 719_468
const DAYS_OF_400_YEARS = 146_097
const YEAR_9999_END: InstantMs = Date.UTC(10_000, 0)
const YEAR_0_START: InstantMs = -62_167_219_200_000

/**
 * What `Date.prototype.toISOString` gives, in a third of its time: V8 takes some two microseconds for each, and every event that is
 * stored has several.
 *
 * @remarks The date by days: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
 */
export function isoTime(instant: InstantMs): string {
  if (!Number.isInteger(instant) || instant < YEAR_0_START || instant >= YEAR_9999_END)
    return new Date(instant).toISOString()
  const days = Math.floor(instant / DAY_MS)
  const ms = instant - days * DAY_MS
  const seconds = Math.floor(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(ms % 1000)}`
  return `${dateOf(days + DAYS_BEFORE_EPOCH)}T${time}Z`
}

/** @param days since 0000-03-01: a year that begins in March has its leap day at its end */
function dateOf(days: number): string {
  const era = Math.floor(days / DAYS_OF_400_YEARS)
  const dayOfEra = days - era * DAYS_OF_400_YEARS
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100)
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(day)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

function three(value: number): string {
  return value < 100 ? `0${two(value)}` : `${value}`
}
