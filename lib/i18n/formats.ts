import type { DurationMs, InstantMs, Language, ServiceDay } from '@/lib/domain/ids'

const NARROW_NO_BREAK = '\u202f'

const WEEKDAYS: Record<Language, readonly string[]> = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

const MONTHS: Record<Language, readonly string[]> = {
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

/** `14:05`, for tables and screens of the staff. */
export function clockTime(at: InstantMs, timeZone: string): string {
  return clockTimeWithSeconds(at, timeZone).slice(0, 5)
}

/** `14:05:09`, for a clock that shows that its screen is alive. */
export function clockTimeWithSeconds(at: InstantMs, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    at,
  )
}

/** `14 h 05` or `14:05`: as it is said, printed and shown to the public. */
export function spokenTime(at: InstantMs, language: Language, timeZone: string): string {
  return spokenHour(clockTime(at, timeZone), language)
}

/** The same for a time of the catalogue, `HH:MM`: `7 h 30` or `7:30`. */
export function spokenHour(time: string, language: Language): string {
  const [hours = '', minutes = ''] = time.split(':')
  if (language === 'en') return `${Number(hours)}:${minutes}`
  return `${Number(hours)}${NARROW_NO_BREAK}h${NARROW_NO_BREAK}${minutes}`
}

/** `lundi 3 mars 2025` or `Monday 3 March 2025`; the first of a month is `1er` in French. */
export function longDate(day: ServiceDay, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`)
  const dayOfMonth = language === 'fr' && date.getUTCDate() === 1 ? '1er' : String(date.getUTCDate())
  return [
    WEEKDAYS[language][date.getUTCDay()],
    dayOfMonth,
    MONTHS[language][date.getUTCMonth()],
    date.getUTCFullYear(),
  ].join(' ')
}

/** `03/03/2025`, in both languages. */
export function shortDate(day: ServiceDay): string {
  return day.split('-').reverse().join('/')
}

/** How long something has lasted, for people: `0 min`, `12 min`, `1 h 05`. Rounded down. */
export function minutesText(duration: DurationMs): string {
  const minutes = Math.max(0, Math.floor(duration / 60_000))
  if (minutes < 60) return `${minutes}${NARROW_NO_BREAK}min`
  return `${Math.floor(minutes / 60)}${NARROW_NO_BREAK}h${NARROW_NO_BREAK}${twoDigits(minutes % 60)}`
}

/** A running timer: `04:32`, and `1:04:32` past the hour. Never negative. */
export function timerText(duration: DurationMs): string {
  const seconds = Math.max(0, Math.floor(duration / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const short = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
  return hours > 0 ? `${hours}:${short}` : short
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
