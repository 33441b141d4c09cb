'use client'

import { BothLanguages, InLanguage } from '@/components/ui/both-languages'
import { Guilloche } from '@/components/ui/guilloche'
import { ArrowRightIcon } from '@/components/ui/icons'
import { callKey } from '@/lib/client/announced-calls'
import { isNews, type ShownCall } from '@/lib/client/display-board'
import type { InstantMs } from '@/lib/domain/ids'
import { clockTime } from '@/lib/i18n/formats'
import { widthInEms } from './display-rules'

type LastCallProps = { call: ShownCall; now: InstantMs; dimmed: boolean; timeZone: string }

/**
 * The call that matters now. Fresh, it is white on deep green and pulses three times; after a minute, or when the
 * display is alone, it turns to the quiet colours of everything else.
 */
export function LastCall({ call, now, dimmed, timeZone }: LastCallProps) {
  const fresh = isNews(call, now) && !dimmed
  return (
    <section
      key={callKey(call)}
      aria-live="assertive"
      data-look={fresh ? 'news' : dimmed ? 'dimmed' : 'known'}
      className={`@container-[size] relative flex min-h-0 flex-col justify-center overflow-hidden px-[3.4vmin] py-[1.6vmin] transition-colors duration-700 ${fresh ? 'bg-green text-white motion-safe:animate-call' : dimmed ? 'bg-ground text-ink-soft' : 'bg-green-tint text-green'}`}
    >
      <Guilloche
        className={`absolute -top-[34vmin] -right-[36vmin] w-[110vmin] ${fresh ? 'text-white/10' : 'text-green/10'}`}
      />
      <p className="relative flex justify-between font-semibold text-[max(30px,7cqh)] leading-none">
        <InLanguage language="fr" say={t => t('display.ticket')} />
        {dimmed && <span className="tabular">{clockTime(call.calledAt, timeZone)}</span>}
      </p>
      {/* The height of its line is that of its figures: there is nothing below the line in a number. */}
      <p
        data-part="number"
        style={{ fontSize: `min(66cqh, ${100 / widthInEms(call.number)}cqw)` }}
        className="relative my-[2.5cqh] whitespace-nowrap font-extrabold leading-[0.76]"
      >
        {call.number}
      </p>
      <div className="relative flex items-center gap-[3cqw]">
        <ArrowRightIcon className={`size-[min(26cqh,14cqw)] shrink-0 ${fresh ? 'text-gold' : ''}`} />
        <p className="font-semibold text-[min(9cqh,6cqw)] leading-[1.12]">
          <BothLanguages className="block">{t => t('display.station')}</BothLanguages>
        </p>
        <p
          data-part="station"
          style={{ fontSize: `min(32cqh, ${44 / widthInEms(call.station)}cqw)` }}
          className={`min-w-[1.25em] rounded-[3vmin] px-[0.18em] text-center font-extrabold leading-[1.02] ${fresh ? 'bg-white text-green' : dimmed ? 'bg-ink-soft text-white' : 'bg-green text-white'}`}
        >
          {call.station}
        </p>
      </div>
    </section>
  )
}
