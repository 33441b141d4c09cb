'use client'

import { type ReactNode, useMemo } from 'react'
import { useFormatter } from 'use-intl'
import { SHOWN_FROM } from '@/lib/domain/center-figures'
import type { DurationMs } from '@/lib/domain/ids'
import { minutesText } from '@/lib/i18n/formats'
import { CenterPart, type CenterProps } from './center-panel'
import { aboutMinutes } from './center-words'

/** How the day went so far: how long services took, and how long citizens of each class waited. */
export function CenterFigures({ words, center }: CenterProps) {
  const { t } = words
  const format = useFormatter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the figures are made once a look, since they take a while
  const { services, waits, calls, excluded, fairness } = useMemo(center.figures, [center.look])
  if (calls === 0) return <CenterPart title={t('center.today')}>{t('center.noFigures')}</CenterPart>
  const overtakes = {
    mean: format.number(fairness.overtakesPerTicket, { maximumFractionDigits: 1 }),
    largest: aboutMinutes(fairness.largestOvertakenMs),
  }
  const isSomeHidden = [...waits, ...services].some(({ n }) => n < SHOWN_FROM)
  return (
    <CenterPart title={t('center.today')}>
      <table className="w-full tabular text-lg leading-snug max-sm:text-sm">
        <Heads
          names={[t('center.wait'), t('center.count'), t('center.half'), t('center.nineteen'), t('center.promise')]}
        />
        <tbody>
          {waits.map(({ priority, n, p50Ms, p95Ms, promiseMs }) => (
            <Row key={priority} name={words.priority(priority)}>
              <Cell>{n}</Cell>
              <Cell>{spread(p50Ms)}</Cell>
              <Cell isBad={p95Ms !== null && p95Ms > promiseMs}>{spread(p95Ms)}</Cell>
              <Cell>{minutesText(promiseMs)}</Cell>
            </Row>
          ))}
        </tbody>
        <Heads names={[t('center.service'), t('center.count'), t('center.half'), t('center.nine'), '']} />
        <tbody>
          {services.map(({ service, n, p50Ms, p90Ms }) => (
            <Row key={service} name={words.service(service)}>
              <Cell>{n}</Cell>
              <Cell>{spread(p50Ms)}</Cell>
              <Cell>{spread(p90Ms)}</Cell>
              <Cell>{null}</Cell>
            </Row>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-ink-soft text-lg leading-snug">
        {t('center.calls', { count: calls })}{' '}
        {fairness.overtakesPerTicket === 0 ? t('center.noOvertakes') : t('center.overtakes', overtakes)}{' '}
        {t('center.overrides', { count: Math.round(fairness.overrideShare * calls) })}{' '}
        {excluded > 0 && t('center.excluded', { count: excluded })}{' '}
        {isSomeHidden && t('center.few', { count: String(SHOWN_FROM) })}
      </p>
    </CenterPart>
  )
}

function Heads({ names: [first, ...others] }: { names: readonly string[] }) {
  return (
    <thead>
      <tr className="text-base text-ink-soft max-sm:text-sm">
        <th scope="col" className="pt-2 text-left font-medium">
          {first}
        </th>
        {others.map(name => (
          <th key={name} scope="col" className="pt-2 pl-3 text-right font-medium max-sm:pl-2">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-1 text-left font-semibold leading-tight">
        {name}
      </th>
      {children}
    </tr>
  )
}

function Cell({ children, isBad = false }: { children: ReactNode; isBad?: boolean }) {
  return (
    <td className={`whitespace-nowrap pl-3 text-right max-sm:pl-2 ${isBad ? 'font-bold text-gold-ink' : ''}`}>
      {children}
    </td>
  )
}

function spread(durationMs: DurationMs | null): string {
  return durationMs === null ? '–' : aboutMinutes(durationMs)
}
