import type { AddressInfo } from 'node:net'
import { createDecoder } from 'lib0/decoding'
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { InstantMs } from '@/lib/domain/ids'
import {
  CLOSE,
  decoderOf,
  encodeAck,
  encodeHello,
  encodeServerBeat,
  FRAME_BYTES_MAX,
  MESSAGE_SYNC,
  MESSAGE_TOKEN,
  readToken,
} from '@/lib/protocol/sync-messages'
import { OLDEST_CLIENT_VERSION, PROTOCOL_VERSION, SYNC_SUBPROTOCOL } from '@/lib/protocol/version'

/** A sync server without guard and database, for what a link must do when the server says something. */
export class FakeSyncServer {
  doc = new Y.Doc()
  /** Tokens with which sockets were opened, and those sent in band. */
  readonly tokens: string[] = []
  readonly refreshed: string[] = []
  readonly rooms: string[] = []
  /** Types of the frames that came in. */
  readonly heard: number[] = []
  incarnation = 'first'
  durable = true
  acknowledges = true
  timeMs: () => InstantMs = Date.now
  oldestClientVersion = OLDEST_CLIENT_VERSION
  /** Set: a socket is closed with this code as soon as it is open. */
  closesWith: number | null = null
  /** The same for one day. */
  readonly closesDays = new Map<string, number>()
  readonly #server: WebSocketServer

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', (socket, request) => {
      this.rooms.push(request.url ?? '')
      const [, token = ''] = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/)
      this.tokens.push(token)
      this.#welcome(socket, request.url?.split('/').at(-1) ?? '')
    })
  }

  static async open(): Promise<FakeSyncServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => SYNC_SUBPROTOCOL })
    await new Promise(resolve => server.once('listening', resolve))
    return new FakeSyncServer(server)
  }

  get url(): string {
    // reason: a server that listens on TCP has an AddressInfo
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sync/`
  }

  get socketCount(): number {
    return this.#server.clients.size
  }

  beat(): void {
    this.#broadcast(encodeServerBeat({ serverTimeMs: this.timeMs(), durable: this.durable }))
  }

  /** To all who are connected. */
  send(frame: Uint8Array): void {
    this.#broadcast(frame)
  }

  /** Something happens, and everybody is told. */
  change(work: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc)
    work(this.doc)
    const encoder = createEncoder()
    writeVarUint(encoder, MESSAGE_SYNC)
    writeUpdate(encoder, Y.encodeStateAsUpdate(this.doc, before))
    this.send(toUint8Array(encoder))
  }

  /** It is started again with an older memory. */
  empty(): void {
    this.doc = new Y.Doc()
    this.hangUp(CLOSE.restart)
  }

  hangUp(code: number): void {
    for (const socket of this.#server.clients) socket.close(code)
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #welcome(socket: WebSocket, day: string): void {
    const code = this.closesWith ?? this.closesDays.get(day)
    if (code !== undefined) return socket.close(code)
    socket.on('message', data => this.#receive(socket, data instanceof Buffer ? data : Buffer.alloc(0)))
    socket.send(
      encodeHello({
        incarnation: this.incarnation,
        protocolVersion: PROTOCOL_VERSION,
        oldestClientVersion: this.oldestClientVersion,
        frameBytesMax: FRAME_BYTES_MAX,
        beat: { serverTimeMs: this.timeMs(), durable: this.durable },
      }),
    )
    const encoder = createEncoder()
    writeVarUint(encoder, MESSAGE_SYNC)
    writeSyncStep1(encoder, this.doc)
    socket.send(toUint8Array(encoder))
  }

  #receive(socket: WebSocket, frame: Uint8Array): void {
    const { type, decoder } = decoderOf(frame)
    this.heard.push(type)
    if (type === MESSAGE_TOKEN) this.refreshed.push(readToken(decoder))
    if (type !== MESSAGE_SYNC) return
    const answer = createEncoder()
    writeVarUint(answer, MESSAGE_SYNC)
    readSyncMessage(createDecoder(frame.subarray(1)), answer, this.doc, null)
    if (length(answer) > 1) socket.send(toUint8Array(answer))
    if (this.acknowledges) socket.send(encodeAck({ clocks: Y.decodeStateVector(Y.encodeStateVector(this.doc)) }))
  }

  #broadcast(frame: Uint8Array): void {
    for (const socket of this.#server.clients) socket.send(frame)
  }
}
