'use client'

import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { InfoIcon } from '@/components/ui/icons'
import type { KioskRefusal } from '@/lib/client/kiosk-desk'
import type { Center } from '@/lib/domain/catalogue'
import type { ServiceDay } from '@/lib/domain/ids'
import { refusalWords } from './refusal-words'

/** Another service, or another moment, may do. */
const LEADS_BACK: ReadonlySet<KioskRefusal> = new Set([
  'service_closed',
  'service_suspended',
  'closing',
  'day_in_doubt',
])

type RefusedScreenProps = {
  refusal: KioskRefusal
  center: Center
  today: ServiceDay
  onCorrectCode: () => void
  onBack: () => void
  onStartOver: () => void
}

/** What happened, and the next step; never a code of an error. */
export function RefusedScreen({ refusal, center, today, onCorrectCode, onBack, onStartOver }: RefusedScreenProps) {
  const t = useTranslations()
  const language = useLocale()
  const { what, next } = refusalWords(t, language, refusal, center, today)
  return (
    <div role="alert" className="flex min-h-0 flex-1 flex-col justify-between gap-[3vmin]">
      <div className="flex flex-1 flex-col justify-center gap-[2vmin]">
        <InfoIcon className="size-[12vmin] text-green" />
        <p className="text-balance font-bold text-kiosk-title leading-tight">{what}</p>
        <p className="text-pretty text-ink-soft text-kiosk-strong leading-snug">{next}</p>
      </div>
      {refusal === 'invalid_code' && (
        <Button size="kiosk" say="choice_correct" onPress={onCorrectCode}>
          {t('kiosk.correctCode')}
        </Button>
      )}
      {LEADS_BACK.has(refusal) && (
        <Button size="kiosk" say="choice_back" onPress={onBack}>
          {t('kiosk.back')}
        </Button>
      )}
      {refusal !== 'invalid_code' && !LEADS_BACK.has(refusal) && (
        <Button size="kiosk" say="choice_done" onPress={onStartOver}>
          {t('kiosk.done')}
        </Button>
      )}
    </div>
  )
}
