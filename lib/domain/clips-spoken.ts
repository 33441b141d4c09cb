import { type ClipName, NUMBER_MAX, type Sound } from './clips'
import type { DurationMs, Language, TicketNumber } from './ids'

/** Between the parts of a number: heard as one, and each part by itself. */
const PART_MS: DurationMs = 60
/** Between the letter and the number, so that neither swallows the other in an echoing hall. */
const LETTER_MS: DurationMs = 140
/** Between two digits of a number that is read digit by digit, and between its pairs. */
const DIGIT_MS: DurationMs = 70
const PAIR_MS: DurationMs = 180

/** `A112`: « A, cent douze » in French; "A, one, one, two" in English. Why: decision 18. */
export function spokenTicket(number: TicketNumber, language: Language): Sound {
  const figures = number.slice(1)
  const read = language === 'fr' ? frenchNumber(figures) : digitByDigit(figures)
  return [letterClip(language, number.charAt(0)), LETTER_MS, ...read]
}

/** What stands on the sign of a station; null when that is not something that was recorded. */
export function spokenSign(sign: string, language: Language): Sound | null {
  const [, figures = '', letter = ''] = /^(\d{0,3})([A-Za-z]?)$/.exec(sign.replace(/[\s-]/g, '')) ?? []
  if (!figures && !letter) return null
  const number = figures ? spokenCount(Number(figures), language) : []
  return letter ? [...number, ...(figures ? [LETTER_MS] : []), letterClip(language, letter)] : number
}

/** A count from 0 to 9999. */
export function spokenCount(count: number, language: Language): Sound {
  if (count <= NUMBER_MAX) return [`${language}/number-${count}`]
  if (language === 'en') return digitByDigit(String(count))
  return count < 1000 ? hundreds(count) : thousands(count)
}

/**
 * A zero that leads is said, since it is read on the screen; the rest is said as one number, as everybody reads it. Of five
 * figures the first, that of the kiosk, stands alone: « un, mille cent ».
 */
function frenchNumber(figures: string): Sound {
  if (figures.startsWith('0') && figures.length > 1) return ['fr/digit-0', DIGIT_MS, ...frenchNumber(figures.slice(1))]
  if (figures.length <= 4) return spokenCount(Number(figures), 'fr')
  return [`fr/number-${Number(figures.charAt(0))}`, PAIR_MS, ...frenchNumber(figures.slice(1))]
}

function thousands(count: number): Sound {
  const below = count % 1000
  const thousand: ClipName = `fr/thousand-${Math.floor(count / 1000)}`
  return below === 0 ? [thousand] : [thousand, PART_MS, ...spokenCount(below, 'fr')]
}

function hundreds(count: number): Sound {
  const below = count % 100
  if (below === 0) return [`fr/number-${count}`]
  return [`fr/hundred-${Math.floor(count / 100)}`, PART_MS, `fr/number-${below}`]
}

/** Four digits in two pairs. The last one falls. */
function digitByDigit(figures: string): Sound {
  const last = figures.length - 1
  return [...figures].flatMap((digit, at): Sound => {
    if (at === last) return [`en/number-${Number(digit)}`]
    return [`en/digit-${Number(digit)}`, figures.length === 4 && at === 1 ? PAIR_MS : DIGIT_MS]
  })
}

function letterClip(language: Language, letter: string): ClipName {
  return `${language}/letter-${letter.toLowerCase()}`
}
