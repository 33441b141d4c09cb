'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Emblem } from '@/components/ui/emblem'
import { SoundOffIcon } from '@/components/ui/icons'
import { StatusChip } from '@/components/ui/status-chip'
import type { InstantMs } from '@/lib/domain/ids'
import { spokenTime } from '@/lib/i18n/formats'
import type { DisplayProps } from './display-types'

/** Where one is, and the state of the screen itself, in calm words: never a technical error. */
export function DisplayHeader(props: DisplayProps & { aloneSince: InstantMs | null }) {
  const { catalogue, status, soundBlocked, aloneSince } = props
  const { center } = catalogue
  return (
    <header className="col-span-full flex flex-col bg-surface">
      <div className="flex items-center justify-between gap-[3vmin] px-[3.4vmin] py-[1.7vmin]">
        <div className="flex min-w-0 items-center gap-[1.8vmin]">
          <Emblem className="size-[6.4vmin]" />
          <p className="text-[max(22px,2.9vmin)] leading-tight">
            <span className="block font-bold">{center.nameFr}</span>
            <span lang="en" className="block font-bold text-ink-soft">
              {center.nameEn}
            </span>
          </p>
        </div>
        <div className="shrink-0 text-[max(18px,2.1vmin)]">
          <StatusChip status={status} />
        </div>
      </div>
      {soundBlocked && <SoundLine />}
      {aloneSince !== null && <AloneLine since={aloneSince} timeZone={center.timeZone} />}
    </header>
  )
}

function AloneLine({ since, timeZone }: { since: InstantMs; timeZone: string }) {
  return (
    <p
      role="status"
      className="flex flex-wrap justify-center gap-x-[4vmin] bg-green-tint px-[3.4vmin] py-[1vmin] text-[max(22px,2.6vmin)] text-ink leading-snug"
    >
      <BothLanguages>
        {(t, language) => t('display.aloneSince', { time: spokenTime(since, language, timeZone) })}
      </BothLanguages>
    </p>
  )
}

function SoundLine() {
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-[3vmin] bg-gold-tint px-[3.4vmin] py-[1vmin] font-semibold text-[max(22px,2.6vmin)] text-gold-ink leading-snug">
      <SoundOffIcon className="size-[1.3em]" />
      <BothLanguages>{t => t('display.enableSound')}</BothLanguages>
    </p>
  )
}
