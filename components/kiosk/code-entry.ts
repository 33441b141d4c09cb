import type { PreEnrollmentCode, ServiceDay } from '@/lib/domain/ids'
import { PreEnrollmentCode as CodeSchema } from '@/lib/domain/ids'

const YEAR_DIGITS = 4
const NUMBER_DIGITS = 6

/** What a visitor has typed of a code so far. `CNI` is fixed and stands nowhere here. */
export type CodeEntry = {
  readonly year: string
  readonly digits: string
  /** Where the next digit goes. */
  readonly field: 'year' | 'digits'
}

/** The year is nearly always this one. */
export function emptyEntry(today: ServiceDay): CodeEntry {
  return { year: today.slice(0, YEAR_DIGITS), digits: '', field: 'digits' }
}

/** A code that was scanned, as if it had been typed: so it is there for who comes back to correct it. */
export function entryOf(code: PreEnrollmentCode): CodeEntry {
  return { year: code.slice(3, 7), digits: code.slice(7), field: 'digits' }
}

export function typeDigit(entry: CodeEntry, digit: string): CodeEntry {
  if (entry.field === 'digits') return { ...entry, digits: (entry.digits + digit).slice(0, NUMBER_DIGITS) }
  const year = entry.year.length === YEAR_DIGITS ? digit : entry.year + digit
  return { ...entry, year, field: year.length === YEAR_DIGITS ? 'digits' : 'year' }
}

/** Takes back one digit; at the start of the number, that of the year. */
export function correct(entry: CodeEntry): CodeEntry {
  if (entry.field === 'year') return { ...entry, year: entry.year.slice(0, -1) }
  if (entry.digits === '') return { ...entry, field: 'year', year: entry.year.slice(0, -1) }
  return { ...entry, digits: entry.digits.slice(0, -1) }
}

export function editYear(entry: CodeEntry): CodeEntry {
  return { ...entry, field: entry.field === 'year' && entry.year.length === YEAR_DIGITS ? 'digits' : 'year' }
}

/** How many digits are still missing, of the year and of the number. */
export function missingDigits({ year, digits }: CodeEntry): number {
  return YEAR_DIGITS - year.length + NUMBER_DIGITS - digits.length
}

/** The code, once it is complete. */
export function codeOf({ year, digits }: CodeEntry): PreEnrollmentCode | null {
  const code = CodeSchema.safeParse(`CNI${year}${digits}`)
  return code.success ? code.data : null
}
