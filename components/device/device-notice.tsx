'use client'

import type { ReactNode } from 'react'
import { BothLanguages, type Translate } from '@/components/ui/both-languages'
import { Emblem } from '@/components/ui/emblem'
import { LanguageProvider } from '@/components/ui/language-provider'

type Say = (t: Translate) => ReactNode

/** What a device says of itself before it has a center, a language or a catalogue: in both languages, calmly. */
export function DeviceNotice({ title, next, children }: { title: Say; next?: Say; children?: ReactNode }) {
  return (
    <LanguageProvider language="fr" timeZone="Africa/Douala">
      <main className="grid min-h-dvh place-items-center bg-ground p-8">
        <section role="status" className="flex max-w-3xl flex-col items-center gap-8 text-center">
          <Emblem className="size-20" />
          <h1 className="font-bold text-3xl text-green leading-snug">
            <BothLanguages className="block">{title}</BothLanguages>
          </h1>
          {next && (
            <p className="text-2xl text-ink-soft">
              <BothLanguages className="block">{next}</BothLanguages>
            </p>
          )}
          {children}
        </section>
      </main>
    </LanguageProvider>
  )
}
