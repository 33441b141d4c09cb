'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { alertWords, type CenterWords } from '@/components/agent/center-words'
import { UrgentIcon } from '@/components/ui/icons'
import type { WatchedAlert } from '@/lib/domain/center-watch'
import type { Acknowledged } from '@/lib/domain/day-state'
import { alertName } from '@/lib/domain/engine/alert-changes'
import { ActionButton, type FloorActs } from './floor-action'
import { FloorCard } from './floor-card'

/** The worst come first; on a bad day the rest only hides them. */
const LINES_MOST = 12

type FloorAlertsProps = {
  /** Null until the first look at the center is done. */
  alerts: readonly WatchedAlert[] | null
  acknowledged: ReadonlyMap<string, Acknowledged>
  words: CenterWords
  acts: FloorActs
}

/** What a supervisor should see to, the worst first; what somebody has seen to stands below, and says who. */
export function FloorAlerts({ alerts, acknowledged, words, acts }: FloorAlertsProps) {
  const t = useTranslations('floor')
  const isSeen = (alert: WatchedAlert) => acknowledged.has(alertName(alert.alert))
  const shown = alerts && [...alerts.filter(each => !isSeen(each)), ...alerts.filter(isSeen)].slice(0, LINES_MOST)
  return (
    <FloorCard title={t('alerts')}>
      {shown === null && <p className="text-ink-soft">{t('watching')}</p>}
      {shown?.length === 0 && <p className="text-ink-soft">{t('noAlerts')}</p>}
      <ul aria-live="polite" className="flex flex-col gap-3">
        {shown?.map(alert => (
          <AlertLine
            key={alert.key}
            alert={alert}
            seen={acknowledged.get(alertName(alert.alert)) ?? null}
            words={words}
            acts={acts}
          />
        ))}
      </ul>
      {alerts !== null && alerts.length > LINES_MOST && (
        <p className="mt-2 text-ink-soft">{words.t('center.more', { count: alerts.length - LINES_MOST })}</p>
      )}
    </FloorCard>
  )
}

type AlertLineProps = { alert: WatchedAlert; seen: Acknowledged | null; words: CenterWords; acts: FloorActs }

function AlertLine({ alert, seen, words, acts }: AlertLineProps) {
  const { what, next } = alertWords(alert, words)
  const isRed = alert.isUrgent && seen === null
  return (
    <li className={`border-l-4 pl-3 leading-snug ${isRed ? 'border-alert' : seen ? 'border-line' : 'border-gold'}`}>
      <p className={`flex items-center gap-2 font-semibold ${isRed ? 'text-alert' : ''}`}>
        {isRed && <UrgentIcon className="size-5" />}
        {what}
      </p>
      <p className="text-ink-soft">{next}</p>
      {seen ? <SeenBy seen={seen} words={words} /> : <Acknowledge alert={alert} what={what} acts={acts} />}
    </li>
  )
}

function SeenBy({ seen: { at, by }, words }: { seen: Acknowledged; words: CenterWords }) {
  const t = useTranslations('floor')
  const time = words.time(at)
  return (
    <p className="font-semibold text-green">
      {by === null ? t('acknowledgedAt', { time }) : t('acknowledged', { agent: words.agent(by), time })}
    </p>
  )
}

/** One tap: it changes nothing at the center. */
function Acknowledge({ alert, what, acts }: { alert: WatchedAlert; what: string; acts: FloorActs }) {
  const t = useTranslations('floor')
  const [isBusy, setBusy] = useState(false)
  async function acknowledge() {
    setBusy(true)
    const outcome = await acts.send({ kind: 'acknowledge_alert', alert: alertName(alert.alert) })
    setBusy(false)
    if (outcome.ok) acts.done('acknowledge_alert')
    else acts.refused(outcome)
  }
  return (
    <div className="mt-1">
      <ActionButton
        off={acts.off}
        isBusy={isBusy}
        label={t('acknowledgeNamed', { alert: what })}
        onPress={() => void acknowledge()}
      >
        {t('acknowledge')}
      </ActionButton>
    </div>
  )
}
