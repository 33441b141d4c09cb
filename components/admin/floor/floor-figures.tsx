'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { SHOWN_FROM } from '@/lib/domain/center-figures'
import type { FloorFigures as Figures } from '@/lib/domain/floor'
import type { DurationMs } from '@/lib/domain/ids'
import { minutesText } from '@/lib/i18n/formats'
import { Lasting } from './floor-time'

type FloorFiguresProps = {
  figures: Figures
  /** How many stations the center has. */
  stations: number
  /** The wait that the center means to keep; null when it has set none. */
  targetMs: DurationMs | null
}

/** The center in four figures. */
export function FloorFigures({ figures, stations, targetMs }: FloorFiguresProps) {
  const t = useTranslations('floor')
  const { waiting, longestSince, wait95, openStations } = figures
  const isOver = wait95.ms !== null && targetMs !== null && wait95.ms > targetMs
  const target = targetMs === null ? null : minutesText(targetMs)
  const counted = t('wait95Note', { n: String(wait95.n) })
  return (
    <section aria-label={t('figures')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure name={t('waiting')} value={waiting} />
      <Figure
        name={t('longest')}
        value={longestSince === null ? '–' : <Lasting since={longestSince} />}
        note={longestSince === null ? t('nobodyWaits') : t('longestNote')}
      />
      <Figure
        name={t('wait95')}
        value={wait95.ms === null ? '–' : minutesText(wait95.ms)}
        target={target && (isOver ? t('overTarget', { time: target }) : t('target', { time: target }))}
        note={wait95.ms === null ? t('few', { n: String(wait95.n), min: String(SHOWN_FROM) }) : counted}
        isBad={isOver}
      />
      <Figure name={t('openStations')} value={openStations} note={t('openOf', { count: String(stations) })} />
    </section>
  )
}

type FigureProps = { name: string; value: ReactNode; note?: string; target?: string | null; isBad?: boolean }

function Figure({ name, value, note, target = null, isBad = false }: FigureProps) {
  return (
    <dl
      className={`flex flex-col rounded-2xl border bg-surface px-4 py-3 leading-snug ${isBad ? 'border-gold border-l-8' : 'border-line'}`}
    >
      <dt className="font-semibold text-ink-soft">{name}</dt>
      <dd className={`font-bold text-4xl tabular ${isBad ? 'text-gold-ink' : 'text-green'}`}>{value}</dd>
      {target !== null && <dd className={`font-semibold ${isBad ? 'text-gold-ink' : ''}`}>{target}</dd>}
      {note !== undefined && <dd className="text-ink-soft text-sm">{note}</dd>}
    </dl>
  )
}
