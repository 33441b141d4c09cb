'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { ArrowRightIcon } from '@/components/ui/icons'
import { callKey } from '@/lib/client/announced-calls'
import { isNews, type ShownCall } from '@/lib/client/display-board'
import type { InstantMs } from '@/lib/domain/ids'
import { clockTime } from '@/lib/i18n/formats'
import { widthInEms } from './display-rules'

/** There is room for so many at full size; while more are news, all become smaller. */
const ROWS = 7

/** What stands in a row beside number and station, over the size of its letters. */
const GAPS_IN_EMS = 1.25
const TIME_IN_EMS = 1.6

type RecentCallsProps = { calls: readonly ShownCall[]; now: InstantMs; dimmed: boolean; timeZone: string }

/** The calls before the last one, newest first. A row only ever moves down. */
export function RecentCalls({ calls, now, dimmed, timeZone }: RecentCallsProps) {
  const rows = Math.max(ROWS, calls.length)
  const ems = Math.max(0, ...calls.map(({ number, station }) => widthInEms(number) + widthInEms(station)))
  const beside = dimmed ? TIME_IN_EMS : GAPS_IN_EMS
  return (
    <section className="flex min-h-0 flex-col bg-surface px-[2.4vmin] pt-[1.8vmin] pb-[1vmin]">
      <h2 className="flex flex-wrap gap-x-[1.6vmin] font-semibold text-[max(20px,2.5vmin)] text-ink-soft leading-tight">
        <BothLanguages>{t => t('display.lastCalls')}</BothLanguages>
      </h2>
      <ol
        style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}
        className={`@container-[size] mt-[1vmin] grid min-h-0 flex-1 ${dimmed ? 'text-ink-soft' : 'text-green'}`}
      >
        {calls.map(call => (
          <li
            key={callKey(call)}
            data-look={isNews(call, now) && !dimmed ? 'news' : 'known'}
            style={{ fontSize: `min(${112 / rows}cqh, ${100 / (ems + beside)}cqw)` }}
            className={`grid min-h-0 animate-enter grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-[0.2em] border-line border-t-2 px-[0.12em] font-extrabold leading-[0.74] ${isNews(call, now) && !dimmed ? 'bg-gold-tint' : ''}`}
          >
            <span>{call.number}</span>
            {dimmed ? (
              <span className="font-medium text-[0.42em] tabular">{clockTime(call.calledAt, timeZone)}</span>
            ) : (
              <ArrowRightIcon className="size-[0.5em] text-line-strong" />
            )}
            <span className="text-right">{call.station}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
