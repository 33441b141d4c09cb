'use client'

import { useLocale } from 'use-intl'
import type { WaitEstimate } from '@/lib/domain/wait'
import { waitText } from '@/lib/i18n/wait-text'

export function useWaitText(): (wait: WaitEstimate) => string {
  const language = useLocale()
  return wait => waitText(language, wait)
}
