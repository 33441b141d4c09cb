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
          className="flex items-center gap-[3vmin] rounded-4xl border-2 border-line-strong bg-surface px-[4vmin]"
        >
          <InfoIcon className="size-[max(48px,6vmin)] shrink-0 text-green" />
          <div>
            <p className="text-balance font-bold text-[max(40px,5.6vmin)] leading-tight">
              <InLanguage language={language} say={t => refusalWords(t, language, refusal, center, today).what} />
            </p>
            <p className="mt-[1.2vmin] text-pretty text-ink-soft text-kiosk-strong leading-snug">
              <InLanguage language={language} say={t => refusalWords(t, language, refusal, center, today).next} />
            </p>
          </div>
        </section>
      ))}
    </div>
  )
}
