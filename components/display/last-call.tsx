'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Guilloche } from '@/components/ui/guilloche'
import { ArrowRightIcon } from '@/components/ui/icons'
import type { InstantMs } from '@/lib/domain/ids'
import { clockTime } from '@/lib/i18n/formats'
import { isFresh } from './display-rules'
import type { DisplayedCall } from './display-types'

type LastCallProps = { call: DisplayedCall; now: InstantMs; dimmed: boolean; timeZone: string }

/**
 * The call that matters now. Fresh, it is white on deep green and pulses three times; after a minute, or when the
 * display is alone, it turns to the quiet colours of everything else.
 */
export function LastCall({ call, now, dimmed, timeZone }: LastCallProps) {
  const fresh = isFresh(call, now) && !dimmed
  return (
    <section
      key={`${call.number}.${call.callNo}.${call.calledAt}`}
      aria-live="assertive"
      className={`relative flex flex-col justify-center gap-[2vmin] overflow-hidden px-[5vmin] py-[2vmin] transition-colors duration-700 ${fresh ? 'bg-green text-white motion-safe:animate-call' : 'bg-green-tint text-green'}`}
    >
      <Guilloche
        className={`absolute -top-[34vmin] -right-[36vmin] w-[110vmin] ${fresh ? 'text-white/10' : 'text-green/10'}`}
      />
      <div className="relative">
        <Label of="display.ticket" />
        <p className="-ml-[0.03em] font-extrabold text-[max(300px,min(39vmin,30vh))] tabular leading-[0.92] tracking-tight">
          {call.number}
        </p>
      </div>
      <div className="relative flex items-center gap-[4vmin]">
        <ArrowRightIcon className={`size-[16vmin] ${fresh ? 'text-gold' : ''}`} />
        <Label of="display.station" />
        <p
          className={`min-w-[1.25em] rounded-[3vmin] px-[0.18em] text-center font-extrabold text-[max(220px,24vmin)] tabular leading-[1.05] ${fresh ? 'bg-white text-green' : 'bg-green text-white'}`}
        >
          {call.station}
        </p>
        {dimmed && <p className="ml-auto self-end text-[3.4vmin] tabular">{clockTime(call.calledAt, timeZone)}</p>}
      </div>
    </section>
  )
}

function Label({ of }: { of: 'display.ticket' | 'display.station' }) {
  return (
    <p className="font-semibold text-[max(36px,5vmin)] leading-[1.12]">
      <BothLanguages className="block">{t => t(of)}</BothLanguages>
    </p>
  )
}
