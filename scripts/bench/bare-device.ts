import { readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import type { ServiceDay } from '@/lib/domain/ids'
import { decoderOf, encodeClientBeat, MESSAGE_ACK, MESSAGE_BEAT, readAck } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { signToken } from '@/lib/server/sync-token'
import { syncStep2Frame, updateFrame } from '@/sync-server/sync-frames'
import type { Seat } from './bench-center'
import { BENCH_ORIGIN, type ServerAddress } from './bench-device'

/** "I hold nothing; what do you hold?" */
const SYNC_STEP_1 = Uint8Array.from([0, 0, 1, 0])

export type BareOptions = {
  /** What it has that the server does not: sent when the server asks. */
  readonly brings?: Uint8Array
  readonly onUpdate?: (update: Uint8Array) => void
  readonly onAck?: (clocks: ReadonlyMap<number, number>) => void
  /** The server hung up. */
  readonly onSentAway?: (code: number) => void
}

/**
 * A connection without a replica behind it: it says what was prepared, and does with what it is sent only what it is told
 * to. To the server it costs what a device costs; to this machine a tenth of it, so that the server is measured and not
 * its clients.
 */
export class BareDevice {
  receivedBytes = 0
  #closes = false

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: BareOptions,
  ) {
    socket.on('message', (data: Buffer) => this.#receive(data))
  }

  /** Resolves once the server has let it in. */
  static async connect(
    server: ServerAddress,
    { device, center, surface }: Seat,
    day: ServiceDay,
    options: BareOptions = {},
  ): Promise<BareDevice> {
    const token = await signToken(server.tokenKey, { device, center, surface }, Date.now())
    const url = `${server.wsUrl}/${center}/${day}`
    const socket = new WebSocket(url, [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token], { origin: BENCH_ORIGIN })
    const bare = new BareDevice(socket, options)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    socket.send(SYNC_STEP_1)
    socket.on('close', code => bare.#closes || options.onSentAway?.(code))
    return bare
  }

  /** Says one thing more, as y-websocket says what was just appended. */
  update(update: Uint8Array): void {
    this.send(updateFrame(update))
  }

  send(frame: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame)
  }

  close(): void {
    this.#closes = true
    this.socket.close()
  }

  #receive(data: Buffer): void {
    this.receivedBytes += data.length
    const { brings, onUpdate, onAck } = this.options
    if (data[0] === 0 && !brings && !onUpdate) return
    const { type, decoder } = decoderOf(data)
    if (type === MESSAGE_BEAT) this.send(encodeClientBeat({ clientTimeMs: Date.now(), boot: 1 }))
    if (type === MESSAGE_ACK) onAck?.(readAck(decoder).clocks)
    if (type !== 0) return
    const isQuestion = readVarUint(decoder) === 0
    if (!isQuestion) onUpdate?.(readVarUint8Array(decoder))
    else if (brings) this.send(syncStep2Frame(brings))
  }
}
