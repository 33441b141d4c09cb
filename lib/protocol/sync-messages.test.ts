import type { Decoder } from 'lib0/decoding'
import { expect, test } from 'vitest'
import { DeviceId } from '@/lib/domain/ids'
import {
  decoderOf,
  encodeAck,
  encodeClientBeat,
  encodeHello,
  encodeServerBeat,
  encodeToken,
  MESSAGE_ACK,
  MESSAGE_BEAT,
  MESSAGE_HELLO,
  MESSAGE_TOKEN,
  readAbsent,
  readAck,
  readClientBeat,
  readHello,
  readServerBeat,
  readToken,
} from './sync-messages'

const NOW = Date.parse('2026-03-02T07:00:00Z')
const WIDEST_CLIENT = Number.MAX_SAFE_INTEGER

const ACK = {
  clocks: new Map([
    [WIDEST_CLIENT, 24_400],
    [1, 0],
  ]),
}
const BEAT = { serverTimeMs: NOW, durable: false }
const ABSENT = [
  { device: DeviceId.parse('tttttt'), silentS: 46 },
  { device: DeviceId.parse('vvvvvv'), silentS: 36_000 },
]
const readBeat = (decoder: Decoder) => ({ ...readServerBeat(decoder), absent: readAbsent(decoder) })
const HELLO = { incarnation: 'r3v1', protocolVersion: 1, oldestClientVersion: 1, frameBytesMax: 8_388_608, beat: BEAT }
const CLIENT_BEAT = { clientTimeMs: NOW - 600_000, boot: 257 }

test.each([
  ['ack', MESSAGE_ACK, encodeAck(ACK), readAck, ACK],
  ['hello', MESSAGE_HELLO, encodeHello(HELLO), readHello, HELLO],
  ['server beat', MESSAGE_BEAT, encodeServerBeat(BEAT), readBeat, { ...BEAT, absent: [] }],
  ['server beat that misses two', MESSAGE_BEAT, encodeServerBeat(BEAT, ABSENT), readBeat, { ...BEAT, absent: ABSENT }],
  ['client beat', MESSAGE_BEAT, encodeClientBeat(CLIENT_BEAT), readClientBeat, CLIENT_BEAT],
  ['token', MESSAGE_TOKEN, encodeToken('a.b.c'), readToken, 'a.b.c'],
] as const)('[CODEC-5] a message comes back from the wire as it was: %s', (_name, type, frame, read, message) => {
  const { type: readType, decoder } = decoderOf(frame)
  expect(readType).toBe(type)
  expect(read(decoder)).toEqual(message)
})

/** What a server sent before it said who is absent. */
const OLD_BEAT_BYTES = encodeServerBeat(BEAT).length - 1

test('[CODEC-7] a program that knows no absent devices reads the beat that names some, and an old beat names nobody', () => {
  const { decoder } = decoderOf(encodeServerBeat(BEAT, ABSENT))
  expect([readServerBeat(decoder), decoder.pos]).toEqual([BEAT, OLD_BEAT_BYTES])
  expect(readBeat(decoderOf(encodeServerBeat(BEAT).slice(0, OLD_BEAT_BYTES)).decoder)).toEqual({ ...BEAT, absent: [] })
})

test.each([
  ['ack', encodeAck(ACK), readAck],
  ['hello', encodeHello(HELLO), readHello],
  ['server beat', encodeServerBeat(BEAT, ABSENT), readBeat],
  ['client beat', encodeClientBeat(CLIENT_BEAT), readClientBeat],
  ['token', encodeToken('a.b.c'), readToken],
] as const)('[CODEC-6] a message that was cut off throws and is never half read: %s', (_name, frame, read) => {
  for (let length = 1; length < frame.length; length++) {
    if (read === readBeat && length === OLD_BEAT_BYTES) continue // one of before: whole
    expect(() => read(decoderOf(frame.slice(0, length)).decoder)).toThrow()
  }
})
