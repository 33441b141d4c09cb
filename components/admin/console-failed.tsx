'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { EntryFrame } from './entry-frame'

export function ConsoleFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('admin')
  return (
    <EntryFrame title={t('failedTitle')} help={t('failedNext')}>
      <Button size="staff" onPress={onRetry}>
        {t('retry')}
      </Button>
    </EntryFrame>
  )
}
