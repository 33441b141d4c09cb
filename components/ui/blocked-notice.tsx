'use client'

import { useTranslations } from 'use-intl'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { longDate } from '@/lib/i18n/formats'
import { Button } from './button'
import { CalendarIcon } from './icons'

type DayDoubtProps = { day: ServiceDay; language: Language; onConfirm: () => void }

/** Numbers restart each day, so a clock that jumped must be looked at by a person before anything is issued. */
export function DayDoubtNotice({ day, language, onConfirm }: DayDoubtProps) {
  const t = useTranslations('blocked')
  return (
    <section role="alert" className="flex max-w-[90vmin] flex-col items-center gap-[max(20px,3vmin)] text-center">
      <CalendarIcon className="size-[max(72px,10vmin)] text-green" />
      <h1 className="font-bold text-[max(30px,5vmin)] text-balance leading-tight">{t('dayDoubtTitle')}</h1>
      <p className="rounded-3xl border-2 border-green bg-surface px-[4vmin] py-[2.4vmin] font-bold text-[max(28px,6vmin)] text-green first-letter:uppercase">
        {longDate(day, language)}
      </p>
      <p className="text-[max(22px,3.5vmin)] text-ink-soft text-pretty leading-snug">{t('dayDoubtNext')}</p>
      <Button size="kiosk" onPress={onConfirm}>
        {t('dayDoubtConfirm')}
      </Button>
    </section>
  )
}
