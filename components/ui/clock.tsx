'use client'

import { useEffect, useState } from 'react'
import type { InstantMs } from '@/lib/domain/ids'
import { clockTime, clockTimeWithSeconds } from '@/lib/i18n/formats'

/** The time of the center, with seconds: a screen that still counts is a screen that still lives. */
export function Clock({ timeZone, className }: { timeZone: string; className?: string }) {
  const now = useNow()
  return <ClockFace now={now} timeZone={timeZone} className={className} />
}

type ClockFaceProps = { now: InstantMs | null; timeZone: string; className?: string | undefined }

/** The same for a surface that is given its time. Empty until the time is known, so that a prerendered page holds none. */
export function ClockFace({ now, timeZone, className = '' }: ClockFaceProps) {
  if (now === null) return <span className={className} />
  return (
    <time dateTime={clockTime(now, timeZone)} className={`tabular ${className}`}>
      {clockTimeWithSeconds(now, timeZone)}
    </time>
  )
}

/** The wall clock, read just after each full second. Null before the page lives. */
function useNow(): InstantMs | null {
  const [now, setNow] = useState<InstantMs | null>(null)
  useEffect(() => {
    let timer = 0
    function read() {
      const at = Date.now()
      setNow(at)
      timer = window.setTimeout(read, 1000 - (at % 1000) + 5)
    }
    read()
    return () => window.clearTimeout(timer)
  }, [])
  return now
}
