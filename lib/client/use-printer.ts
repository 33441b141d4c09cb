import { useEffect, useMemo } from 'react'
import type { DeviceDatabase } from './device-database'
import type { EscPosPrinter } from './escpos-printer'
import { type OnFault, reportFault } from './fault-log'
import { browserPrinter } from './printer'
import type { OpenLink } from './printer-link'
import { KioskPrinter } from './printer-of-kiosk'
import { type PrinterSetting, printerMemory } from './printer-setting'

/** The printer of this kiosk, looked after while the surface is there. */
export function useKioskPrinter(database: DeviceDatabase): KioskPrinter {
  const printer = useMemo(() => kioskPrinter(database, reportFault), [database])
  useEffect(() => printer.start(), [printer])
  return printer
}

function kioskPrinter(database: DeviceDatabase, onFault: OnFault): KioskPrinter {
  return new KioskPrinter({
    browser: browserPrinter(onFault),
    memory: printerMemory(database, onFault),
    escpos: (setting, onAnswered) => openEscPos(setting, onAnswered, onFault),
    onFault,
  })
}

/** Loaded when it is first needed: most kiosks print by the browser. */
async function openEscPos(
  setting: PrinterSetting,
  onAnswered: () => void,
  onFault: OnFault,
): Promise<EscPosPrinter | null> {
  const open = await openLinkOf(setting)
  if (!open) return null
  const { EscPosPrinter: Program } = await import('./escpos-printer')
  const { escposTicket } = await import('./escpos-ticket')
  const { width, hasAnswered } = setting
  return new Program({ open, encode: paper => escposTicket(paper, width), hasAnswered, onAnswered, onFault })
}

async function openLinkOf({ road, baudRate }: PrinterSetting): Promise<OpenLink | null> {
  if (road === 'usb') return 'usb' in navigator ? (await import('./printer-usb')).usbLinks(navigator.usb) : null
  if (road === 'serial')
    return 'serial' in navigator ? (await import('./printer-serial')).serialLinks(navigator.serial, baudRate) : null
  return null
}
