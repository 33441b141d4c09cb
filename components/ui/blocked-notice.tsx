'use client'

import { useTranslations } from 'use-intl'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { longDate } from '@/lib/i18n/formats'
import { Button } from './button'
import { CalendarIcon, InfoIcon } from './icons'

/** Why a surface may not write: another tab of this device does, or nobody is sure which day it is. */
export type Blocked = 'none' | 'read_only' | { readonly dayDoubt: ServiceDay }

/** The second tab: one device has one writer. */
export function ReadOnlyNotice() {
  const t = useTranslations('blocked')
  return (
    <section role="status" className="flex max-w-[90vmin] flex-col items-center gap-[max(20px,3vmin)] text-center">
      <InfoIcon className="size-[max(72px,10vmin)] text-green" />
      <h1 className="font-bold text-[max(30px,5vmin)] text-balance leading-tight">{t('readOnlyTitle')}</h1>
      <p className="text-[max(22px,3.5vmin)] text-ink-soft text-pretty leading-snug">{t('readOnlyNext')}</p>
    </section>
  )
}

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
