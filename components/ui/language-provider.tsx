'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import type { Language } from '@/lib/domain/ids'
import { DEVICE_TEXTS } from '@/lib/i18n/device-texts'
import type { fr } from '@/lib/i18n/fr'
import type { Texts } from '@/lib/i18n/texts'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: typeof fr
  }
}

const TextsAround = createContext<Texts>(DEVICE_TEXTS)

type LanguageProviderProps = {
  language: Language
  timeZone: string
  /** Of the surface that begins here; without them it has those of the surface around it. */
  texts?: Texts
  children: ReactNode
}

/** Everything inside speaks this language; `useTranslations` gives its texts, with keys and arguments checked. */
export function LanguageProvider({ language, timeZone, texts, children }: LanguageProviderProps) {
  const around = useContext(TextsAround)
  const spoken = texts ?? around
  return (
    <TextsAround value={spoken}>
      {/* reason: a type and tests pin that both languages have the keys and arguments of French, and each surface what it asks for */}
      <IntlProvider locale={language} timeZone={timeZone} messages={spoken[language] as Messages}>
        {children}
      </IntlProvider>
    </TextsAround>
  )
}
