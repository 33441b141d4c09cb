'use client'

import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react'
import { Display } from '@/components/display/display'
import { DisplayGuard } from '@/components/display/display-guard'
import type { OnBusyChange } from '@/lib/client/busy'
import { isNews } from '@/lib/client/display-board'
import { useWatchdog } from '@/lib/client/display-watchdog'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useDisplay } from '@/lib/client/use-display'
import type { Catalogue } from '@/lib/domain/catalogue'
import { DeviceSurface } from '../device-surface'

export function DisplaySurface() {
  const isSpeaking = useRef(() => false)
  useWatchdog(isSpeaking)
  return (
    <DeviceSurface surface="display">
      {(device, catalogue, onBusyChange) => <ReadyDisplay {...{ device, catalogue, onBusyChange, isSpeaking }} />}
    </DeviceSurface>
  )
}

type ReadyDisplayProps = {
  device: ReadyDevice
  catalogue: Catalogue
  onBusyChange: OnBusyChange
  /** What the watchdog asks. */
  isSpeaking: RefObject<() => boolean>
}

function ReadyDisplay({ device, catalogue, onBusyChange, isSpeaking }: ReadyDisplayProps) {
  const { speaking, ...view } = useDisplay(device, catalogue)
  const speaks = useSyncExternalStore(speaking.subscribe, speaking.get, speaking.get)
  useEffect(() => {
    isSpeaking.current = speaking.get
  }, [isSpeaking, speaking])
  const isBusy = speaks || view.calls.some(call => isNews(call, view.now))
  useEffect(() => onBusyChange(isBusy ? 'work' : null), [isBusy, onBusyChange])
  return (
    <DisplayGuard timeZone={catalogue.center.timeZone}>
      <Display {...view} />
    </DisplayGuard>
  )
}
