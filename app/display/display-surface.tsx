'use client'

import { useEffect } from 'react'
import { Display } from '@/components/display/display'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useDisplay } from '@/lib/client/use-display'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import { DeviceSurface } from '../device-surface'

/** A call is being announced for so long: no update reloads the screen meanwhile. */
const ANNOUNCEMENT_MS = 60_000

export function DisplaySurface() {
  return (
    <DeviceSurface surface="display">
      {(device, catalogue, onBusyChange) => <ReadyDisplay {...{ device, catalogue, onBusyChange }} />}
    </DeviceSurface>
  )
}

type ReadyDisplayProps = { device: ReadyDevice; catalogue: Catalogue; onBusyChange: (busy: boolean) => void }

function ReadyDisplay({ device, catalogue, onBusyChange }: ReadyDisplayProps) {
  const view = useDisplay(device, catalogue)
  const lastCalledAt: InstantMs = view.calls[0]?.calledAt ?? 0
  const isBusy = view.now - lastCalledAt < ANNOUNCEMENT_MS
  useEffect(() => onBusyChange(isBusy), [isBusy, onBusyChange])
  return <Display {...view} />
}
