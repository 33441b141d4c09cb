import { expect, test } from 'vitest'
import { pickSerialPrinter } from './printer-serial'
import { pickUsbPrinter } from './printer-usb'

const NOTHING_PICKED = () => Promise.reject(new DOMException('No device selected.', 'NotFoundError'))

/** What a browser has given leave for, and what staff touch in its dialog. */
function world(ask: (former: object) => Promise<object>) {
  const granted = new Set<object>()
  const device = () => {
    const self = { forget: async () => void granted.delete(self) }
    granted.add(self)
    return self
  }
  const former = device()
  const request = async () => {
    const picked = await ask(former)
    if (picked !== former) granted.add(picked)
    return picked
  }
  const list = async () => [...granted]
  const parts = { requestDevice: request, requestPort: request, getDevices: list, getPorts: list }
  return { granted, former, usb: parts as unknown as USB, serial: parts as unknown as Serial } // reason: what the program uses of them
}

test('[PAPER-2] of two printers the one that staff picked last is found; who picks none changes nothing', async () => {
  for (const pick of [
    (each: ReturnType<typeof world>) => pickUsbPrinter(each.usb),
    (each: ReturnType<typeof world>) => pickSerialPrinter(each.serial),
  ]) {
    const next = {}
    const changed = world(async () => next)
    expect([await pick(changed), [...changed.granted]]).toEqual([true, [next]])
    const again = world(async former => former)
    expect([await pick(again), [...again.granted]]).toEqual([true, [again.former]])
    const closed = world(NOTHING_PICKED)
    expect([await pick(closed), [...closed.granted]]).toEqual([false, [closed.former]])
    await expect(pick(world(() => Promise.reject(new DOMException('not here', 'SecurityError'))))).rejects.toThrow(
      'not here',
    )
  }
})
