'use client'

import { useTranslations } from 'use-intl'
import type { VisitorCode as Answer } from '@/lib/client/use-visitor-code'
import { groupedCode } from '@/lib/i18n/code-text'

/** What the citizen at the station typed at the kiosk; nothing before the server has answered. */
export function VisitorCode({ answer }: { answer: Answer | null }) {
  const t = useTranslations('agent')
  if (!answer) return null
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 text-ink-soft text-xl">
      {t('visitorCode')}
      {answer.kind === 'known' ? (
        <strong className="tabular whitespace-nowrap text-3xl text-ink">{groupedCode(answer.code)}</strong>
      ) : (
        <span className="font-semibold text-gold-ink">{t('visitorCodeUnknown')}</span>
      )}
    </p>
  )
}
