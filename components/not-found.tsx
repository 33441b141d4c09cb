'use client'

import Link from 'next/link'
import { BothLanguages } from './ui/both-languages'
import { Emblem } from './ui/emblem'
import { LanguageProvider } from './ui/language-provider'

export function NotFound() {
  return (
    <LanguageProvider language="fr" timeZone="Africa/Douala">
      <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-ground p-6 text-center">
        <Emblem className="size-16 text-green" />
        <h1 className="flex flex-col gap-1 font-bold text-3xl">
          <BothLanguages>{t => t('notFound.title')}</BothLanguages>
        </h1>
        <p className="flex flex-col gap-1 text-xl">
          <BothLanguages>{t => t('notFound.next')}</BothLanguages>
        </p>
        <Link href="/" className="flex flex-col rounded-lg bg-green px-8 py-4 font-bold text-white text-xl">
          <BothLanguages>{t => t('notFound.home')}</BothLanguages>
        </Link>
      </main>
    </LanguageProvider>
  )
}
