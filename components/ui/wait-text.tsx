'use client'

import { useTranslations } from 'use-intl'
import type { WaitEstimate } from '@/lib/domain/wait'

/** A wait as people read it: always a range, and plainly unknown when it is. */
export function useWaitText(): (wait: WaitEstimate) => string {
  const t = useTranslations('wait')
  return wait => {
    if (wait.kind === 'unknown') return t('unknown')
    const { fromMinutes, toMinutes } = wait
    if (fromMinutes === 0) return t('upTo', { to: String(toMinutes) })
    return t('range', { from: String(fromMinutes), to: String(toMinutes) })
  }
}
