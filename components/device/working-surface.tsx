'use client'

import { type ReactNode, useEffect, useState } from 'react'
import type { Busy } from '@/lib/client/busy'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { DurationMs } from '@/lib/domain/ids'
import { DeviceAlerts } from './device-alerts'

/** On a surface that stands in public, staff are there when it starts, and the public all day. */
const UNPROTECTED_SHOWN_MS: DurationMs = 60_000

type WorkingSurfaceProps = { device: ReadyDevice; busy: Busy; children: ReactNode }

/**
 * The alerts above, the surface in the room that is left: what it fixes to the screen, it fixes to that room. A visitor
 * has the whole screen: the alerts, which are for staff, wait for the end of his visit.
 */
export function WorkingSurface({ device, busy, children }: WorkingSurfaceProps) {
  const isStarting = useStarting(UNPROTECTED_SHOWN_MS)
  return (
    <div className="flex h-dvh flex-col print:block print:h-auto">
      <DeviceAlerts
        device={device}
        showsUnprotected={!device.storageProtected && isStarting}
        isHeldBack={busy === 'visit'}
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
