import * as Y from 'yjs'
import type { ServiceDay } from '@/lib/domain/ids'
import {
  decoderOf,
  MESSAGE_ACK,
  MESSAGE_BEAT,
  MESSAGE_HELLO,
  MESSAGE_SYNC,
  readAck,
  readHello,
  readServerBeat,
} from '@/lib/protocol/sync-messages'
import { readSyncFrame } from '@/sync-server/sync-frames'
import type { SimDatabase } from './database'
import type { Trace } from './trace'

/** What stands in a frame of the server, as far as it is watched and crashes are set at it. */
export type FrameKind = 'hello' | 'beat' | 'ack' | 'question' | 'update' | 'other'

/**
 * Reads each frame as the server sends it: what it acknowledges must be committed at that very moment, and so must what
 * it shows to others while it says that its database answers (invariant I5).
 */
export class ServerWatcher {
  #saysDurable = true

  constructor(
    private readonly day: ServiceDay,
    private readonly device: string,
    private readonly database: SimDatabase,
    private readonly trace: Trace,
  ) {}

  read(frame: Uint8Array): FrameKind {
    const { type, decoder } = decoderOf(frame)
    if (type === MESSAGE_HELLO) {
      this.#saysDurable = readHello(decoder).beat.durable
      return 'hello'
    }
    if (type === MESSAGE_BEAT) {
      this.#saysDurable = readServerBeat(decoder).durable
      return 'beat'
    }
    if (type === MESSAGE_ACK) {
      const { clocks } = readAck(decoder)
      this.trace.count('acknowledgements')
      this.#check('acknowledged', clocks)
      return 'ack'
    }
    if (type !== MESSAGE_SYNC) return 'other'
    const { kind, bytes } = readSyncFrame(decoder)
    if (kind === 'asks') return 'question'
    if (this.#saysDurable) this.#check('shown', clocksOf(bytes))
    return 'update'
  }

  #check(what: 'acknowledged' | 'shown', clocks: ReadonlyMap<number, number>): void {
    for (const [client, clock] of clocks) {
      const stored = this.database.clockOf(this.day, client)
      if (clock > stored)
        this.trace.violated(
          'I5',
          `${what} to ${this.device}: client ${client} below ${clock}, committed below ${stored}`,
        )
    }
  }
}

function clocksOf(update: Uint8Array): ReadonlyMap<number, number> {
  try {
    return Y.parseUpdateMeta(update).to
  } catch {
    // reason: bytes that cannot be read are themselves what must never be shown; a client of no document stands for them
    return new Map([[-1, 1]])
  }
}
