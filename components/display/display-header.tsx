'use client'

import type { ReactNode } from 'react'
import { BothLanguages, type Translate } from '@/components/ui/both-languages'
import { Emblem } from '@/components/ui/emblem'
import { SoundOffIcon } from '@/components/ui/icons'
import { StatusChip } from '@/components/ui/status-chip'
import type { DisplayZone } from '@/lib/client/display-zone'
import type { InstantMs, Language } from '@/lib/domain/ids'
import { spokenTime } from '@/lib/i18n/formats'
import type { DisplayProps } from './display-types'

/** More would fill the screen, and staff look at the address anyway. */
const WRONG_NAMED_MAX = 3

/** Where one is, and the state of the screen itself, in calm words: never a technical error. */
export function DisplayHeader(props: DisplayProps & { aloneSince: InstantMs | null }) {
  const { catalogue, zone, hall, status, soundBlocked, aloneSince } = props
  const { center } = catalogue
  const isZone = zone.stations.length + zone.services.length > 0
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
        {isZone && (
          <p className="min-w-0 rounded-[1.4vmin] bg-green px-[2vmin] py-[0.8vmin] text-center font-bold text-[max(20px,2.6vmin)] text-white leading-tight portrait:hidden">
            <BothLanguages className="block">{t => zoneName(zone, t)}</BothLanguages>
          </p>
        )}
        <div className="shrink-0 text-[max(18px,2.1vmin)]">
          <StatusChip status={status} />
        </div>
      </div>
      {isZone && (
        <HeaderLine look="bg-green-pale text-green-deep landscape:hidden">{t => zoneName(zone, t)}</HeaderLine>
      )}
      {soundBlocked && <SoundLine />}
      {zone.wrong.length > 0 && (
        <HeaderLine look="bg-gold-tint text-gold-ink">
          {t => t('display.zoneWrong', { part: zone.wrong.slice(0, WRONG_NAMED_MAX).join(', ') })}
        </HeaderLine>
      )}
      {hall.kind === 'finishing' && (
        <HeaderLine look="bg-green-tint text-green">{t => t('display.finishing')}</HeaderLine>
      )}
      {aloneSince !== null && <AloneLine since={aloneSince} timeZone={center.timeZone} />}
    </header>
  )
}

function AloneLine({ since, timeZone }: { since: InstantMs; timeZone: string }) {
  return (
    <HeaderLine look="bg-green-tint text-ink">
      {(t, language) => t('display.aloneSince', { time: spokenTime(since, language, timeZone) })}
    </HeaderLine>
  )
}

/** Which of several halls this screen is for. */
function zoneName({ stations, services }: DisplayZone, t: Translate): string {
  const count = stations.length
  return [
    ...(count > 0 ? [t('display.zoneStations', { count, list: stations.join(', ') })] : []),
    ...(services.length > 0 ? [t('display.zoneServices', { list: services.join(', ') })] : []),
  ].join(' · ')
}

type HeaderLineProps = { look: string; children: (t: Translate, language: Language) => ReactNode }

/** One thing that the hall has to know now, calmly, in both languages. */
function HeaderLine({ look, children }: HeaderLineProps) {
  return (
    <p
      role="status"
      className={`flex flex-wrap justify-center gap-x-[4vmin] px-[3.4vmin] py-[0.8vmin] font-semibold text-[max(22px,2.6vmin)] leading-snug ${look}`}
    >
      <BothLanguages>{children}</BothLanguages>
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
