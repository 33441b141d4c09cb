import { createDecoder, type Decoder, readUint8, readVarInt, readVarString, readVarUint } from 'lib0/decoding'

/** Kinds of structs in Yjs' version 1 encoding. Of the rest, a hundred thousand in a small update take seconds to make. */
const KIND = { gc: 0, deleted: 1, any: 8, skip: 10 } as const
const KIND_BITS = 0x1f
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_PARENT_SUB = 0x20

/** lib0's kinds of values that may stand in a tuple, and the array that a tuple is. */
const VALUE = { array: 117, text: 119, float64: 123, float32: 124, integer: 125, null: 126 } as const

export type ScanLimits = { readonly structsMax: number; readonly tupleLengthMax: number }

/**
 * Reads over a version 1 update without making anything of it: what Yjs would make of hostile bytes can cost a
 * thousand times their length. Returns why it is not worth decoding; null when it is.
 *
 * @throws on malformed bytes
 */
export function faultOfScan(update: Uint8Array, limits: ScanLimits): string | null {
  const decoder = createDecoder(update)
  let structs = 0
  for (let clients = readVarUint(decoder); clients > 0; clients--) {
    const count = readVarUint(decoder)
    structs += count
    if (structs > limits.structsMax) return 'too many structs'
    readVarUint(decoder) // client
    readVarUint(decoder) // clock
    for (let left = count; left > 0; left--) {
      const fault = scanStruct(decoder, limits.tupleLengthMax)
      if (fault) return fault
    }
  }
  return readVarUint(decoder) > 0 ? 'deletes' : null
}

function scanStruct(decoder: Decoder, tupleLengthMax: number): string | null {
  const info = readByte(decoder)
  const kind = info & KIND_BITS
  if (kind === KIND.gc || kind === KIND.skip) {
    readVarUint(decoder) // length
    return null
  }
  if (kind !== KIND.any && kind !== KIND.deleted) return 'not a plain value'
  if (info & HAS_ORIGIN) skipId(decoder)
  if (info & HAS_RIGHT_ORIGIN) skipId(decoder)
  if (!(info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN))) {
    if (readVarUint(decoder) === 1) readVarString(decoder)
    else skipId(decoder)
    if (info & HAS_PARENT_SUB) readVarString(decoder)
  }
  const length = readVarUint(decoder)
  if (kind === KIND.deleted) return null
  for (let left = length; left > 0; left--) if (!skipTuple(decoder, tupleLengthMax)) return 'not a tuple'
  return null
}

function skipId(decoder: Decoder): void {
  readVarUint(decoder)
  readVarUint(decoder)
}

function skipTuple(decoder: Decoder, lengthMax: number): boolean {
  if (readByte(decoder) !== VALUE.array) return false
  const length = readVarUint(decoder)
  if (length > lengthMax) return false
  for (let left = length; left > 0; left--) if (!skipValue(decoder)) return false
  return true
}

function skipValue(decoder: Decoder): boolean {
  switch (readByte(decoder)) {
    case VALUE.null:
      return true
    case VALUE.integer:
      readVarInt(decoder)
      return true
    case VALUE.text:
      skip(decoder, readVarUint(decoder))
      return true
    case VALUE.float32:
      skip(decoder, 4)
      return true
    case VALUE.float64:
      skip(decoder, 8)
      return true
    default:
      return false
  }
}

/** lib0 reads on behind the end. */
function readByte(decoder: Decoder): number {
  if (decoder.pos >= decoder.arr.length) throw new RangeError('cut off')
  return readUint8(decoder)
}

/** Past the end, the next read throws. */
function skip(decoder: Decoder, bytes: number): void {
  decoder.pos += bytes
}
