import { createTranslator, type Messages } from 'use-intl/core'
import type { Language } from '@/lib/domain/ids'
import { MESSAGES } from './messages'

/** All texts of one language for what is not drawn by React: a printer that takes bytes. Its keys and arguments are checked. */
export function translatorIn(locale: Language) {
  // reason: both catalogues have the keys and the arguments of the French one, which a type and a test pin
  return createTranslator({ locale, messages: MESSAGES[locale] as Messages })
}
