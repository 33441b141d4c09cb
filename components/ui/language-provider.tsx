'use client'

import { type ReactNode, useMemo } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import type { Language } from '@/lib/domain/ids'
import type { fr } from '@/lib/i18n/fr'
import { MESSAGES } from '@/lib/i18n/messages'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: typeof fr
  }
}

type LanguageProviderProps = { language: Language; timeZone: string; children: ReactNode }

/** Everything inside speaks this language; `useTranslations` gives its texts, with keys and arguments checked. */
export function LanguageProvider({ language, timeZone, children }: LanguageProviderProps) {
  // reason: both catalogues have the keys and the arguments of the French one, which a type and a test pin
  const messages = useMemo(() => MESSAGES[language] as Messages, [language])
  return (
    <IntlProvider locale={language} timeZone={timeZone} messages={messages}>
      {children}
    </IntlProvider>
  )
}
