'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CheckIcon } from '@/components/ui/icons'
import type { InstantMs } from '@/lib/domain/ids'
import type { SessionId } from '@/lib/domain/person'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTime, shortDate } from '@/lib/i18n/formats'

export type ShownSession = {
  readonly id: SessionId
  /** Empty when unknown. */
  readonly browser: string
  readonly createdAt: InstantMs
  readonly lastSeenAt: InstantMs
  readonly isSameAddress: boolean
  /** The one that this page belongs to. */
  readonly isHere: boolean
}

type SessionTableProps = {
  sessions: readonly ShownSession[]
  timeZone: string
  isBusy: boolean
  onEnd: (session: SessionId) => void
}

export function SessionTable({ sessions, timeZone, isBusy, onEnd }: SessionTableProps) {
  const t = useTranslations('admin')
  const momentOf = (at: InstantMs) =>
    t('moment', { date: shortDate(serviceDayOf(at, timeZone)), time: clockTime(at, timeZone) })
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <thead>
          <tr className="border-line border-b-2 text-ink-soft">
            {(['browser', 'opened', 'seen', 'address'] as const).map(column => (
              <th key={column} scope="col" className="px-3 py-2 font-semibold">
                {t(column)}
              </th>
            ))}
            <th scope="col" className="px-3 py-2 text-right font-semibold">
              {t('action')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(session => {
            const browser = session.browser || t('unknownBrowser')
            return (
              <tr key={session.id} className="border-line border-b last:border-0">
                <th scope="row" className="px-3 py-3 font-semibold">
                  {browser}
                </th>
                <Cell>{momentOf(session.createdAt)}</Cell>
                <Cell>{momentOf(session.lastSeenAt)}</Cell>
                <Cell>{session.isSameAddress ? t('sameAddress') : t('otherAddress')}</Cell>
                <td className="px-3 py-2 text-right">
                  {session.isHere ? (
                    <span className="inline-flex min-h-11 items-center gap-2 font-semibold text-green">
                      <CheckIcon />
                      {t('here')}
                    </span>
                  ) : (
                    <Button
                      tone="secondary"
                      size="small"
                      disabled={isBusy}
                      label={t('endNamed', { browser, moment: momentOf(session.createdAt) })}
                      onPress={() => onEnd(session.id)}
                    >
                      {t('end')}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="px-3 py-3 tabular">{children}</td>
}
