'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { InstantMs } from '@/lib/domain/ids'

const TICK_MS = 250

/**
 * Monotonic time for the flow, so that a corrected wall clock neither ends a visit nor keeps one open.
 *
 * @param onTick called with each new time.
 */
export function useTicks(onTick: (at: InstantMs) => void): InstantMs {
  const [now, setNow] = useState<InstantMs>(0)
  const tick = useEffectEvent(onTick)
  useEffect(() => {
    const timer = window.setInterval(() => {
      const at = performance.now()
      setNow(at)
      tick(at)
    }, TICK_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
