import { asGone, type ByteLink, type LinkEars, type OpenLink, PrinterGoneError } from './printer-link'

/** The class of printers, and the one that makers of printers for kiosks use who have their own driver. */
const PRINTER_CLASS = 7
const VENDOR_CLASS = 255
const PACKET_BYTES = 64
/** Some printers answer "nothing" at once, again and again. */
const EMPTY_MS = 20

type Place = {
  readonly configuration: number
  readonly interface: number
  readonly out: number
  readonly in: number | null
}

/** Asks staff which printer it is, in the browser's own dialog: only within a touch of theirs. False when they pick none. */
export async function pickUsbPrinter(usb: USB): Promise<boolean> {
  const filters = [{ classCode: PRINTER_CLASS }, { classCode: VENDOR_CLASS }]
  const picked = await usb.requestDevice({ filters }).catch(onNothingPicked)
  if (!picked) return false
  // One printer to a kiosk: the former one is not to be found instead of it.
  for (const other of await usb.getDevices()) if (other !== picked) await other.forget()
  return true
}

function onNothingPicked(fault: unknown): null {
  if (fault instanceof DOMException && fault.name === 'NotFoundError') return null
  throw fault
}

/** The printer that staff once picked, wherever it is plugged in now: nobody is asked again. */
export function usbLinks(usb: USB): OpenLink {
  return async ears => {
    for (const device of await usb.getDevices()) {
      const place = placeOf(device)
      if (place) return await openDevice(usb, device, place, ears)
    }
    throw new PrinterGoneError('no USB printer')
  }
}

/** Where a device takes the bytes of papers; null when it is no printer. */
function placeOf({ configurations }: USBDevice): Place | null {
  const places = configurations.flatMap(({ configurationValue, interfaces }) =>
    interfaces.flatMap(({ interfaceNumber, alternates }) =>
      alternates.slice(0, 1).flatMap(({ interfaceClass, endpoints }) => {
        const bulk = endpoints.filter(({ type }) => type === 'bulk')
        const out = bulk.find(({ direction }) => direction === 'out')?.endpointNumber
        if (out === undefined) return []
        const back = bulk.find(({ direction }) => direction === 'in')?.endpointNumber ?? null
        return [{ interfaceClass, configuration: configurationValue, interface: interfaceNumber, out, in: back }]
      }),
    ),
  )
  return places.find(({ interfaceClass }) => interfaceClass === PRINTER_CLASS) ?? places[0] ?? null
}

async function openDevice(usb: USB, device: USBDevice, place: Place, ears: LinkEars): Promise<ByteLink> {
  await device.open().catch(rethrow)
  // Where the system has done so already, doing it again fails.
  if (device.configuration?.configurationValue !== place.configuration)
    await device.selectConfiguration(place.configuration).catch(rethrow)
  await device.claimInterface(place.interface).catch(rethrow)
  let isOpen = true
  const end = () => {
    isOpen = false
    usb.removeEventListener('disconnect', onDisconnect)
  }
  const lose = () => {
    if (!isOpen) return
    end()
    ears.onLost()
  }
  const onDisconnect = (event: USBConnectionEvent) => {
    if (event.device === device) lose()
  }
  usb.addEventListener('disconnect', onDisconnect)
  if (place.in !== null) void hear(device, place.in, ears, () => isOpen).catch(lose)
  return {
    async write(bytes) {
      const { status } = await device.transferOut(place.out, Uint8Array.from(bytes)).catch(rethrow)
      if (status !== 'ok') throw new Error(`USB transfer: ${status}`)
    },
    async close() {
      end()
      // reason: it may be gone already, and then there is nothing to close
      await device.close().catch(() => undefined)
    },
  }
}

/** Rejects when nothing more is to be heard. */
async function hear(device: USBDevice, endpoint: number, { onBytes }: LinkEars, isOpen: () => boolean): Promise<void> {
  while (isOpen()) {
    const { data, status } = await device.transferIn(endpoint, PACKET_BYTES)
    if (status === 'stall') await device.clearHalt('in', endpoint)
    if (data?.byteLength) onBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    else await new Promise(resolve => setTimeout(resolve, EMPTY_MS))
  }
}

function rethrow(fault: unknown): never {
  throw asGone(fault)
}
