import { expect, test } from 'vitest'
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
const HELLO = { incarnation: 'r3v1', protocolVersion: 1, oldestClientVersion: 1, frameBytesMax: 8_388_608, beat: BEAT }
const CLIENT_BEAT = { clientTimeMs: NOW - 600_000, boot: 257 }

test.each([
  ['ack', MESSAGE_ACK, encodeAck(ACK), readAck, ACK],
  ['hello', MESSAGE_HELLO, encodeHello(HELLO), readHello, HELLO],
  ['server beat', MESSAGE_BEAT, encodeServerBeat(BEAT), readServerBeat, BEAT],
  ['client beat', MESSAGE_BEAT, encodeClientBeat(CLIENT_BEAT), readClientBeat, CLIENT_BEAT],
  ['token', MESSAGE_TOKEN, encodeToken('a.b.c'), readToken, 'a.b.c'],
] as const)('[CODEC-5] a message comes back from the wire as it was: %s', (_name, type, frame, read, message) => {
  const { type: readType, decoder } = decoderOf(frame)
  expect(readType).toBe(type)
  expect(read(decoder)).toEqual(message)
})

test.each([
  ['ack', encodeAck(ACK), readAck],
  ['hello', encodeHello(HELLO), readHello],
  ['server beat', encodeServerBeat(BEAT), readServerBeat],
  ['client beat', encodeClientBeat(CLIENT_BEAT), readClientBeat],
  ['token', encodeToken('a.b.c'), readToken],
] as const)('[CODEC-6] a message that was cut off throws and is never half read: %s', (_name, frame, read) => {
  for (let length = 1; length < frame.length; length++) {
    expect(() => read(decoderOf(frame.slice(0, length)).decoder)).toThrow()
  }
})
