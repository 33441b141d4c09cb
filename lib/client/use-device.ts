import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Surface } from '@/lib/domain/ids'
import { browserPorts, UnusableBrowserError } from './browser-ports'
import { Device, type DeviceState, reloadWhenBroughtBack } from './device'
import { Observed, type Watched } from './observed'

const OPENING: DeviceState = { kind: 'opening' }

/**
 * This browser as a device. `opening` while the page is rendered on the server, where there is no device.
 *
 * @param slot tells several devices of one surface apart (`?slot=2`); it must not change while the page is shown.
 */
export function useDevice(surface: Surface, slot: string): DeviceState {
  const [state, setState] = useState<Watched<DeviceState> | null>(null)
  useEffect(() => {
    const started = startDevice(surface, slot)
    const stopReloading = reloadWhenBroughtBack()
    setState(started.state)
    return () => {
      stopReloading()
      started.stop()
    }
  }, [surface, slot])
  return useSyncExternalStore(state?.subscribe ?? never, state?.get ?? opening, opening)
}

type Started = { readonly state: Watched<DeviceState>; stop(): void }

/** A browser that cannot be a device says why, and nothing else is begun in it. */
function startDevice(surface: Surface, slot: string): Started {
  try {
    const device = new Device(surface, slot, browserPorts())
    device.start()
    return device
  } catch (fault) {
    if (!(fault instanceof UnusableBrowserError)) throw fault
    return { state: new Observed<DeviceState>({ kind: 'unusable', reason: fault.reason }), stop: () => undefined }
  }
}

function never(): () => void {
  return () => undefined
}

function opening(): DeviceState {
  return OPENING
}
