'use client'

import { BothLanguages, InLanguage } from '@/components/ui/both-languages'
import { Guilloche } from '@/components/ui/guilloche'
import { ArrowRightIcon } from '@/components/ui/icons'
import { callKey } from '@/lib/client/announced-calls'
import { isNews, type ShownCall } from '@/lib/client/display-board'
import type { InstantMs } from '@/lib/domain/ids'
import { clockTime } from '@/lib/i18n/formats'

/** The width of the hall's panel over the width of a character: a number of any length fills the panel. */
const CHARACTER_WIDTHS = 150

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
      className={`@container-[size] relative flex flex-col justify-center gap-[2.4vmin] overflow-hidden px-[5vmin] py-[2vmin] transition-colors duration-700 ${fresh ? 'bg-green text-white motion-safe:animate-call' : 'bg-green-tint text-green'}`}
    >
      <Guilloche
        className={`absolute -top-[34vmin] -right-[36vmin] w-[110vmin] ${fresh ? 'text-white/10' : 'text-green/10'}`}
      />
      <div className="relative">
        <p className="font-semibold text-[max(36px,5vmin)] leading-[1.12]">
          <InLanguage language="fr" say={t => t('display.ticket')} />
        </p>
        <p
          style={{ fontSize: `min(50cqh, ${CHARACTER_WIDTHS / call.number.length}cqw)` }}
          className="-ml-[0.03em] whitespace-nowrap font-extrabold leading-[0.9] tracking-tight"
        >
          {call.number}
        </p>
      </div>
      <div className="relative flex items-center gap-[4vmin]">
        <ArrowRightIcon className={`size-[18vmin] ${fresh ? 'text-gold' : ''}`} />
        <p className="font-semibold text-[max(36px,6.4vmin)] leading-[1.12]">
          <BothLanguages className="block">{t => t('display.station')}</BothLanguages>
        </p>
        <p
          className={`min-w-[1.25em] rounded-[3vmin] px-[0.18em] text-center font-extrabold text-[min(26vmin,34cqh)] leading-[1.05] ${fresh ? 'bg-white text-green' : 'bg-green text-white'}`}
        >
          {call.station}
        </p>
        {dimmed && <p className="ml-auto self-end text-[3.4vmin] tabular">{clockTime(call.calledAt, timeZone)}</p>}
      </div>
    </section>
  )
}
