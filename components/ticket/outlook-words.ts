'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useWaitText } from '@/components/ui/wait-text'
import type { TurnToCome } from '@/lib/client/outlook'
import type { Center } from '@/lib/domain/catalogue'
import { spokenHour } from '@/lib/i18n/formats'

/** A turn to come in words; null where there is nothing to say. */
export type OutlookWords = {
  readonly ahead: string
  /** Of those ahead: some are called before one who came earlier. */
  readonly mayChange: string
  readonly wait: string
  /** A prediction, and said as one. */
  readonly station: string | null
  readonly unserved: string | null
  readonly closing: string | null
}

/** The same words before the ticket is taken, with it and on it, so that nobody is told three things. */
export function useOutlookWords({ closesAt }: Center): (turn: TurnToCome) => OutlookWords {
  const t = useTranslations('wait')
  const language = useLocale()
  const waitText = useWaitText()
  return ({ ahead, wait, station, isServed, closing }) => ({
    ahead: t('ahead', { count: ahead }),
    mayChange: t('mayChange'),
    wait: waitText(wait),
    station: station && t('station', { station: station.number }),
    unserved: isServed ? null : t('unserved'),
    closing: closing === 'ordinary' ? null : t('closing', { time: spokenHour(closesAt, language) }),
  })
}
