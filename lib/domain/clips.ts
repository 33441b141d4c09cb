import { PROMPT_NAMES, PROMPTS, type PromptName } from './clips-prompts'
import type { DurationMs, Language } from './ids'

/** Recorded sounds and words that ship with the program. What is said is put together from them (`clips-spoken.ts`). */
export type ClipName = ChimeName | `${Language}/${VoiceName}`

/** `chime` before a call, `reminder` before a kiosk clears a visit away, `accepted` and `refused` answer a key. */
export type ChimeName = (typeof CHIMES)[number]
const CHIMES = ['chime', 'reminder', 'accepted', 'refused'] as const

/**
 * Words of one language. A `number` ends what is said and falls; a `digit`, a `hundred` and a `thousand` go on and stay up.
 */
export type VoiceName =
  | WordName
  | `letter-${string}`
  | `digit-${number}`
  | `number-${number}`
  | `hundred-${number}`
  | `thousand-${number}`
  | `prompt-${PromptName}`

type WordName = keyof typeof WORDS
const WORDS = {
  ticket: { fr: 'Ticket', en: 'Ticket' },
  station: { fr: 'Guichet', en: 'Station' },
  /** Instead of a station whose sign nobody has recorded. */
  screen: { fr: 'regardez l’écran.', en: 'please see the screen.' },
} as const satisfies Record<string, Record<Language, string>>

/** What is played as one: clips, and silences in milliseconds between them. */
export type Sound = readonly (ClipName | DurationMs)[]

/** How the last sound of a clip is said: it ends what is said, or more follows. */
export type Tone = 'ends' | 'goes_on'

export type Clip = {
  readonly name: ClipName
  /** `null`: no words, but tones. */
  readonly language: Language | null
  /** What to read. */
  readonly text: string
  readonly tone: Tone
  /** How long it may be, without silence at its ends. */
  readonly msMin: DurationMs
  readonly msMax: DurationMs
}

/** A station may have any letter on its sign. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
/** Numbers are recorded whole as far as they are not regular. */
export const NUMBER_MAX = 99

const ONE_TO_NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** All clips there are: what `public/audio` holds, one file each. */
export const CLIPS: readonly Clip[] = [...CHIMES.map(chime), ...voice('fr'), ...voice('en')]

function chime(name: ChimeName): Clip {
  return { name, language: null, text: '', tone: 'ends', msMin: 80, msMax: 1_600 }
}

function voice(language: Language): Clip[] {
  return [
    ...words(language),
    ...[...LETTERS].map(letter => short(language, `letter-${letter}`, letter.toUpperCase(), 'goes_on')),
    ...digits(language),
    ...upTo(NUMBER_MAX).map(count => short(language, `number-${count}`, String(count), 'ends')),
    ...(language === 'fr' ? frenchHundreds() : []),
    ...PROMPT_NAMES.map(name => prompt(language, name)),
  ]
}

function words(language: Language): Clip[] {
  return [
    short(language, 'ticket', WORDS.ticket[language], 'goes_on'),
    short(language, 'station', WORDS.station[language], 'goes_on'),
    { ...short(language, 'screen', WORDS.screen[language], 'ends'), msMax: 3_000 },
  ]
}

/** English reads the number of a ticket digit by digit, French only a zero that leads (decision 18). */
function digits(language: Language): Clip[] {
  const recorded = language === 'en' ? [0, ...ONE_TO_NINE] : [0]
  return recorded.map(digit => short(language, `digit-${digit}`, String(digit), 'goes_on'))
}

function frenchHundreds(): Clip[] {
  return ONE_TO_NINE.flatMap(count => [
    short('fr', `hundred-${count}`, String(count * 100), 'goes_on'),
    short('fr', `number-${count * 100}`, String(count * 100), 'ends'),
    short('fr', `thousand-${count}`, String(count * 1000), 'goes_on'),
  ])
}

function short(language: Language, name: VoiceName, text: string, tone: Tone): Clip {
  return { name: `${language}/${name}`, language, text, tone, msMin: 120, msMax: 1_600 }
}

function prompt(language: Language, name: PromptName): Clip {
  const text = PROMPTS[language][name]
  return { name: promptClip(language, name), language, text, tone: 'ends', msMin: 250, msMax: 800 + text.length * 110 }
}

export function promptClip(language: Language, name: PromptName): ClipName {
  return `${language}/prompt-${name}`
}

function upTo(last: number): number[] {
  return Array.from({ length: last + 1 }, (_, count) => count)
}
