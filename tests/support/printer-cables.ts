import type { OpenLink } from '@/lib/client/printer-link'
import { serialLinks } from '@/lib/client/printer-serial'
import { usbLinks } from '@/lib/client/printer-usb'
import type { SimulatedPrinter } from './printer-simulated'

/** A simulated printer on a cable, as a browser shows it: it can be pulled out, with all that comes of it. */
export type Cable = {
  readonly open: OpenLink
  plugIn(): void
  pull(): void
  /** From now on each opening takes so long. */
  openIn(ms: number): void
  readonly opened: () => number
}

/** Nothing can be opened while it is being opened. */
class Door {
  ms = 0
  state: 'shut' | 'opening' | 'open' = 'shut'

  async open(): Promise<void> {
    if (this.state === 'opening') throw new DOMException('It is being opened.', 'InvalidStateError')
    this.state = 'opening'
    if (this.ms > 0) await new Promise(resolve => setTimeout(resolve, this.ms))
    this.state = 'open'
  }
}

const gone = () => new DOMException('The device was disconnected.', 'NetworkError')

type Hearing = {
  readonly resolve: (heard: { status: 'ok'; data: DataView }) => void
  readonly reject: (fault: Error) => void
}

export function usbCable(printer: SimulatedPrinter): Cable {
  const events = new EventTarget()
  const door = new Door()
  let isIn = true
  let opened = 0
  let hearing: Hearing | null = null
  const unheard: number[] = []
  const tell = () => {
    if (!hearing || unheard.length === 0) return
    const data = new DataView(Uint8Array.from(unheard.splice(0)).buffer)
    hearing.resolve({ status: 'ok', data })
    hearing = null
  }
  printer.onAnswer = byte => {
    unheard.push(byte)
    tell()
  }
  const orGone = async () => {
    if (!isIn) throw gone()
  }
  const bulk = (direction: string, endpointNumber: number) => ({ type: 'bulk', direction, endpointNumber })
  const alternates = [{ interfaceClass: 7, endpoints: [bulk('out', 1), bulk('in', 2)] }]
  const configuration = { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternates }] }
  const selected: { configuration: typeof configuration | null } = { configuration: null }
  const device = {
    configurations: [configuration],
    get configuration() {
      return selected.configuration
    },
    open: async () => {
      opened += 1
      await orGone()
      await door.open()
    },
    selectConfiguration: async () => {
      await orGone()
      if (selected.configuration) throw new DOMException('Unable to set device configuration.', 'NetworkError')
      selected.configuration = configuration
    },
    claimInterface: async () => {
      await orGone()
      if (!selected.configuration) throw new DOMException('The device must have a configuration.', 'InvalidStateError')
    },
    clearHalt: orGone,
    transferOut: async (_: number, bytes: Uint8Array) => {
      await orGone()
      printer.take(bytes)
      return { status: 'ok' }
    },
    transferIn: () =>
      new Promise<{ status: 'ok'; data: DataView }>((resolve, reject) => {
        hearing = { resolve, reject }
        tell()
      }),
    close: async () => {
      door.state = 'shut'
      hearing?.reject(new DOMException('closed', 'AbortError'))
    },
  }
  const usb = {
    getDevices: async () => (isIn ? [device] : []),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  }
  return {
    open: usbLinks(usb as unknown as USB), // reason: what the program uses of it
    openIn: ms => {
      door.ms = ms
    },
    plugIn: () => {
      isIn = true
    },
    pull: () => {
      isIn = false
      hearing?.reject(gone())
      events.dispatchEvent(Object.assign(new Event('disconnect'), { device }))
    },
    opened: () => opened,
  }
}

export function serialCable(printer: SimulatedPrinter): Cable {
  const events = new EventTarget()
  const door = new Door()
  let isIn = true
  let opened = 0
  let answers: ReadableStreamDefaultController<Uint8Array> | null = null
  let lose = () => {}
  printer.onAnswer = byte => answers?.enqueue(Uint8Array.of(byte))
  const port = {
    readable: null as ReadableStream<Uint8Array> | null, // reason: none before it is open
    writable: null as WritableStream<Uint8Array> | null, // reason: as above
    async open() {
      opened += 1
      if (door.state === 'open') throw new DOMException('The port is already open.', 'InvalidStateError')
      await door.open()
      port.readable = new ReadableStream({
        start(controller) {
          answers = controller
        },
        cancel() {
          answers = null
        },
      })
      port.writable = new WritableStream({
        start(controller) {
          lose = () => controller.error(gone())
        },
        write: bytes => printer.take(bytes),
      })
    },
    async close() {
      if (port.readable?.locked || port.writable?.locked) throw new TypeError('a stream is locked')
      door.state = 'shut'
      port.readable = null
      port.writable = null
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  }
  const serial = { getPorts: async () => (isIn ? [port] : []) }
  return {
    open: serialLinks(serial as unknown as Serial, 9_600), // reason: what the program uses of it
    openIn: ms => {
      door.ms = ms
    },
    plugIn: () => {
      isIn = true
    },
    pull: () => {
      isIn = false
      port.readable = null
      answers?.error(gone())
      answers = null
      lose()
      events.dispatchEvent(new Event('disconnect'))
    },
    opened: () => opened,
  }
}
