'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Watched } from '@/lib/client/observed'
import { useWatched } from '@/lib/client/use-floor'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { minutesText, timerText } from '@/lib/i18n/formats'

const STOPPED: Watched<InstantMs> = { get: () => 0, subscribe: () => () => undefined }

const FloorTime = createContext<Watched<InstantMs>>(STOPPED)

/** The clock of everything below. Only what shows a time is drawn again each second. */
export function FloorTimeProvider({ time, children }: { time: Watched<InstantMs>; children: ReactNode }) {
  return <FloorTime.Provider value={time}>{children}</FloorTime.Provider>
}

export function useFloorTime(): InstantMs {
  return useWatched(useContext(FloorTime))
}

/** How long something has lasted, in minutes. */
export function Lasting({ since }: { since: InstantMs }) {
  return minutesText(useMinutes(since))
}

/** The same, to the second. */
export function Timer({ since }: { since: InstantMs }) {
  return timerText(useFloorTime() - since)
}

function useMinutes(since: InstantMs): DurationMs {
  return useFloorTime() - since
}
