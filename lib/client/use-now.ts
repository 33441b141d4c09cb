import { useEffect, useState } from 'react'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'

const TICK_MS: DurationMs = 1_000

/** The wall time, each second. 0 until the page runs in the browser: a time rendered on the server would be a stale one. */
export function useNow(): InstantMs {
  const [now, setNow] = useState<InstantMs>(0)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
