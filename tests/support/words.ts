import { createTranslator } from 'use-intl'
import type { Language } from '@/lib/domain/ids'
import type { fr } from '@/lib/i18n/fr'
import { MESSAGES } from '@/lib/i18n/messages'

/** What an agent reads, outside of a screen. */
export function agentWords(locale: Language) {
  // reason: both catalogues have the keys and the arguments of the French one, which a type and a test pin
  const messages = MESSAGES[locale] as typeof fr
  return createTranslator({ locale, messages, namespace: 'agent', timeZone: 'Africa/Douala' })
}

/** A text as it is written in a test: with plain spaces. */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u202f', ' ')
}
