import { expect, test } from 'vitest'
import { frenchSpacing, withFrenchSpacing } from './french-spacing'

const N = '\u202f'

test.each([
  ['Tout est exact ?', `Tout est exact${N}?`, 'a plain space becomes narrow and unbreakable'],
  ['Attention!', `Attention${N}!`, 'a forgotten space is put in'],
  ['Service : retrait ; suite', `Service${N}: retrait${N}; suite`, 'a sign inside a line'],
  ['Dites « Guichet » ici', `Dites «${N}Guichet${N}» ici`, 'inside quotation marks'],
  ['Vraiment ?!', `Vraiment${N}?!`, 'two signs are one'],
  ['à 14:05', 'à 14:05', 'a time is not a sentence'],
  ['{from} à {to} min', `{from} à {to}${N}min`, 'a figure and its unit stay together'],
  ['Attendez 20 s entre', `Attendez 20${N}s entre`, 'also in the middle'],
  [`Prêt${N}?`, `Prêt${N}?`, 'applying it twice changes nothing'],
])('[TEXT] %s -> %s: %s', (text, expected, _why) => {
  expect(frenchSpacing(text)).toBe(expected)
})

test('[TEXT] a whole catalogue is done, at every depth', () => {
  expect(withFrenchSpacing({ one: 'Oui ?', more: { two: 'Non !' } })).toEqual({
    one: `Oui${N}?`,
    more: { two: `Non${N}!` },
  })
})
