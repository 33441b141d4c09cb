import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { paperOf } from '@/tests/support/paper'
import { type Cable, serialCable, usbCable } from '@/tests/support/printer-cables'
import { type PrintedPaper, SimulatedPrinter, type Trouble } from '@/tests/support/printer-simulated'
import { EscPosPrinter } from './escpos-printer'
import { escposTicket } from './escpos-ticket'
import type { PrintOutcome } from './printer'

/** Longer than any ticket may take, with every limit run out. */
const LONG_ENOUGH_MS = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const CABLES = [
  ['USB', usbCable],
  ['a serial port', serialCable],
] as const

describe.each(CABLES)('over %s', (_, cableTo) => {
  let simulated: SimulatedPrinter
  let cable: Cable
  let printer: EscPosPrinter

  beforeEach(() => {
    simulated = new SimulatedPrinter()
    cable = cableTo(simulated)
    printer = program(false)
  })

  function program(hasAnswered: boolean): EscPosPrinter {
    const encode = (paper: Parameters<typeof escposTicket>[0]) => escposTicket(paper, 80)
    return new EscPosPrinter({
      ...{ open: cable.open, encode, hasAnswered },
      ...{ onAnswered: () => undefined, onFault: () => undefined },
    })
  }

  async function settled<Value>(work: Promise<Value>): Promise<Value> {
    await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS)
    return await work
  }
  const print = async (number: string) => said(await settled(printer.print(paperOf(number))))
  const state = async () => await settled(printer.look())
  /** The numbers of all papers that a visitor could take. */
  const papers = () => simulated.papers.map(numberOn)

  test('[PAPER-4] a ticket comes out, once, and is printed when the printer says so', async () => {
    expect([await print('A101'), await print('A102'), papers()]).toEqual(['printed', 'printed', ['A101', 'A102']])
    expect(cable.opened()).toBe(1)
  })

  test.each(['paper_out', 'cover_open', 'jam', 'error'] satisfies Trouble[])(
    '[PAPER-4] %s before a ticket: nothing is sent, so that nothing comes out later',
    async trouble => {
      simulated.trouble = trouble
      expect([await print('A101'), (await state()).trouble]).toEqual([trouble, trouble])
      simulated.repair()
      expect([(await state()).trouble, papers(), numberOn(simulated.hanging)]).toEqual([null, [], 'nothing'])
      expect([await print('A102'), papers()]).toEqual(['printed', ['A102']])
    },
  )

  test.each(['paper_out', 'cover_open', 'jam', 'error'] satisfies Trouble[])(
    '[PAPER-4, PAPER-5] %s in the middle of a ticket: the rest never comes, and the next one is whole and alone',
    async trouble => {
      simulated.onLine = count => {
        if (count === 6) simulated.trouble = trouble
      }
      expect(await print('A101')).toBe(trouble)
      simulated.repair()
      await state()
      expect([papers(), simulated.hanging.lines.length]).toEqual([[], 6])
      expect([await print('A102'), papers()]).toEqual(['printed', ['A101, torn', 'A102']])
    },
  )

  test('[PAPER-5] pulled out in the middle of a ticket: it is found again by itself, and prints nothing twice', async () => {
    simulated.lineMs = 100
    const first = printer.print(paperOf('A101'))
    await vi.advanceTimersByTimeAsync(900)
    cable.pull()
    simulated.losePower()
    expect([said(await settled(first)), (await state()).trouble]).toEqual(['unplugged', 'unplugged'])
    cable.plugIn()
    expect([(await state()).trouble, papers()]).toEqual([null, ['A101, torn']])
    expect([await print('A102'), papers()]).toEqual(['printed', ['A101, torn', 'A102']])
  })

  test('[PAPER-4] no printer at all is told as unplugged, and found once it is there', async () => {
    cable.pull()
    expect(await print('A101')).toBe('unplugged')
    cable.plugIn()
    expect([await print('A102'), papers()]).toEqual(['printed', ['A102']])
  })

  test('[PAPER-2] one that opens too late is let go of, and found by the next ticket, also by one that comes meanwhile', async () => {
    cable.openIn(8_000)
    expect(await print('A101')).toBe('timeout')
    cable.openIn(0)
    expect(await print('A102')).toBe('printed')

    await printer.close()
    cable.openIn(8_000)
    const given = printer.print(paperOf('A103'))
    await vi.advanceTimersByTimeAsync(6_000)
    cable.openIn(0)
    expect([said(await given), await print('A104'), papers()]).toEqual(['timeout', 'printed', ['A102', 'A104']])
  })

  test('[PAPER-4] a slow printer is waited for; one that stands still is not, and what it had is forgotten', async () => {
    simulated.lineMs = 150
    expect(await print('A101')).toBe('printed')
    simulated.isStuck = true
    expect(await print('A102')).toBe('timeout')
    simulated.isStuck = false
    simulated.work()
    expect([await print('A103'), papers()]).toEqual(['printed', ['A101', 'A103']])
  })

  test('[PAPER-4] one that never says anything prints; one that falls silent does not', async () => {
    simulated.answers = false
    simulated.proves = false
    expect(await print('A101')).toBe('printed')
    await printer.close()
    printer = program(true)
    expect([await print('A102'), papers()]).toEqual(['timeout', ['A101']])
  })

  test('[PAPER-4] one that says how it is, and never when it is done, is watched while it prints', async () => {
    simulated.proves = false
    expect([await print('A101'), await print('A102')]).toEqual(['printed', 'printed'])
    simulated.onLine = () => {
      simulated.trouble = 'paper_out'
    }
    expect(await print('A103')).toBe('paper_out')
  })

  test('[PAPER-4] a roll that runs low is seen while it still prints', async () => {
    simulated.isPaperLow = true
    expect([await print('A101'), await state()]).toEqual(['printed', { trouble: null, isPaperLow: true }])
  })
})

function said(outcome: PrintOutcome): string {
  return outcome.kind === 'printed' ? 'printed' : outcome.reason
}

/** What somebody reads who takes this paper. */
function numberOn({ lines }: PrintedPaper): string {
  if (lines.length === 0) return 'nothing'
  const number = lines.find(({ height }) => height === 8)?.text.trim() ?? 'no number'
  return lines.some(({ text }) => text.includes('Code ')) ? number : `${number}, torn`
}
