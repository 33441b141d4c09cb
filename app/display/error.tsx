'use client'

import { useRef } from 'react'
import { Interrupted } from '@/components/display/interrupted'
import { useWatchdog } from '@/lib/client/display-watchdog'

/** What even the surface did not catch. The watchdog loads the page anew; it may have failed before it began to watch. */
export default function DisplayFailed() {
  useWatchdog(useRef(() => false))
  return <Interrupted timeZone="Africa/Douala" />
}
