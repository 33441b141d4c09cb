import { useEffect } from 'react'
import type { Chime } from './chime'
import type { Printer } from './printer'
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

/** Tells with the device's health what came of the last paper. */
export function usePrinterHealth({ noteHealth }: ReadyDevice, printer: Printer): void {
  useEffect(() => {
    const note = () => noteHealth({ printer: printer.lastResult.get() })
    note()
    return printer.lastResult.subscribe(note)
  }, [noteHealth, printer])
}

/** Tells with the device's health whether the browser keeps the screen on. */
export function useScreenHealth({ noteHealth }: ReadyDevice, isAwake: boolean): void {
  useEffect(() => noteHealth({ screen: isAwake ? 'awake' : 'may_sleep' }), [noteHealth, isAwake])
}
