'use client'

import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { InfoIcon } from '@/components/ui/icons'
import type { Center } from '@/lib/domain/catalogue'
import type { ServiceDay } from '@/lib/domain/ids'
import type { Refused } from './kiosk-flow'
import { refusalWords } from './refusal-words'

/** Another service, or another moment, may do. */
const LEADS_BACK: readonly Refused[] = ['service_closed', 'service_suspended', 'closing', 'day_in_doubt']

type RefusedScreenProps = {
  refusal: Refused
  center: Center
  today: ServiceDay
  onCorrectCode: () => void
  onWithoutCode: () => void
  onBack: () => void
  onStartOver: () => void
}

/** What happened, and the next step; never a code of an error. */
export function RefusedScreen({ refusal, center, today, ...ways }: RefusedScreenProps) {
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
      <NextStep refusal={refusal} {...ways} />
    </div>
  )
}

function NextStep({
  refusal,
  onCorrectCode,
  onWithoutCode,
  onBack,
  onStartOver,
}: Omit<RefusedScreenProps, 'center' | 'today'>) {
  const t = useTranslations('kiosk')
  if (isMistyped(refusal))
    return (
      <div className="flex flex-col gap-4">
        <Button size="kiosk" say="choice_correct" onPress={onCorrectCode}>
          {t('correctCode')}
        </Button>
        <Button tone="secondary" size="kioskSecondary" say="choice_no_code" onPress={onWithoutCode}>
          {t('withoutCode')}
        </Button>
      </div>
    )
  const leadsBack = LEADS_BACK.includes(refusal)
  return (
    <Button size="kiosk" say={leadsBack ? 'choice_back' : 'choice_done'} onPress={leadsBack ? onBack : onStartOver}>
      {leadsBack ? t('back') : t('done')}
    </Button>
  )
}

/** Perhaps. */
function isMistyped(refusal: Refused): boolean {
  return refusal === 'invalid_code' || (typeof refusal === 'object' && refusal.kind === 'unknown_code')
}
