'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Emblem } from '@/components/ui/emblem'
import { SoundOffIcon } from '@/components/ui/icons'
import { StatusChip } from '@/components/ui/status-chip'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { InstantMs } from '@/lib/domain/ids'
import { spokenTime } from '@/lib/i18n/formats'
import type { DisplayProps } from './display-types'

/** Where one is, and the state of the screen itself, in calm words: never a technical error. */
export function DisplayHeader(props: DisplayProps & { aloneSince: InstantMs | null }) {
  const { catalogue, status, soundBlocked, onEnableSound, aloneSince } = props
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
        <div className="flex shrink-0 items-center gap-[2vmin] text-[max(18px,2.1vmin)]">
          {soundBlocked && <SoundButton onPress={onEnableSound} />}
          <StatusChip status={status} />
        </div>
      </div>
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

function SoundButton({ onPress }: { onPress: () => void }) {
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      className="flex items-center gap-[1.4vmin] rounded-2xl border-2 border-gold bg-gold-tint px-[2vmin] py-[0.9vmin] text-left font-semibold text-gold-ink leading-tight"
    >
      <SoundOffIcon className="size-[2.2em]" />
      <span>
        <BothLanguages className="block">{t => t('display.enableSound')}</BothLanguages>
      </span>
    </button>
  )
}
