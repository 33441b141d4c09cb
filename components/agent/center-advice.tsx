'use client'

import { Button } from '@/components/ui/button'
import type { Advice, Change } from '@/lib/domain/engine/advice'
import { unreachable } from '@/lib/domain/result'
import { minutesText } from '@/lib/i18n/formats'
import { CenterPart, type CenterProps } from './center-panel'
import { type CenterWords, tenths } from './center-words'

/** The best come first; further ones would help less. */
const LINES_MOST = 3

/** What could be changed, with the figures before and after. Who has changed it says so here: then the advice rests a while. */
export function CenterAdvice({ words, center, act }: CenterProps) {
  const { advice, adviceFollowedAt, balance, need } = center.look
  const { t } = words
  const isTooMuch = balance.ratio >= 1
  const work = { load: tenths(balance.load), capacity: tenths(balance.capacity) }
  return (
    <CenterPart title={t('center.advice')}>
      <p className="text-lg leading-snug">
        {isTooMuch ? t('center.work', { services: words.services(balance.services), ...work }) : t('center.noAdvice')}{' '}
        {need && t('center.need', { agents: String(need.agents), time: minutesText(need.targetMs) })}
      </p>
      {adviceFollowedAt !== null && (
        <p className="text-ink-soft text-lg">{t('center.followed', { time: words.time(adviceFollowedAt) })}</p>
      )}
      {isTooMuch && advice.length === 0 && <p className="text-ink-soft text-lg">{t('center.noChange')}</p>}
      {advice.length > 0 && (
        <>
          <ul className="my-2 flex flex-col">
            {advice.slice(0, LINES_MOST).map(each => (
              <AdviceLine
                key={keyOf(each.change)}
                advice={each}
                words={words}
                onDone={() => act({ kind: 'follow_advice', change: each.change })}
              />
            ))}
          </ul>
          <p className="text-ink-soft text-lg">{t('center.yours')}</p>
        </>
      )}
    </CenterPart>
  )
}

type AdviceLineProps = { advice: Advice; words: CenterWords; onDone: () => void }

function AdviceLine({ advice: { change, before, after }, words, onDone }: AdviceLineProps) {
  const { t } = words
  const charge = { before: ratioText(before.ratio, words), after: ratioText(after.ratio, words) }
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-t py-2 text-lg leading-snug">
      <span className="min-w-0 flex-1 basis-52 font-semibold">{changeWords(change, words)}</span>
      <span className="text-ink-soft tabular">
        {t('center.charge')} {t('center.chargeChange', charge)}
      </span>
      <Button
        tone="plain"
        size="small"
        label={t('center.doneNamed', { change: changeWords(change, words) })}
        onPress={onDone}
      >
        {t('center.done')}
      </Button>
    </li>
  )
}

function ratioText(ratio: number, { t, percent }: CenterWords): string {
  return Number.isFinite(ratio) ? percent(ratio) : t('center.noLimit')
}

function changeWords(change: Change, { t, service, services, agent }: CenterWords): string {
  switch (change.code) {
    case 'add_service':
      return t('center.add_service', { service: service(change.service), agent: agent(change.agent) })
    case 'recall_from_break':
      return t('center.recall_from_break', { agent: agent(change.agent) })
    case 'open_station':
      return t('center.open_station', { services: services(change.services) })
    default:
      return unreachable(change)
  }
}

function keyOf(change: Change): string {
  if (change.code === 'open_station') return change.code
  return `${change.code}.${change.agent}.${change.code === 'add_service' ? change.service : ''}`
}
