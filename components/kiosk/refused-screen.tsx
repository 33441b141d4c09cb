'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { InfoIcon } from '@/components/ui/icons'
import type { KioskRefusal } from '@/lib/client/kiosk-desk'

type RefusedScreenProps = {
  refusal: KioskRefusal
  onCorrectCode: () => void
  onBack: () => void
  onStartOver: () => void
}

/** What happened, and the next step; never a code of an error. */
export function RefusedScreen({ refusal, onCorrectCode, onBack, onStartOver }: RefusedScreenProps) {
  const t = useTranslations()
  return (
    <div role="alert" className="flex min-h-0 flex-1 flex-col justify-between gap-[3vmin]">
      <div className="flex flex-1 flex-col justify-center gap-[2vmin]">
        <InfoIcon className="size-[12vmin] text-green" />
        <p className="text-balance font-bold text-kiosk-title leading-tight">{t(`refusal.${refusal}.what`)}</p>
        <p className="text-pretty text-ink-soft text-kiosk-strong leading-snug">{t(`refusal.${refusal}.next`)}</p>
      </div>
      {refusal === 'invalid_code' && (
        <Button size="kiosk" onPress={onCorrectCode}>
          {t('kiosk.correctCode')}
        </Button>
      )}
      {(refusal === 'service_closed' || refusal === 'closing' || refusal === 'day_in_doubt') && (
        <Button size="kiosk" onPress={onBack}>
          {t('kiosk.back')}
        </Button>
      )}
      {refusal === 'not_durable' && (
        <Button size="kiosk" onPress={onStartOver}>
          {t('kiosk.done')}
        </Button>
      )}
    </div>
  )
}
