import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Surface } from '@/lib/domain/ids'
import { browserPorts } from './browser-ports'
import { Device, type DeviceState, reloadWhenBroughtBack } from './device'

const OPENING: DeviceState = { kind: 'opening' }

/**
 * This browser as a device. `opening` while the page is rendered on the server, where there is no device.
 *
 * @param slot tells several devices of one surface apart (`?slot=2`); it must not change while the page is shown.
 */
export function useDevice(surface: Surface, slot: string): DeviceState {
  const [device, setDevice] = useState<Device | null>(null)
  useEffect(() => {
    const started = new Device(surface, slot, browserPorts())
    const stopReloading = reloadWhenBroughtBack()
    started.start()
    setDevice(started)
    return () => {
      stopReloading()
      started.stop()
    }
  }, [surface, slot])
  return useSyncExternalStore(device?.state.subscribe ?? never, device?.state.get ?? opening, opening)
}

function never(): () => void {
  return () => undefined
}

function opening(): DeviceState {
  return OPENING
}
