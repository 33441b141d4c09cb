'use client'

import { type ReactNode, useEffect, useState } from 'react'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { DurationMs } from '@/lib/domain/ids'
import { DeviceAlerts } from './device-alerts'

/** On a surface that stands in public, staff are there when it starts, and the public all day. */
const UNPROTECTED_SHOWN_MS: DurationMs = 60_000

type WorkingSurfaceProps = {
  device: ReadyDevice
  /** Somebody is in the middle of something. */
  isBusy: boolean
  children: ReactNode
}

/**
 * The alerts above, the surface in the room that is left: what it fixes to the screen, it fixes to that room. At a kiosk a
 * visitor has the whole screen, since nobody of the staff stands there: the alerts wait for the welcome.
 */
export function WorkingSurface({ device, isBusy, children }: WorkingSurfaceProps) {
  const isStarting = useStarting(UNPROTECTED_SHOWN_MS)
  return (
    <div className="flex h-dvh flex-col print:block print:h-auto">
      <DeviceAlerts
        device={device}
        showsUnprotected={!device.storageProtected && isStarting}
        isHeldBack={isBusy && device.identity.surface === 'kiosk'}
      />
      <div className="contain-layout min-h-0 flex-1 overflow-auto print:overflow-visible print:contain-none">
        {children}
      </div>
    </div>
  )
}

/** True until this has been shown for so long. */
function useStarting(milliseconds: DurationMs): boolean {
  const [isStarting, setStarting] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setStarting(false), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return isStarting
}
