'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { ArrowRightIcon } from '@/components/ui/icons'
import type { DisplayedCall } from '@/lib/client/announced-calls'
import { clockTime } from '@/lib/i18n/formats'

/** As many as can be read from across the hall. */
const CALLS_SHOWN = 6

type RecentCallsProps = { calls: readonly DisplayedCall[]; dimmed: boolean; timeZone: string }

/** The calls before the last one, newest first. Rows only ever move down by one. */
export function RecentCalls({ calls, dimmed, timeZone }: RecentCallsProps) {
  return (
    <section className="flex min-h-0 flex-col bg-surface px-[3vmin] pt-[2.2vmin] pb-[1.4vmin]">
      <h2 className="flex flex-wrap gap-x-[2vmin] font-semibold text-[max(22px,2.7vmin)] text-ink-soft leading-tight">
        <BothLanguages>{t => t('display.lastCalls')}</BothLanguages>
      </h2>
      <ol className={`mt-[1vmin] grid min-h-0 flex-1 grid-rows-6 ${dimmed ? 'text-ink-soft' : 'text-green'}`}>
        {calls.slice(0, CALLS_SHOWN).map(call => (
          <li
            key={call.number}
            className="grid min-h-0 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-[1.8vmin] border-line border-t-2 font-bold text-[max(64px,8.6vmin)] tabular leading-none"
          >
            <span>{call.number}</span>
            {dimmed ? (
              <span className="font-medium text-[max(26px,3.2vmin)] text-ink-soft">
                {clockTime(call.calledAt, timeZone)}
              </span>
            ) : (
              <ArrowRightIcon className="size-[0.55em] text-line-strong" />
            )}
            <span className="min-w-[1.15em] text-right">{call.station}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
