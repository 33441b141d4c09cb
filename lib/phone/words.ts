import { createTranslator } from 'use-intl/core'
import type { Language } from '@/lib/domain/ids'
import { withFrenchSpacing } from '@/lib/i18n/french-spacing'
import { phoneEn } from '@/lib/i18n/phone-en'
import { phoneFr } from '@/lib/i18n/phone-fr'

export type Words = (key: keyof typeof phoneFr, values?: Record<string, string | number>) => string

const TEXTS = { fr: withFrenchSpacing<Record<keyof typeof phoneFr, string>>(phoneFr), en: phoneEn }

export function wordsIn(locale: Language): Words {
  return createTranslator({ locale, messages: TEXTS[locale] })
}
