'use client'

import { useTranslations } from 'use-intl'
import type { LinkStatus } from '@/lib/client/link-status'

/**
 * Where this device stands on the outage ladder. Shape, word and colour; never red, since nobody must act.
 * As large as the text around it.
 */
export function StatusChip({ status }: { status: LinkStatus }) {
  const t = useTranslations('status')
  return (
    <p
      role="status"
      aria-label={t('label')}
      className="inline-flex items-center gap-[0.55em] rounded-full border border-line bg-surface px-[0.9em] py-[0.4em] font-medium text-ink leading-tight"
    >
      <RungSign rung={status.rung} />
      <span className="tabular">{wordsOf(status, t)}</span>
    </p>
  )
}

function wordsOf({ rung, pendingCount }: LinkStatus, t: ReturnType<typeof useTranslations<'status'>>): string {
  if (rung === 'online') return t('online')
  if (rung === 'local') return t('local')
  return pendingCount > 0 ? t('offlinePending', { count: pendingCount }) : t('offline')
}

/** A full, a half or an empty circle: ● ◐ ○, drawn, since few fonts have all three in one size. */
function RungSign({ rung }: { rung: LinkStatus['rung'] }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`size-[0.85em] shrink-0 ${rung === 'online' ? 'text-green' : 'text-gold-ink'}`}
    >
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" />
      {rung === 'online' && <circle cx="8" cy="8" r="6.5" fill="currentColor" />}
      {rung === 'local' && <path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor" />}
    </svg>
  )
}
