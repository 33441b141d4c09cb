'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Emblem } from '@/components/ui/emblem'
import { Guilloche } from '@/components/ui/guilloche'
import { ConsoleLanguageSwitch } from './console-language'

/** The way into the console: one card, and the language. */
export function EntryFrame({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  const t = useTranslations('common')
  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4 sm:p-8">
      <section className="relative w-full max-w-xl overflow-hidden rounded-4xl border border-line bg-surface px-6 py-8 sm:px-12 sm:py-10">
        <Guilloche className="absolute -right-48 -bottom-56 w-140 text-green/8" />
        <div className="relative flex flex-col gap-6">
          <div className="flex items-center gap-4">
            <Emblem className="size-14" />
            <p className="flex-1 leading-tight">
              <strong className="block font-bold text-green text-xl">{t('product')}</strong>
              <span className="text-ink-soft">{t('purpose')}</span>
            </p>
            <ConsoleLanguageSwitch tone="secondary" />
          </div>
          <h1 className="font-bold text-3xl text-green leading-tight tracking-tight">{title}</h1>
          {help !== undefined && <p className="-mt-3 text-ink-soft text-lg">{help}</p>}
          {children}
        </div>
      </section>
    </main>
  )
}
