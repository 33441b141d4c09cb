'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { LinkStatus } from '@/lib/client/link-status'
import type { DurationMs } from '@/lib/domain/ids'

/** While the database answers, an event is acknowledged within a blink: a count that comes and goes helps nobody. */
const PENDING_SHOWN_AFTER_MS: DurationMs = 1_500

/**
 * Where this device stands on the outage ladder, and how many of its events no acknowledgement covers yet. Shape, word
 * and colour; never red, since nobody must act. As large as the text around it.
 */
export function StatusChip({ status }: { status: LinkStatus }) {
  const t = useTranslations('status')
  const isLate = useLasting(status.pendingCount > 0, PENDING_SHOWN_AFTER_MS)
  return (
    <p
      role="status"
      aria-label={t('label')}
      className="inline-flex items-center gap-[0.55em] rounded-full border border-line bg-surface px-[0.9em] py-[0.4em] font-medium text-ink leading-tight"
    >
      <RungSign rung={status.rung} />
      <span className="tabular">{wordsOf(status, isLate, t)}</span>
    </p>
  )
}

function wordsOf(
  { rung, pendingCount: count }: LinkStatus,
  isLate: boolean,
  t: ReturnType<typeof useTranslations<'status'>>,
): string {
  if (rung === 'offline') return count > 0 ? t('offlinePending', { count }) : t('offline')
  if (rung === 'local') return count > 0 ? t('localPending', { count }) : t('local')
  return count > 0 && isLate ? t('onlinePending', { count }) : t('online')
}

/** True once it has been so for a while. */
function useLasting(isSo: boolean, afterMs: DurationMs): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setLasts(true), afterMs)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [isSo, afterMs])
  return lasts
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
