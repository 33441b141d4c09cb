'use client'

import { UrgentIcon } from '@/components/ui/icons'
import type { WatchedAlert } from '@/lib/domain/center-watch'
import { CenterPart, type CenterProps } from './center-panel'
import { ReleaseStation } from './center-release'
import { alertWords, type CenterWords } from './center-words'

/** The worst come first; on a bad day the rest only hides them. */
const LINES_MOST = 12

export function CenterAlerts(props: CenterProps) {
  const { words, center } = props
  const { alerts } = center.look
  const { t } = words
  return (
    <CenterPart title={t('center.alerts')}>
      {alerts.length === 0 && <p className="text-ink-soft text-lg">{t('center.noAlerts')}</p>}
      <ul className="flex flex-col gap-3">
        {alerts.slice(0, LINES_MOST).map(alert => (
          <li key={alert.key} className="flex flex-col gap-2">
            <AlertLine alert={alert} words={words} />
            {alert.alert.code === 'out_of_reach' && alert.station !== null && (
              <div className="pl-4">
                <ReleaseStation {...props} station={alert.station} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {alerts.length > LINES_MOST && (
        <p className="mt-2 text-ink-soft text-lg">{t('center.more', { count: alerts.length - LINES_MOST })}</p>
      )}
    </CenterPart>
  )
}

function AlertLine({ alert, words }: { alert: WatchedAlert; words: CenterWords }) {
  const { what, next } = alertWords(alert, words)
  return (
    <div className={`border-l-4 pl-3 leading-snug ${alert.isUrgent ? 'border-alert' : 'border-gold'}`}>
      <p className={`flex items-center gap-2 font-semibold text-lg ${alert.isUrgent ? 'text-alert' : ''}`}>
        {alert.isUrgent && <UrgentIcon className="size-5" />}
        {what}
      </p>
      <p className="text-ink-soft text-lg">{next}</p>
    </div>
  )
}
