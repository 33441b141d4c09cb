'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ClockIcon } from '@/components/ui/icons'

/** Rises from the lower edge and covers nothing that must be read; any touch on the screen answers it too. */
export function IdleWarning({ seconds, onContinue }: { seconds: number; onContinue: () => void }) {
  const t = useTranslations('kiosk')
  return (
    <div
      role="alert"
      className="absolute inset-x-0 bottom-0 z-20 flex animate-enter flex-col gap-[2.4vmin] rounded-t-[4vmin] border-gold border-t-8 bg-gold-tint px-[5vmin] py-[4vmin] text-gold-ink shadow-[0_-2vmin_6vmin_rgb(7_54_42/0.25)] landscape:flex-row landscape:items-center landscape:justify-between"
    >
      <div className="flex items-center gap-[2.4vmin]">
        <ClockIcon className="size-[max(64px,9vmin)]" />
        <div>
          <p className="font-bold text-kiosk-title leading-tight">{t('idleTitle')}</p>
          <p className="text-kiosk-lead tabular leading-snug">{t('idleHelp', { seconds })}</p>
        </div>
      </div>
      <Button size="kiosk" say="choice_continue" onPress={onContinue} className="shrink-0">
        {t('idleContinue')}
      </Button>
    </div>
  )
}
