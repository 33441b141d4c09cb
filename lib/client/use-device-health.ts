import { useEffect } from 'react'
import type { Chime } from './chime'
import type { KioskPrinter } from './printer-of-kiosk'
import type { ReadyDevice } from './running-device'

/** Tells with the device's health whether its sound is heard. */
export function useSoundHealth({ noteHealth }: ReadyDevice, chime: Chime | null): void {
  useEffect(() => {
    if (!chime) return
    const note = () => noteHealth({ sound: chime.blocked.get() ? 'blocked' : 'ok' })
    note()
    return chime.blocked.subscribe(note)
  }, [noteHealth, chime])
}

/** Tells with the device's health how its printer is. */
export function usePrinterHealth({ noteHealth }: ReadyDevice, printer: KioskPrinter): void {
  useEffect(() => {
    const note = () => noteHealth({ printer: printer.state.get().trouble ? 'failed' : 'ok' })
    note()
    return printer.state.subscribe(note)
  }, [noteHealth, printer])
}

/** Tells with the device's health whether the browser keeps the screen on. */
export function useScreenHealth({ noteHealth }: ReadyDevice, isAwake: boolean): void {
  useEffect(() => noteHealth({ screen: isAwake ? 'awake' : 'may_sleep' }), [noteHealth, isAwake])
}
