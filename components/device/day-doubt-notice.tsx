'use client'

import type { ReactNode } from 'react'
import { BothLanguages, InLanguage, type Translate } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { CalendarIcon } from '@/components/ui/icons'
import type { DayDoubt } from '@/lib/client/day-doubt'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { longDate } from '@/lib/i18n/formats'

type DayDoubtProps = {
  doubt: DayDoubt
  /** Null: in both, for a surface that anybody may stand before. */
  language: Language | null
  onConfirm: (day: ServiceDay) => void
}

/** Numbers restart each day, so a clock that jumped must be looked at by a person before anything is issued. */
export function DayDoubtNotice({ doubt, language, onConfirm }: DayDoubtProps) {
  return (
    <section
      role="alert"
      className="flex w-full max-w-[max(680px,120vmin)] flex-col items-center gap-[max(12px,2.2vmin)] text-center text-[max(18px,2.8vmin)] leading-snug"
    >
      <CalendarIcon className="size-[max(48px,8vmin)] text-green" />
      <h1 className="text-balance font-bold text-[max(28px,4.6vmin)] leading-tight">
        <Said language={language}>{t => t('blocked.dayDoubtTitle')}</Said>
      </h1>
      {language === null && (
        <p className="text-pretty">
          <Said language={null}>{t => t('blocked.dayDoubtCitizens')}</Said>
        </p>
      )}
      <p className="text-pretty font-semibold">
        <Said language={language}>{t => t('blocked.dayDoubtStaff')}</Said>
      </p>
      <div className="grid w-full gap-[max(12px,2vmin)] landscape:grid-cols-2">
        <DayButton day={doubt.last} source="dayDoubtLast" language={language} onConfirm={onConfirm} />
        <DayButton day={doubt.clock} source="dayDoubtClock" language={language} onConfirm={onConfirm} />
      </div>
      <p className="text-pretty text-ink-soft">
        <Said language={language}>{t => t('blocked.dayDoubtNeither')}</Said>
      </p>
    </section>
  )
}

type DayButtonProps = Pick<DayDoubtProps, 'language' | 'onConfirm'> & {
  day: ServiceDay
  source: 'dayDoubtLast' | 'dayDoubtClock'
}

function DayButton({ day, source, language, onConfirm }: DayButtonProps) {
  return (
    <Button tone="secondary" size="notice" onPress={() => onConfirm(day)}>
      <span className="grid gap-[max(4px,0.8vmin)] py-[max(6px,1vmin)]">
        <Said language={language}>
          {(t, of) => (
            <>
              <span className="block text-[1.2em] first-letter:uppercase">{longDate(day, of)}</span>
              <span className="block font-medium text-ink-soft">{t(`blocked.${source}`)}</span>
            </>
          )}
        </Said>
      </span>
    </Button>
  )
}

type SaidProps = { language: Language | null; children: (t: Translate, language: Language) => ReactNode }

function Said({ language, children }: SaidProps) {
  if (language === null) return <BothLanguages className="block">{children}</BothLanguages>
  return <InLanguage language={language} say={children} className="block" />
}
