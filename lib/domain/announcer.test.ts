import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayQueue } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import {
  type Announcer,
  begin,
  ended,
  follow,
  type HallCall,
  isRevoked,
  PRESSURE,
  SILENT,
  SPOKEN_MS_MAX,
} from './announcer'
import { isVoiceTime } from './announcer-hours'
import type { Center } from './catalogue'
import type { Sound } from './clips'
import { Language, ServiceDay, TicketNumber } from './ids'
import { instantAt } from './service-day'

/** How long a voice speaks here: in one language, and in both. */
const ONE_S = 4
const BOTH_S = 8

/**
 * `A101>1@5`: called to station 1 at second 5, by somebody who took his ticket in French; `...en`: in English; `...!9`:
 * called again at second 9; `...+`: he has come.
 */
function callOf(word: string): HallCall {
  const [, number = '', station = '', at, again, came, english] =
    /^([A-Z]\d+)>(\d+)@(\d+)(?:!(\d+))?(\+)?(en)?$/.exec(word) ?? []
  return {
    key: `${number} ${station} ${at} ${again ?? ''}`,
    ...{ number: TicketNumber.parse(number), station, calledAt: Number(again ?? at) * 1_000 },
    ...{ language: Language.parse(english ?? 'fr'), isAwaited: came === undefined },
  }
}

/** `12 *A101 fr en`: at second 12, after a chime, in both languages. */
function wordsOf(second: number, { number }: HallCall, sound: Sound): string {
  const languages = sound.flatMap(part => /^(..)\/ticket$/.exec(String(part))?.[1] ?? [])
  return `${second} ${sound.includes('chime') ? '*' : ''}${number} ${languages.join(' ')}`
}

/**
 * What a hall hears in three minutes. Each look: its second, and the calls that a display knows from then on. What must be broken
 * off ends with its word, a second later: `7 A101 off`.
 */
function heard(looks: readonly string[], isSilent: (second: number) => boolean = () => false): string[] {
  const lines: string[] = []
  let announcer: Announcer = SILENT
  let endsAt = 0
  for (let second = 0; second < 180; second++) {
    const now = second * 1_000
    const look = looks.find(line => line.split(' ')[0] === String(second))
    if (look) {
      const calls = look.split(' ').slice(1).map(callOf)
      announcer = follow(announcer, calls, now)
      if (isRevoked(announcer, calls)) {
        lines.push(`${second} ${announcer.speaking?.number} off`)
        endsAt = second + 1
      }
    }
    if (announcer.speaking && second >= endsAt) announcer = ended(announcer)
    const next = begin(announcer, now, !isSilent(second))
    announcer = next.announcer
    if (!next.sound || !announcer.speaking) continue
    const line = wordsOf(second, announcer.speaking, next.sound)
    endsAt = second + (/fr en|en fr/.test(line) ? BOTH_S : ONE_S)
    lines.push(line)
  }
  return lines
}

test.each<[string, readonly string[], readonly string[]]>([
  ['a chime, then his language, then the other', ['0', '5 A101>1@5'], ['5 *A101 fr en']],
  ['who took his ticket in English hears English first', ['0', '5 A101>1@5en'], ['5 *A101 en fr']],
  ['one after the other', ['0', '5 A101>1@5', '6 A101>1@5 A102>2@6'], ['5 *A101 fr en', '13 *A102 fr en']],
  ['what was there before the display is not said again', ['5 A101>1@4', '6 A101>1@4'], []],
  ['a recall is said too', ['0', '5 A101>1@5', '30 A101>1@5!30'], ['5 *A101 fr en', '30 *A101 fr en']],
  [
    'a recall of a call that still waits is the same call, at its place',
    ['0', '5 A101>1@5', '6 A101>1@5 A102>2@6', '7 A101>1@5 A102>2@6 A103>3@7', '9 A101>1@5 A102>2@6!9 A103>3@7'],
    ['5 *A101 fr en', '13 *A102 fr en', '21 *A103 fr en'],
  ],
  [
    'a recall while he is being called comes after it',
    ['0', '5 A101>1@5', '7 A101>1@5!7'],
    ['5 *A101 fr en', '13 *A101 fr en'],
  ],
  ['a minute late, it is shown alone', ['0', '70 A101>1@10'], []],
  ['just in time', ['0', '69 A101>1@10'], ['69 *A101 fr en']],
  ['taken back while it waits', ['0', '5 A101>1@5 A102>2@5', '9 A101>1@5'], ['5 *A101 fr en']],
  ['he came while it waited', ['0', '5 A101>1@5 A102>2@5', '9 A101>1@5 A102>2@5+'], ['5 *A101 fr en']],
  [
    'lost to another station while it waits: the winner alone is said',
    ['0', '5 A101>1@5 A102>2@5', '9 A101>1@5 A102>4@4'],
    ['5 *A101 fr en', '13 *A102 fr en'],
  ],
  [
    'taken back while he is called: broken off, and the next is called',
    ['0', '5 A101>1@5 A102>2@5', '7 A102>2@5'],
    ['5 *A101 fr en', '7 A101 off', '8 *A102 fr en'],
  ],
  [
    'taken back while he is called, and called again by the same station',
    ['0', '5 A101>1@5', '7', '9 A101>1@9'],
    ['5 *A101 fr en', '7 A101 off', '9 *A101 fr en'],
  ],
  [
    'lost to another station while he is called: broken off, and the winner is said',
    ['0', '5 A101>1@5', '7 A101>4@4'],
    ['5 *A101 fr en', '7 A101 off', '8 *A101 fr en'],
  ],
  ['who comes while he is called hears it to its end', ['0', '5 A101>1@5', '7 A101>1@5+'], ['5 *A101 fr en']],
  [
    'three wait: his language alone, and one chime for those that follow one another',
    ['0', '5 A101>1@5 A102>2@5 A103>3@5en A104>4@5 A105>5@5'],
    ['5 *A101 fr', '9 A102 fr', '13 A103 en', '17 *A104 fr en', '25 *A105 fr en'],
  ],
])('[VOICE-2, VOICE-3, VOICE-4, VOICE-8] %s', (_, looks, expected) => {
  expect(heard(looks)).toEqual(expected)
})

test('[VOICE-4] what waits for its turn longer than a minute is dropped', () => {
  const calls = Array.from({ length: 16 }, (_, at) => `A${101 + at}>${1 + at}@5`).join(' ')
  const lines = heard(['0', `5 ${calls}`])
  expect(lines.at(-1)).toBe('61 *A115 fr en')
  expect(lines).toHaveLength(15)
})

test('[VOICE-5] in the silent hours nothing is said, nor afterwards', () => {
  expect(heard(['0', '5 A101>1@5', '20 A101>1@5 A102>1@20'], second => second < 10)).toEqual(['20 *A102 fr en'])
})

const OPEN = { opensAt: '07:30', closesAt: '15:30' }
const CENTER: Center = { ...DAY_CATALOGUE.center, ...OPEN, weeklyHours: [OPEN, OPEN, OPEN, OPEN, OPEN, null, null] }

test.each<[string, string, string, boolean, string]>([
  ['2026-03-02', '06:29', '', false, 'before the first ticket'],
  ['2026-03-02', '06:30', '', true, 'tickets are given'],
  ['2026-03-02', '18:29', '', true, 'those who were in the hall are served'],
  ['2026-03-02', '18:30', '', false, 'the evening'],
  ['2026-03-02', '22:00', 'd(', true, 'opened by hand'],
  ['2026-03-02', '18:30', 'd( d)', false, 'and closed'],
  ['2026-03-02', '16:00', 'd)', true, 'who is still there is called'],
  ['2026-03-07', '10:00', '', false, 'a Saturday'],
])('[VOICE-5] on %s at %s, after "%s": %s: %s', (day, at, script, expected) => {
  const today = ServiceDay.parse(day)
  expect(isVoiceTime(dayQueue(script), CENTER, today, instantAt(today, at, CENTER.timeZone))).toBe(expected)
})

type Happening = {
  readonly kind: 'called' | 'gone' | 'came' | 'said' | 'later'
  readonly ticket: number
  readonly s: number
}

const happening = fc.record<Happening>({
  kind: fc.constantFrom('called', 'called', 'called', 'called', 'gone', 'came', 'said', 'later'),
  ticket: fc.integer({ min: 0, max: 5 }),
  s: fc.integer({ min: 1, max: 25 }),
})

/** A hall in which tickets are called, come, are taken back, while a voice speaks as fast or as slowly as it likes. */
function runHall(happenings: readonly Happening[]) {
  const calls = new Map<number, HallCall>()
  const spoken: { call: HallCall; at: number; isTrue: boolean; sound: Sound; waiting: number }[] = []
  let announcer = follow(SILENT, [], 0)
  let now = 0
  const speak = () => {
    const waiting = announcer.queue.length
    const next = begin(announcer, now, true)
    announcer = next.announcer
    const call = announcer.speaking
    if (!next.sound || !call) return
    const isTrue = [...calls.values()].some(({ key, isAwaited }) => key === call.key && isAwaited)
    spoken.push({ call, at: now, isTrue, sound: next.sound, waiting })
  }
  for (const [index, { kind, ticket, s }] of happenings.entries()) {
    now += kind === 'later' ? s * 1_000 : 200
    const call = calls.get(ticket)
    if (kind === 'called')
      calls.set(ticket, { ...callOf(`A${101 + ticket}>${1 + (s % 4)}@0`), key: `${ticket} ${index}`, calledAt: now })
    if (kind === 'gone') calls.delete(ticket)
    if (kind === 'came' && call) calls.set(ticket, { ...call, isAwaited: false })
    if (kind === 'said' && announcer.speaking) announcer = ended(announcer)
    const before = announcer.speaking
    announcer = follow(announcer, [...calls.values()], now)
    speak()
    if (before && announcer.speaking !== before) throw new Error('one call was spoken into another')
  }
  return { spoken, announcer, now }
}

test('[VOICE-2, VOICE-3, VOICE-4] whatever happens, each call is said at most once, while it is true and fresh, and one at a time', () => {
  // Without these the property would hold of a hall that never speaks.
  let said = 0
  let short = 0
  fc.assert(
    fc.property(fc.array(happening, { minLength: 30, maxLength: 60 }), happenings => {
      const { spoken, announcer, now } = runHall(happenings)
      said += spoken.length
      expect(new Set(spoken.map(({ call }) => call.key)).size).toBe(spoken.length)
      for (const { call, at, isTrue, sound, waiting } of spoken) {
        expect([isTrue, at - call.calledAt < SPOKEN_MS_MAX]).toEqual([true, true])
        const languages = sound.filter(part => /^..\/ticket$/.test(String(part)))
        if (languages.length === 1) short++
        expect(languages[0]).toBe(`${call.language}/ticket`)
        expect(languages.length === 2 || waiting >= PRESSURE).toBe(true)
      }
      expect(new Set(announcer.queue.map(({ number }) => number)).size).toBe(announcer.queue.length)
      expect([...(announcer.known ?? [])].filter(([, at]) => now - at >= SPOKEN_MS_MAX).length).toBeLessThanOrEqual(6)
    }),
    { seed: 20260302, numRuns: 400 },
  )
  expect([said, short].every(count => count > 500)).toBe(true)
})
