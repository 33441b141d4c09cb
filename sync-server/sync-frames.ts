import { type Decoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { MESSAGE_SYNC } from '@/lib/protocol/sync-messages'

const SYNC_STEP_1 = 0
const SYNC_STEP_2 = 1

/** Asks for what we do not hold. */
export function syncStep1Frame(doc: Y.Doc): Uint8Array {
  return frame(SYNC_STEP_1, Y.encodeStateVector(doc))
}

/** Answers with what the other does not hold. */
export function syncStep2Frame(update: Uint8Array): Uint8Array {
  return frame(SYNC_STEP_2, update)
}

/** A state vector of no clients: its sender holds nothing yet. */
export function isEmptyStateVector(stateVector: Uint8Array): boolean {
  return stateVector.length === 1 && stateVector[0] === 0
}

export function updateFrame(update: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_SYNC)
  writeUpdate(encoder, update)
  return toUint8Array(encoder)
}

function frame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_SYNC)
  writeVarUint(encoder, step)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}

export type SyncFrame = { readonly kind: 'asks' | 'brings'; readonly bytes: Uint8Array }

/** @throws on a malformed frame */
export function readSyncFrame(decoder: Decoder): SyncFrame {
  const step = readVarUint(decoder)
  return { kind: step === SYNC_STEP_1 ? 'asks' : 'brings', bytes: readVarUint8Array(decoder) }
}

/** RFC 6455, 5.2: the last frame of its message, binary. */
const FINAL_BINARY = 0x82
/** Lengths above these stand in two bytes, and in eight. */
const SHORT_LENGTH_MAX = 125
const LONG_LENGTH_MIN = 2 ** 16

/**
 * A message as it stands on the wire when a server sends it: not masked, so the same bytes for everybody. Built once, it
 * costs each of those who get it one write and nothing else.
 */
export function wireFrame(message: Uint8Array): Buffer {
  const { length } = message
  const start = length <= SHORT_LENGTH_MAX ? 2 : length < LONG_LENGTH_MIN ? 4 : 10
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = FINAL_BINARY
  if (start === 2) frame[1] = length
  else if (start === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(message, start)
  return frame
}
