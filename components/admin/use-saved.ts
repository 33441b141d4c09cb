'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTell } from './ui/toast'

/** After a change: the page is read anew, and says that it is done. */
export function useSaved(): (said?: string) => void {
  const t = useTranslations('console')
  const router = useRouter()
  const tell = useTell()
  return said => {
    router.refresh()
    tell(said ?? t('saved'))
  }
}
