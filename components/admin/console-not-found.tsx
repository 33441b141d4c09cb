'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { EntryFrame } from './entry-frame'

export function ConsoleNotFound() {
  const t = useTranslations('console')
  return (
    <EntryFrame title={t('notFoundTitle')} help={t('notFoundNext')}>
      <Link
        href="/admin"
        className="inline-flex min-h-14 items-center self-start rounded-xl bg-green px-5 font-semibold text-lg text-white hover:bg-green-lit"
      >
        {t('toHome')}
      </Link>
    </EntryFrame>
  )
}
