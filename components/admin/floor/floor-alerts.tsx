'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { alertWords, type CenterWords, type Said } from '@/components/agent/center-words'
import { UrgentIcon } from '@/components/ui/icons'
import type { WatchedAlert } from '@/lib/domain/center-watch'
import type { Acknowledged } from '@/lib/domain/day-state'
import { alertName } from '@/lib/domain/engine/alert-changes'
import { type LimitAlert, seenTo } from '@/lib/domain/floor'
import { minutesText } from '@/lib/i18n/formats'
import { ActionButton, type FloorActs } from './floor-action'
import { FloorCard } from './floor-card'
import { useFloorTime } from './floor-time'

/** The worst come first; on a bad day the rest only hides them. */
const LINES_MOST = 12

type FloorAlertsProps = {
  /** By the center's own limits, at this moment. */
  limits: (now: number) => readonly LimitAlert[]
  /** Null until the first look at the center is done. */
  watched: readonly WatchedAlert[] | null
  acknowledged: ReadonlyMap<string, Acknowledged>
  words: CenterWords
  acts: FloorActs
}

type ShownAlert = Said & { readonly name: string; readonly isUrgent: boolean; readonly seen: Acknowledged | null }

/** What a supervisor should see to, the worst first; what somebody has seen to stands below, and says who. */
export function FloorAlerts({ limits, watched, acknowledged, words, acts }: FloorAlertsProps) {
  const t = useTranslations('floor')
  const limitWords = useLimitWords()
  const now = useFloorTime()
  const alerts: ShownAlert[] = [
    ...(watched ?? []).map(each => {
      const name = alertName(each.alert)
      return { ...alertWords(each, words), name, isUrgent: each.isUrgent, seen: seenTo(name, acknowledged, now) }
    }),
    ...limits(now).map(each => {
      const name = each.code
      return { ...limitWords(each), name, isUrgent: false, seen: seenTo(name, acknowledged, now) }
    }),
  ]
  const ordered = [...alerts.filter(({ seen }) => !seen), ...alerts.filter(({ seen }) => seen)]
  return (
    <FloorCard title={t('alerts')}>
      {alerts.length === 0 && <p className="text-ink-soft">{watched ? t('noAlerts') : t('watching')}</p>}
      <ul className="flex flex-col gap-3">
        {ordered.slice(0, LINES_MOST).map(alert => (
          <AlertLine key={alert.name} alert={alert} words={words} acts={acts} />
        ))}
      </ul>
      {alerts.length > LINES_MOST && (
        <p className="mt-2 text-ink-soft">{words.t('center.more', { count: alerts.length - LINES_MOST })}</p>
      )}
    </FloorCard>
  )
}

function useLimitWords(): (alert: LimitAlert) => Said {
  const t = useTranslations('floor.limit')
  return alert => {
    const next = t(`${alert.code}.next`)
    if (alert.code === 'many_waiting')
      return { what: t('many_waiting.what', { count: alert.count, limit: String(alert.limit) }), next }
    const limit = minutesText(alert.limitMs)
    const time = minutesText(alert.code === 'longest_wait' ? alert.waitedMs : alert.waitMs)
    return { what: t(`${alert.code}.what`, { time, limit }), next }
  }
}

type AlertLineProps = { alert: ShownAlert; words: CenterWords; acts: FloorActs }

function AlertLine({ alert, words, acts }: AlertLineProps) {
  const { what, next, isUrgent, seen } = alert
  const isRed = isUrgent && seen === null
  return (
    <li className={`border-l-4 pl-3 leading-snug ${isRed ? 'border-alert' : seen ? 'border-line' : 'border-gold'}`}>
      <p className={`flex items-center gap-2 font-semibold ${isRed ? 'text-alert' : ''}`}>
        {isRed && <UrgentIcon className="size-5" />}
        {what}
      </p>
      <p className="text-ink-soft">{next}</p>
      {seen ? <SeenBy seen={seen} words={words} /> : <Acknowledge alert={alert} acts={acts} />}
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
function Acknowledge({ alert: { name, what }, acts }: { alert: ShownAlert; acts: FloorActs }) {
  const t = useTranslations('floor')
  const [isBusy, setBusy] = useState(false)
  async function acknowledge() {
    setBusy(true)
    const outcome = await acts.send({ kind: 'acknowledge_alert', alert: name })
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
