import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type Handshake = {
  readonly path: string
  readonly origin: string
  readonly protocols: readonly string[]
}

const OPCODE_BINARY = 2
const OPCODE_CLOSE = 8

/**
 * A WebSocket client of one's own making, for what no decent client does: it answers no close, pongs nothing, and stops
 * reading when told to.
 */
export class RawWebSocket {
  #received = Buffer.alloc(0)
  #status: number | null = null
  #isEnded = false
  #waiters: (() => void)[] = []
  readonly messages: Buffer[] = []
  /** The answer's status line and headers. */
  head = ''
  receivedBytes = 0
  closeCode: number | null = null

  private constructor(readonly socket: Socket) {
    socket.on('data', data => this.#take(data))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#isEnded = true
      this.#wake()
    })
  }

  static connect(port: number): RawWebSocket {
    return new RawWebSocket(connect(port, '127.0.0.1'))
  }

  /** Asks for the upgrade; resolves with the HTTP status, or 0 when there was none. */
  async shake({ path, origin, protocols }: Handshake): Promise<number> {
    this.socket.write(
      [
        `GET ${path} HTTP/1.1`,
        'Host: 127.0.0.1',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Protocol: ${protocols.join(', ')}`,
        `Origin: ${origin}`,
        '\r\n',
      ].join('\r\n'),
    )
    await this.until(() => this.#status !== null)
    return this.#status ?? 0
  }

  /** One write for all of them, as a flooder does. */
  send(...frames: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(frames.map(frame => clientFrame(OPCODE_BINARY, frame))))
  }

  /** Resolves when it holds, or the socket is gone: look again after it. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.#isEnded) await new Promise<void>(resolve => this.#waiters.push(resolve))
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  destroy(): void {
    this.socket.destroy()
  }

  #take(data: Buffer): void {
    this.receivedBytes += data.length
    this.#received = Buffer.concat([this.#received, data])
    if (this.#status === null) this.#readHead()
    if (this.#status === 101) while (this.#readFrame());
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake()
  }

  #readHead(): void {
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    this.head = this.#received.toString('latin1', 0, end + 4)
    this.#status = Number(this.head.slice(9, 12))
    this.#received = this.#received.subarray(end + 4)
  }

  /** False when no whole frame is there. A server's frames have no mask. */
  #readFrame(): boolean {
    const data = this.#received
    if (data.length < 2) return false
    const short = (data[1] ?? 0) & 127
    const start = short < 126 ? 2 : short === 126 ? 4 : 10
    if (data.length < start) return false
    const length = short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2))
    if (data.length < start + length) return false
    const body = data.subarray(start, start + length)
    if (((data[0] ?? 0) & 15) === OPCODE_CLOSE) this.closeCode = body.readUInt16BE(0)
    else this.messages.push(Buffer.from(body))
    this.#received = data.subarray(start + length)
    return true
  }
}

/** A frame as a client must send it: masked, here with zeros. */
function clientFrame(opcode: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(body.length < 126 ? 6 : body.length < 65_536 ? 8 : 14)
  head[0] = 128 | opcode
  if (body.length < 126) head[1] = 128 | body.length
  else if (body.length < 65_536) {
    head[1] = 254
    head.writeUInt16BE(body.length, 2)
  } else {
    head[1] = 255
    head.writeBigUInt64BE(BigInt(body.length), 2)
  }
  return Buffer.concat([head, body])
}
