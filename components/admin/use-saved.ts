'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTell } from './ui/toast'

/**
 * After a change: its dialog closes, the page is read anew, and says that it is done.
 *
 * @param onClose of the dialog, where there is one
 */
export function useSaved(onClose?: () => void): (said?: string) => void {
  const t = useTranslations('console')
  const router = useRouter()
  const tell = useTell()
  return said => {
    onClose?.()
    router.refresh()
    tell(said ?? t('saved'))
  }
}
