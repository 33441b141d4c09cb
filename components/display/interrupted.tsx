'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Clock } from '@/components/ui/clock'
import { Emblem } from '@/components/ui/emblem'
import { LanguageProvider } from '@/components/ui/language-provider'
import { DISPLAY_TEXTS } from '@/lib/i18n/display-texts'

/** In the place of a picture that could not be drawn: what the hall should do meanwhile, and never why. */
export function Interrupted({ timeZone }: { timeZone: string }) {
  return (
    <LanguageProvider language="fr" timeZone={timeZone} texts={DISPLAY_TEXTS}>
      <main
        data-failed=""
        className="fixed inset-0 flex flex-col justify-center gap-[5vmin] bg-green px-[6vmin] text-white"
      >
        <Emblem className="size-[10vmin]" />
        <h1 className="text-balance font-bold text-[max(44px,8vmin)] leading-[1.1] tracking-tight">
          <BothLanguages className="block">{t => t('display.interrupted')}</BothLanguages>
        </h1>
        <p className="font-semibold text-[max(32px,5vmin)] text-green-pale leading-tight">
          <BothLanguages className="block">{t => t('display.interruptedNext')}</BothLanguages>
        </p>
        <Clock timeZone={timeZone} className="font-bold text-[max(44px,7vmin)]" />
      </main>
    </LanguageProvider>
  )
}
