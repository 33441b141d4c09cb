import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { DeviceDatabase } from './device-database'
import type { EscPosPrinter } from './escpos-printer'
import { type OnFault, reportFault } from './fault-log'
import { browserPrinter, type PrinterState } from './printer'
import type { OpenLink } from './printer-link'
import { KioskPrinter } from './printer-of-kiosk'
import { type PaperWidth, type PrinterRoad, type PrinterSetting, printerMemory } from './printer-setting'

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

/** What became of a choice: `not_picked` when staff closed the browser's dialog. Only `chosen` changes anything. */
export type ChoiceOutcome = 'chosen' | 'not_picked' | 'unsupported' | 'unsaved'

export type PrinterChoiceView = {
  readonly setting: PrinterSetting
  readonly state: PrinterState
  /** Only within a touch: the browser asks which USB device or port it is. */
  readonly onRoad: (road: PrinterRoad) => Promise<ChoiceOutcome>
  readonly onWidth: (width: PaperWidth) => Promise<ChoiceOutcome>
  readonly onBaudRate: (baudRate: PrinterSetting['baudRate']) => Promise<ChoiceOutcome>
}

/** The printer of this kiosk for the staff who choose it. */
export function usePrinterChoice(printer: KioskPrinter): PrinterChoiceView {
  const setting = useSyncExternalStore(printer.setting.subscribe, printer.setting.get, printer.setting.get)
  const state = useSyncExternalStore(printer.state.subscribe, printer.state.get, printer.state.get)
  const choose = (chosen: Parameters<KioskPrinter['choose']>[0]) => saved(printer.choose(chosen))
  return {
    ...{ setting, state },
    onRoad: road => chooseRoad(road, () => choose({ road })),
    onWidth: width => choose({ width }),
    onBaudRate: baudRate => choose({ baudRate }),
  }
}

async function chooseRoad(road: PrinterRoad, choose: () => Promise<ChoiceOutcome>): Promise<ChoiceOutcome> {
  try {
    const isPicked = await picked(road)
    if (isPicked === null) return 'unsupported'
    return isPicked ? await choose() : 'not_picked'
  } catch (fault) {
    reportFault('pick a printer', fault)
    return 'not_picked'
  }
}

/** Null where the browser cannot. */
async function picked(road: PrinterRoad): Promise<boolean | null> {
  if (road === 'browser') return true
  if (road === 'usb')
    return 'usb' in navigator ? await (await import('./printer-usb')).pickUsbPrinter(navigator.usb) : null
  return 'serial' in navigator ? await (await import('./printer-serial')).pickSerialPrinter(navigator.serial) : null
}

async function saved(choice: Promise<void>): Promise<ChoiceOutcome> {
  try {
    await choice
    return 'chosen'
  } catch (fault) {
    reportFault('printer setting', fault)
    return 'unsaved'
  }
}
