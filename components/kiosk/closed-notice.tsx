'use client'

import { InLanguage } from '@/components/ui/both-languages'
import { InfoIcon } from '@/components/ui/icons'
import type { Center } from '@/lib/domain/catalogue'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { refusalWords } from './refusal-words'

const LANGUAGES: readonly Language[] = ['fr', 'en']

type ClosedNoticeProps = { refusal: DoorRefusal; center: Center; today: ServiceDay }

/** In the place of the two doors while nobody gets a ticket: why, and the next step, in both languages. */
export function ClosedNotice({ refusal, center, today }: ClosedNoticeProps) {
  return (
    <div role="status" className="grid flex-1 grid-rows-2 gap-[3vmin]">
      {LANGUAGES.map(language => (
        <section
          key={language}
          lang={language}
          className="flex flex-col justify-center gap-[1.6vmin] rounded-4xl border-2 border-line-strong bg-surface px-[5vmin]"
        >
          <InfoIcon className="size-[max(48px,6vmin)] text-green" />
          <p className="text-balance font-bold text-kiosk-title leading-tight">
            <InLanguage language={language} say={t => refusalWords(t, language, refusal, center, today).what} />
          </p>
          <p className="text-pretty text-ink-soft text-kiosk-strong leading-snug">
            <InLanguage language={language} say={t => refusalWords(t, language, refusal, center, today).next} />
          </p>
        </section>
      ))}
    </div>
  )
}
