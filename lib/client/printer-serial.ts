import { asGone, type ByteLink, type LinkEars, type OpenLink, PrinterGoneError } from './printer-link'

/** Asks staff which port it is, in the browser's own dialog: only within a touch of theirs. False when they pick none. */
export async function pickSerialPrinter(serial: Serial): Promise<boolean> {
  const picked = await serial.requestPort().catch(onNothingPicked)
  if (!picked) return false
  for (const other of await serial.getPorts()) if (other !== picked) await other.forget()
  return true
}

function onNothingPicked(fault: unknown): null {
  if (fault instanceof DOMException && fault.name === 'NotFoundError') return null
  throw fault
}

/** The port that staff once picked: nobody is asked again. */
export function serialLinks(serial: Serial, baudRate: number): OpenLink {
  return async ears => {
    const [port] = await serial.getPorts()
    if (!port) throw new PrinterGoneError('no serial port')
    await port.open({ baudRate }).catch(rethrow)
    if (!port.readable || !port.writable) {
      // reason: it is of no use either way, and must not stay open
      await port.close().catch(() => undefined)
      throw new PrinterGoneError('a serial port without streams')
    }
    return linkOf(port, port.writable.getWriter(), ears)
  }
}

function linkOf(port: SerialPort, writer: WritableStreamDefaultWriter<Uint8Array>, ears: LinkEars): ByteLink {
  let isOpen = true
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null
  const lose = () => {
    if (!isOpen) return
    isOpen = false
    ears.onLost()
  }
  port.addEventListener('disconnect', lose, { once: true })
  /** A disturbed line ends the stream, and the port has a new one; a port that is gone has none. */
  const hear = async () => {
    while (isOpen && port.readable) {
      reader = port.readable.getReader()
      await hearAll(reader, ears)
      reader.releaseLock()
    }
    lose()
  }
  const hearing = hear()
  return {
    // reason: the stream's own type wants a buffer that nobody shares, which a copy is
    write: bytes => writer.write(Uint8Array.from(bytes)).catch(rethrow),
    async close() {
      isOpen = false
      port.removeEventListener('disconnect', lose)
      // reason: it may be gone already, and then there is nothing to end
      await Promise.allSettled([writer.abort(), reader?.cancel(), hearing])
      writer.releaseLock()
      await port.close().catch(() => undefined) // reason: as above
    },
  }
}

/** Resolves when the stream has ended, however it did. */
async function hearAll(reader: ReadableStreamDefaultReader<Uint8Array>, { onBytes }: LinkEars): Promise<void> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) onBytes(part.value)
  } catch {
    // reason: noise on the line ends a stream, and what it was is of no use
  }
}

function rethrow(fault: unknown): never {
  throw asGone(fault)
}
