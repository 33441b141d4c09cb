import * as z from 'zod/mini'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'
import type { OnFault } from './fault-log'

export const PAPER_WIDTHS = [80, 58] as const
/** Of the paper, in millimetres. */
export type PaperWidth = (typeof PAPER_WIDTHS)[number]

export const ROADS = ['browser', 'usb', 'serial'] as const
export type PrinterRoad = (typeof ROADS)[number]

/** What serial printers are set to where they are made. */
export const BAUD_RATES = [9_600, 19_200, 38_400, 115_200] as const

/** How a kiosk prints. It stays on the kiosk: it says what stands beside it. */
export const PrinterSetting = z.object({
  road: z.enum(ROADS),
  width: z.literal(PAPER_WIDTHS),
  /** Of a serial printer, in bits a second. */
  baudRate: z.literal(BAUD_RATES),
  /** This printer has told how it is once: from then on its silence is a fault, and no custom of its make. */
  hasAnswered: z.boolean(),
})
export type PrinterSetting = z.infer<typeof PrinterSetting>

export const USUAL_SETTING: PrinterSetting = { road: 'browser', width: 80, baudRate: 9_600, hasAnswered: false }

const KEY = 'printer'

export type PrinterMemory = {
  /** The usual one where nothing else was chosen, or where the choice cannot be read: people must get their tickets. */
  load(): Promise<PrinterSetting>
  /** Durable when it resolves. */
  save(setting: PrinterSetting): Promise<void>
}

export function printerMemory(database: DeviceDatabase, onFault: OnFault): PrinterMemory {
  return {
    async load() {
      try {
        return (await readMeta(database, KEY, PrinterSetting)) ?? USUAL_SETTING
      } catch (fault) {
        onFault('printer setting', fault)
        return USUAL_SETTING
      }
    },
    save: setting => writeMeta(database, KEY, setting),
  }
}
