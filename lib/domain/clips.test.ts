import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIPS, type Sound } from './clips'
import { clipsIn, packOf } from './clips-pack'
import { spokenCount, spokenSign, spokenTicket } from './clips-spoken'
import { type Language, TicketNumber } from './ids'
import { SERVICE_LETTERS, ticketNumber } from './ticket-number'

const NAMES: ReadonlySet<string> = new Set(CLIPS.map(({ name }) => name))

/** The words, without their pauses and their language. */
function words(sound: Sound | null): string {
  return sound === null
    ? 'none'
    : sound
        .filter(part => typeof part === 'string')
        .map(name => name.slice(3))
        .join(' ')
}

test.each([
  // number   in French                                  in English                              why
  ['A101', 'letter-a hundred-1 number-1', 'letter-a digit-1 digit-0 number-1', 'one number; or digit by digit'],
  ['B112', 'letter-b hundred-1 number-12', 'letter-b digit-1 digit-1 number-2', 'twelve is one word in French'],
  ['R271', 'letter-r hundred-2 number-71', 'letter-r digit-2 digit-7 number-1', 'soixante et onze'],
  [
    'A113',
    'letter-a hundred-1 number-13',
    'letter-a digit-1 digit-1 number-3',
    'never thirteen: it sounds like thirty',
  ],
  ['A001', 'letter-a digit-0 digit-0 number-1', 'letter-a digit-0 digit-0 number-1', 'zeros are said: they are read'],
  ['A012', 'letter-a digit-0 number-12', 'letter-a digit-0 digit-1 number-2', 'the server’s twelfth'],
  ['A1100', 'letter-a thousand-1 number-100', 'letter-a digit-1 digit-1 digit-0 number-0', 'the hundredth'],
  ['C2345', 'letter-c thousand-2 hundred-3 number-45', 'letter-c digit-2 digit-3 digit-4 number-5', 'a long day'],
  [
    ...['A11184', 'letter-a number-1 thousand-1 hundred-1 number-84'],
    ...['letter-a digit-1 digit-1 digit-1 digit-8 number-4', 'one kiosk, over a thousand'],
  ],
  ['B21000', 'letter-b number-2 thousand-1', 'letter-b digit-2 digit-1 digit-0 digit-0 number-0', 'the thousandth'],
  ['A0100', 'letter-a digit-0 number-100', 'letter-a digit-0 digit-1 digit-0 number-0', 'the server’s hundredth'],
  ['A0207', 'letter-a digit-0 hundred-2 number-7', 'letter-a digit-0 digit-2 digit-0 number-7', 'and further'],
])('[VOICE-1] %s: %s; %s: %s', (number, french, english) => {
  const ticket = TicketNumber.parse(number)
  expect([words(spokenTicket(ticket, 'fr')), words(spokenTicket(ticket, 'en'))]).toEqual([french, english])
})

test.each([
  // sign      in French                  in English                          why
  ['3', 'number-3', 'number-3', 'a number'],
  ['03', 'number-3', 'number-3', 'as people say it'],
  ['42', 'number-42', 'number-42', 'whole in English too: nothing else could be meant'],
  ['104', 'hundred-1 number-4', 'digit-1 digit-0 number-4', 'a big center'],
  ['B', 'letter-b', 'letter-b', 'a letter'],
  ['3 b', 'number-3 letter-b', 'number-3 letter-b', 'both'],
  ['Accueil', 'none', 'none', 'nobody has recorded it: the screen tells'],
  ['', 'none', 'none', 'no sign'],
])('[VOICE-1] a station "%s": %s; %s: %s', (sign, french, english) => {
  expect([words(spokenSign(sign, 'fr')), words(spokenSign(sign, 'en'))]).toEqual([french, english])
})

test('[VOICE-1] every number that a center can give and every count can be said, by other words than any other', () => {
  const number = fc.record({
    letter: fc.constantFrom(...SERVICE_LETTERS),
    digit: fc.integer({ min: 0, max: 9 }),
    counter: fc.integer({ min: 1, max: 20_000 }),
    language: fc.constantFrom<Language>('fr', 'en'),
  })
  fc.assert(
    fc.property(number, number, (one, other) => {
      const [said, saidOther] = [one, other].map(({ letter, digit, counter, language }) =>
        spokenTicket(ticketNumber(letter, digit, counter), language),
      )
      const clips = [...(said ?? []), ...spokenCount(one.counter % 10_000, one.language)].filter(
        part => typeof part === 'string',
      )
      expect(clips.filter(name => !NAMES.has(name))).toEqual([])
      if (JSON.stringify(one) !== JSON.stringify(other)) expect(said).not.toEqual(saidOther)
    }),
    { seed: 7, numRuns: 2_000 },
  )
})

test('[VOICE-6] many clips in one file come out as they went in', () => {
  const file = fc.tuple(fc.stringMatching(/^[a-z]{2}\/[a-z0-9-]{1,20}$/), fc.uint8Array({ maxLength: 40 }))
  fc.assert(
    fc.property(fc.uniqueArray(file, { maxLength: 20, selector: ([name]) => name }), files => {
      const pack = packOf(files)
      expect([...clipsIn(pack)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
        files.map(([name, bytes]) => [name, [...bytes]]),
      )
      expect(() => clipsIn(pack.slice(0, -1))).toThrow()
    }),
    { seed: 11, numRuns: 200 },
  )
})
