import { createTranslator } from 'use-intl/core'
import type { Language } from '@/lib/domain/ids'
import type { turnFr } from './turn-fr'
import { TURN_TEXTS } from './turn-texts'

/** What is told of a turn, for what is not drawn by React: a printer that takes bytes. Its keys and arguments are checked. */
export function translatorIn(locale: Language) {
  // reason: both languages have the keys and the arguments of the French one, which a type and a test pin
  return createTranslator({ locale, messages: TURN_TEXTS[locale] as typeof turnFr })
}
