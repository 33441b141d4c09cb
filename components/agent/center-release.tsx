'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { StationId } from '@/lib/domain/ids'
import type { CenterProps } from './center-panel'

type ReleaseProps = Pick<CenterProps, 'act' | 'openStations' | 'words'> & { station: StationId; isShort?: boolean }

/** Two taps; where the second of a double tap falls, it says no: an agent at work must not lose his station to a slip. */
export function ReleaseStation({ act, openStations, words, station, isShort = false }: ReleaseProps) {
  const { t } = words
  const [isAsked, ask] = useState(false)
  const number = words.station(station)
  if (!openStations.some(open => open.station === station)) return null
  function release() {
    ask(false)
    act({ kind: 'release_station', station })
  }
  if (!isAsked)
    return (
      <Button
        tone="plain"
        size="small"
        label={t('center.releaseStation', { station: number })}
        onPress={() => ask(true)}
        className="self-start"
      >
        {isShort ? t('center.release') : t('center.releaseStation', { station: number })}
      </Button>
    )
  return (
    <div className="flex basis-full flex-col gap-2 rounded-xl bg-alert-tint p-3 text-alert text-lg leading-snug">
      <p>{t('center.releaseAsk', { station: number })}</p>
      <div className="flex flex-wrap justify-between gap-3">
        <Button tone="alert" size="small" onPress={release}>
          {t('center.releaseYes')}
        </Button>
        <Button tone="plain" size="small" onPress={() => ask(false)}>
          {t('center.releaseNo')}
        </Button>
      </div>
    </div>
  )
}
