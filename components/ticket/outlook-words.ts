'use client'

import { useLocale } from 'use-intl'
import type { TurnToCome } from '@/lib/client/outlook'
import { type OutlookWords, outlookWords } from '@/lib/client/outlook-words'
import type { Center } from '@/lib/domain/catalogue'

/** What a screen says of a turn to come, in its own language. */
export function useOutlookWords(center: Center): (turn: TurnToCome) => OutlookWords {
  const language = useLocale()
  return turn => outlookWords(turn, center, language)
}
