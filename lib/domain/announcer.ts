import type { ClipName, Sound } from './clips'
import { spokenSign, spokenTicket } from './clips-spoken'
import type { DurationMs, InstantMs, Language, TicketNumber } from './ids'

/** A call of the hall, as far as its voice is concerned. */
export type HallCall = {
  /** Names one call or one recall, for ever. */
  readonly key: string
  readonly number: TicketNumber
  /** What stands on the station's sign. */
  readonly station: string
  /** In which the citizen took his ticket: he hears it first. */
  readonly language: Language
  readonly calledAt: InstantMs
  /** He has not come yet. */
  readonly isAwaited: boolean
}

/** What is said in a hall, and what is to be said: one call after the other. */
export type Announcer = {
  /** Every call that was looked at, as long as it could be spoken. Null before the first look. */
  readonly known: ReadonlyMap<string, InstantMs> | null
  /** In the order in which they will be spoken; one of a ticket. */
  readonly queue: readonly HallCall[]
  readonly speaking: HallCall | null
  /** Something has just been said, so that the hall is listening. */
  readonly isHeard: boolean
}

export const SILENT: Announcer = { known: null, queue: [], speaking: null, isHeard: false }

/** A call that is older is shown, not spoken: the citizen has looked long ago. */
export const SPOKEN_MS_MAX: DurationMs = 60_000
/** As many calls that wait to be spoken, the next one included, are spoken in the ticket's language alone. */
export const PRESSURE = 3

const AFTER_CHIME_MS: DurationMs = 250
const AFTER_WORD_MS: DurationMs = 60
const BEFORE_STATION_MS: DurationMs = 300
const BETWEEN_LANGUAGES_MS: DurationMs = 550
const BETWEEN_CALLS_MS: DurationMs = 750

/**
 * The announcer after it has looked at the calls again. What it finds at its first look was spoken before it came. A call that
 * is gone, or whose citizen has come, is not spoken any more; a recall takes the place of the call that still waits.
 *
 * @param calls all that a display knows, in any order; one of a ticket
 */
export function follow(announcer: Announcer, calls: readonly HallCall[], now: InstantMs): Announcer {
  const { known, queue } = announcer
  const there = new Map(calls.map(call => [call.number, call]))
  const fresh = known ? calls.filter(call => !known.has(call.key) && maySpeak(call, now)) : []
  const waiting = queue.flatMap(({ number }) => {
    const call = there.get(number)
    return call && maySpeak(call, now) ? [call] : []
  })
  const queued = new Set(waiting.map(({ number }) => number))
  const added = fresh.filter(({ number }) => !queued.has(number)).sort((a, b) => a.calledAt - b.calledAt)
  const recent = [...(known ?? [])].filter(([, calledAt]) => now - calledAt < SPOKEN_MS_MAX)
  return {
    ...announcer,
    queue: [...waiting, ...added],
    known: new Map([...recent, ...calls.map(({ key, calledAt }) => [key, calledAt] as const)]),
  }
}

/**
 * Must what is being said be broken off? The call was taken back, or another station has him now: nobody may be sent where nobody
 * expects him. Who has come, or is called once more to the same station, hears it to its end.
 */
export function isRevoked({ speaking }: Announcer, calls: readonly HallCall[]): boolean {
  return speaking !== null && !calls.some(call => call.number === speaking.number && call.station === speaking.station)
}

/**
 * Begins with the next call, if nothing is being said.
 *
 * @param hasVoice false in the silent hours: then what waits is not spoken later either
 * @returns what to play; null when there is nothing to say now
 */
export function begin(
  announcer: Announcer,
  now: InstantMs,
  hasVoice: boolean,
): { readonly announcer: Announcer; readonly sound: Sound | null } {
  if (announcer.speaking) return { announcer, sound: null }
  const waiting = hasVoice ? announcer.queue.filter(call => maySpeak(call, now)) : []
  const [call, ...queue] = waiting
  if (!call) return { announcer: { ...announcer, queue: [], isHeard: false }, sound: null }
  const isShort = waiting.length >= PRESSURE
  return { announcer: { ...announcer, queue, speaking: call }, sound: announcement(call, isShort, announcer.isHeard) }
}

/** What was begun has been said. To be followed by `begin` at once. */
export function ended(announcer: Announcer): Announcer {
  return { ...announcer, speaking: null, isHeard: true }
}

function maySpeak({ calledAt, isAwaited }: HallCall, now: InstantMs): boolean {
  return isAwaited && now - calledAt < SPOKEN_MS_MAX
}

function announcement(call: HallCall, isShort: boolean, isHeard: boolean): Sound {
  const { language } = call
  const opening: Sound = isShort && isHeard ? [BETWEEN_CALLS_MS] : ['chime', AFTER_CHIME_MS]
  const spoken: Sound = [...opening, ...callIn(language, call)]
  return isShort ? spoken : [...spoken, BETWEEN_LANGUAGES_MS, ...callIn(language === 'fr' ? 'en' : 'fr', call)]
}

/** « Ticket A, cent douze. Guichet trois. » */
function callIn(language: Language, { number, station }: HallCall): Sound {
  const ticket: ClipName = `${language}/ticket`
  const sign = spokenSign(station, language)
  const where: Sound = sign ? [`${language}/station`, AFTER_WORD_MS, ...sign] : [`${language}/screen`]
  return [ticket, AFTER_WORD_MS, ...spokenTicket(number, language), BEFORE_STATION_MS, ...where]
}
