'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { clockTime } from '@/lib/i18n/formats'
import type { TicketMarks } from './ticket-marks'

type TicketBadgesProps = { marks: TicketMarks; timeZone: string }

/** The marks of a ticket as small signs, each with its word. Nothing when there is none. */
export function TicketBadges({ marks, timeZone }: TicketBadgesProps) {
  const t = useTranslations('agent.marks')
  const { hasHeadStart, isEmergency, isTransferred, heldUntil } = marks
  return (
    <>
      {isEmergency && <Badge look="border-alert bg-alert-tint text-alert">{t('emergency')}</Badge>}
      {hasHeadStart && (
        <Badge look="border-green bg-green text-white">
          {t('headStart')}
          <span className="sr-only"> {t('headStartLong')}</span>
        </Badge>
      )}
      {heldUntil !== null && (
        <Badge look="border-gold bg-gold-tint text-gold-ink">
          {t('held', { time: clockTime(heldUntil, timeZone) })}
        </Badge>
      )}
      {isTransferred && <Badge look="border-line-strong bg-surface text-ink-soft">{t('transferred')}</Badge>}
    </>
  )
}

function Badge({ look, children }: { look: string; children: ReactNode }) {
  return (
    <span
      className={`inline-block whitespace-nowrap rounded-md border px-1.5 font-bold text-base leading-snug tabular ${look}`}
    >
      {children}
    </span>
  )
}
