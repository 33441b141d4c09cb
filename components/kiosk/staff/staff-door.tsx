'use client'

import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import type { DurationMs } from '@/lib/domain/ids'

/** Nobody rests a finger on an emblem for so long by chance. */
export const HOLD_MS: DurationMs = 5_000

const StaffDoor = createContext<() => void>(() => undefined)

/** Opens the staff corner, from whatever screen. */
export const StaffDoorProvider = StaffDoor

/** What staff press and hold; to everybody else it is the emblem, and it looks like nothing more. */
export function StaffDoorhandle({ children }: { children: ReactNode }) {
  const open = useContext(StaffDoor)
  const timer = useRef<number | undefined>(undefined)
  const letGo = () => window.clearTimeout(timer.current)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return (
    <div
      role="presentation"
      onPointerDown={() => {
        letGo()
        timer.current = window.setTimeout(open, HOLD_MS)
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onPointerLeave={letGo}
      className="-m-5 p-5"
    >
      {children}
    </div>
  )
}
