import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paperOf } from '@/tests/support/paper'
import { type Cable, usbCable } from '@/tests/support/printer-cables'
import { SimulatedPrinter } from '@/tests/support/printer-simulated'
import { EscPosPrinter } from './escpos-printer'
import { escposTicket } from './escpos-ticket'
import { BrowserPrinter, type Paper } from './printer'
import { KioskPrinter } from './printer-of-kiosk'
import { type PrinterSetting, USUAL_SETTING } from './printer-setting'

let simulated: SimulatedPrinter
let cable: Cable
let kept: PrinterSetting
let isDiskFull: boolean
let isProgramThere: boolean
let byBrowser: Paper[]

beforeEach(() => {
  vi.useFakeTimers()
  simulated = new SimulatedPrinter()
  cable = usbCable(simulated)
  kept = USUAL_SETTING
  isDiskFull = false
  isProgramThere = true
  byBrowser = []
})
afterEach(() => {
  vi.useRealTimers()
})

/** The kiosk is switched on. */
function start(): KioskPrinter {
  const onFault = () => undefined
  const browser = new BrowserPrinter({
    print: () => {
      const paper = browser.paper.get()
      if (paper) byBrowser.push(paper)
    },
    onAfterPrint: listener => {
      queueMicrotask(listener)
      return () => undefined
    },
    painted: () => Promise.resolve(),
    onFault,
  })
  const printer = new KioskPrinter({
    browser,
    memory: {
      load: async () => kept,
      async save(setting) {
        if (isDiskFull) throw new Error('disk full')
        kept = setting
      },
    },
    async escpos({ width, hasAnswered }, onAnswered) {
      if (!isProgramThere) throw new TypeError('not loaded')
      const encode = (paper: Paper) => escposTicket(paper, width)
      return new EscPosPrinter({ open: cable.open, encode, hasAnswered, onAnswered, onFault })
    },
    onFault,
  })
  printer.start()
  return printer
}

async function settled<Value>(work: Promise<Value>): Promise<Value> {
  await vi.advanceTimersByTimeAsync(20_000)
  return await work
}

const sizeOfNumber = () => simulated.papers.at(-1)?.lines.find(({ height }) => height === 8)?.width

test('[PAPER-2] a kiosk prints by the browser until its staff choose, and keeps their choice through a power cut', async () => {
  const before = start()
  expect([await settled(before.print(paperOf('A1101'))), byBrowser.length]).toEqual([{ kind: 'printed' }, 1])
  await settled(before.choose({ road: 'usb', width: 58 }))
  expect([await settled(before.print(paperOf('A1102'))), sizeOfNumber()]).toEqual([{ kind: 'printed' }, 6])

  const after = start()
  expect([await settled(after.print(paperOf('A1103'))), sizeOfNumber()]).toEqual([{ kind: 'printed' }, 6])
  expect([byBrowser.length, simulated.papers.length, after.setting.get()]).toEqual([
    ...[1, 2],
    { road: 'usb', width: 58, baudRate: 9_600, hasAnswered: true },
  ])
})

test('[PAPER-2] a choice that cannot be saved changes nothing', async () => {
  const printer = start()
  isDiskFull = true
  const refused = expect(printer.choose({ road: 'usb' })).rejects.toThrow('disk full')
  await settled(refused)
  expect([printer.setting.get().road, await settled(printer.print(paperOf('A101'))), byBrowser.length]).toEqual([
    ...['browser', { kind: 'printed' }, 1],
  ])
})

test('[PAPER-4] a printer whose program is not there is told as one in trouble, and prints once it is', async () => {
  kept = { ...USUAL_SETTING, road: 'usb' }
  isProgramThere = false
  const printer = start()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(printer.state.get().trouble).toBe('error')
  expect(await settled(printer.print(paperOf('A101')))).toEqual({ kind: 'failed', reason: 'error' })
  isProgramThere = true
  await vi.advanceTimersByTimeAsync(40_000)
  expect([printer.state.get().trouble, byBrowser.length]).toEqual([null, 0])
  expect(await settled(printer.print(paperOf('A102')))).toEqual({ kind: 'printed' })
})

test('[PAPER-4] between two visitors a kiosk sees that the roll is at its end, and that there is a new one', async () => {
  kept = { ...USUAL_SETTING, road: 'usb' }
  const printer = start()
  const seen: (string | null)[] = []
  printer.state.subscribe(() => {
    const { trouble, isPaperLow } = printer.state.get()
    seen.push(trouble ?? (isPaperLow ? 'low' : 'fine'))
  })
  simulated.isPaperLow = true
  await vi.advanceTimersByTimeAsync(40_000)
  simulated.trouble = 'paper_out'
  await vi.advanceTimersByTimeAsync(40_000)
  simulated.isPaperLow = false
  simulated.repair()
  await vi.advanceTimersByTimeAsync(40_000)
  expect([seen, simulated.papers]).toEqual([['low', 'paper_out', 'fine'], []])
})
