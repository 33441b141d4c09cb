'use client'

import { useTranslations } from 'use-intl'
import type { ConsoleOutcome } from '@/lib/client/console'

export type ConsoleRefusal = Extract<ConsoleOutcome<unknown>, { ok: false }>

/** Why something was not done, in the reader's words: of the whole request, and of one field. */
export function useProblemWords() {
  const t = useTranslations('console')
  const ofQueue = useTranslations('commandRefusal')
  const ofDay = useTranslations('day')
  return {
    problem({ problem, refusal = null }: Pick<ConsoleRefusal, 'problem'> & Partial<ConsoleRefusal>): string {
      if (refusal === 'still_serving') return ofDay('served.next')
      // reason: as below
      if (refusal !== null && ofQueue.has(refusal as 'wrong_state')) return ofQueue(refusal as 'wrong_state')
      const key = `problem.${problem}` as const
      // reason: a code without words of its own is one that no page of the console can cause
      return t.has(key as 'problem.unknown') ? t(key as 'problem.unknown') : t('problem.unknown')
    },
    field({ problem, field }: ConsoleRefusal): string {
      if (problem !== 'invalid_request') return this.problem({ problem })
      const key = `field.${field}`
      // reason: as above
      return t.has(key as 'field.other') ? t(key as 'field.other') : t('field.other')
    },
  }
}
