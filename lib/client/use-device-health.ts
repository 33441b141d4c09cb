import { useEffect } from 'react'
import type { KioskPrinter } from './printer-of-kiosk'
import type { ReadyDevice } from './running-device'

/** Tells with the device's health how its printer is. */
export function usePrinterHealth({ noteHealth }: ReadyDevice, printer: KioskPrinter): void {
  useEffect(() => {
    const note = () => {
      const { trouble, isPaperLow } = printer.state.get()
      const printerSays = trouble ?? (isPaperLow ? 'paper_low' : undefined)
      noteHealth({ printer: trouble ? 'failed' : 'ok', printerSays })
    }
    note()
    return printer.state.subscribe(note)
  }, [noteHealth, printer])
}

/** Tells with the device's health whether the browser keeps the screen on. */
export function useScreenHealth({ noteHealth }: ReadyDevice, isAwake: boolean): void {
  useEffect(() => noteHealth({ screen: isAwake ? 'awake' : 'may_sleep' }), [noteHealth, isAwake])
}
