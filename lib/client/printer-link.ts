/** The way of bytes to a printer and back. */
export type ByteLink = {
  /** Resolves once the other side has taken them: the system or the printer. Rejects when the printer is gone. */
  write(bytes: Uint8Array): Promise<void>
  /** What is not sent yet is sent no more. Never rejects. */
  close(): Promise<void>
}

export type LinkEars = {
  readonly onBytes: (bytes: Uint8Array) => void
  /** The printer is gone: at most once, and not after `close`. */
  readonly onLost: () => void
}

/** @throws PrinterGoneError when no printer that this kiosk may use is connected. */
export type OpenLink = (ears: LinkEars) => Promise<ByteLink>

/** Unplugged, or without power. */
export class PrinterGoneError extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'PrinterGoneError'
  }
}

/** The browser's words for a device that is not there any more. */
const GONE = new Set(['NetworkError', 'NotFoundError', 'AbortError'])

/** Whatever goes wrong while bytes are on their way: gone when the browser says so, and itself when not. */
export function asGone(fault: unknown): unknown {
  return fault instanceof DOMException && GONE.has(fault.name) ? new PrinterGoneError(fault.message) : fault
}
