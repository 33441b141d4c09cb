'use client'

import { Display } from '@/components/display/display'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useDisplay } from '@/lib/client/use-display'
import { useWorker } from '@/lib/client/worker-registration'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import { DeviceSurface } from '../device-surface'

/** A call is being announced for so long: no update reloads the screen meanwhile. */
const ANNOUNCEMENT_MS = 60_000

export function DisplaySurface() {
  return (
    <DeviceSurface surface="display">
      {(device, catalogue) => <ReadyDisplay device={device} catalogue={catalogue} />}
    </DeviceSurface>
  )
}

function ReadyDisplay({ device, catalogue }: { device: ReadyDevice; catalogue: Catalogue }) {
  const view = useDisplay(device, catalogue)
  const lastCalledAt: InstantMs = view.calls[0]?.calledAt ?? 0
  useWorker(view.now - lastCalledAt < ANNOUNCEMENT_MS)
  return <Display {...view} />
}
