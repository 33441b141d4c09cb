'use client'

import type { ReactNode } from 'react'
import { useTimeZone, useTranslations } from 'use-intl'
import type { Language } from '@/lib/domain/ids'
import { LanguageProvider } from './language-provider'

export type Translate = ReturnType<typeof useTranslations<never>>

type Say = (t: Translate, language: Language) => ReactNode

/** The same line in French, then in English: equal in size and weight. */
export function BothLanguages({ children, className }: { children: Say; className?: string }) {
  return (
    <>
      <InLanguage language="fr" say={children} className={className} />
      <InLanguage language="en" say={children} className={className} />
    </>
  )
}

type InLanguageProps = { language: Language; say: Say; className?: string | undefined }

/** One line in a language that may not be the one around it. */
export function InLanguage({ language, say, className }: InLanguageProps) {
  const timeZone = useTimeZone() ?? 'UTC'
  return (
    <LanguageProvider language={language} timeZone={timeZone}>
      <span lang={language} className={className}>
        <Said language={language} say={say} />
      </span>
    </LanguageProvider>
  )
}

function Said({ language, say }: { language: Language; say: Say }) {
  return say(useTranslations(), language)
}
