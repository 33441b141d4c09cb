'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { LanguageProvider } from '@/components/ui/language-provider'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { keepLanguage } from '@/lib/client/console-language'
import type { Language } from '@/lib/domain/ids'
import { MESSAGES } from '@/lib/i18n/messages'

const Chosen = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'fr',
  choose: () => undefined,
})

type ConsoleLanguageProps = { initial: Language; timeZone: string; children: ReactNode }

/** The language of the console: drawn by the server in the one that this browser chose last. */
export function ConsoleLanguage({ initial, timeZone, children }: ConsoleLanguageProps) {
  const [language, setLanguage] = useState(initial)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  function choose(next: Language) {
    setLanguage(next)
    keepLanguage(next)
  }
  return (
    <Chosen.Provider value={{ language, choose }}>
      <LanguageProvider language={language} timeZone={timeZone} texts={MESSAGES}>
        {/* How the component library writes dates and numbers, and what it reads out. */}
        <I18nProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'}>
          <div lang={language} className="contents">
            {children}
          </div>
        </I18nProvider>
      </LanguageProvider>
    </Chosen.Provider>
  )
}

export function useConsoleLanguage(): Language {
  return useContext(Chosen).language
}

export function ConsoleLanguageSwitch({ tone }: { tone: 'plain' | 'secondary' }) {
  const { language, choose } = useContext(Chosen)
  return <LanguageSwitch language={language} onChange={choose} size="small" tone={tone} />
}
