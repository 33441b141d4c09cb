import type { useTranslations } from 'use-intl'
import { expect, test } from 'vitest'
import { MESSAGES, type Messages } from './messages'
import { phoneEn } from './phone-en'
import { phoneFr } from './phone-fr'

type Texts = { readonly [key: string]: string | Texts }

function flat(texts: Texts, path = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : flat(text, `${path}${key}.`),
  )
}

/** The arguments of an ICU message: `{name}` and `{name, plural, ...}`, also inside the branches of a plural. */
function argumentsOf(message: string): string[] {
  const names = [...message.matchAll(/\{(\w+)(?:, (?:plural|select),|\})/g)].map(match => match[1] ?? '')
  const branches = [...message.matchAll(/(?:=\d+|one|other) \{(\w+)\}/g)].map(match => match[1] ?? '')
  return [...new Set(names.filter(name => !branches.includes(name)))].sort()
}

const french = flat({ ...MESSAGES.fr, phone: phoneFr })
const english = new Map(flat({ ...MESSAGES.en, phone: phoneEn }))

test('[TEXT] both languages have the same keys', () => {
  expect([...english.keys()]).toEqual(french.map(([key]) => key))
})

test('[TEXT] a message takes the same arguments in both languages', () => {
  const different = french.filter(([key, text]) => `${argumentsOf(text)}` !== `${argumentsOf(english.get(key) ?? '')}`)
  expect(different).toEqual([])
})

test('[TEXT] no message has a straight apostrophe, which ICU takes for an escape', () => {
  expect([...french, ...english].filter(([, text]) => text.includes("'"))).toEqual([])
})

test('[TEXT] no message is empty', () => {
  expect([...french, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
})

test.each([
  ['{count, plural, one {# personne} other {# personnes}}', ['count']],
  ['{count, plural, =0 {Personne} one {# personne} other {# personnes}}', ['count']],
  ['{number} est déjà au guichet {station} ({time}).', ['number', 'station', 'time']],
])('[TEXT] the arguments of %s', (message, expected) => {
  expect(argumentsOf(message)).toEqual(expected)
})

type Key = Parameters<ReturnType<typeof useTranslations<never>>>[0]

test('[TEXT] a key that one language lacks, or that is asked for and is nowhere, does not compile', () => {
  const { common, ...rest } = MESSAGES.fr
  // @ts-expect-error reason: the compiler must find this wrong; if it did not, it would find the expectation wrong
  const incomplete: Messages = rest
  // @ts-expect-error reason: as above
  const nowhere: Key = 'common.noSuchText'
  const known: Key = 'common.close'
  expect([incomplete === rest, nowhere === known, common.close !== '']).toEqual([true, false, true])
})
