import type { Decoder } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { expect, test } from 'vitest'
import { DeviceId } from '@/lib/domain/ids'
import type { DeviceHealth } from './console'
import {
  type DeviceReport,
  decoderOf,
  encodeAck,
  encodeClientBeat,
  encodeHello,
  encodeReports,
  encodeServerBeat,
  encodeStatus,
  encodeToken,
  MESSAGE_ACK,
  MESSAGE_BEAT,
  MESSAGE_HELLO,
  MESSAGE_REPORTS,
  MESSAGE_STATUS,
  MESSAGE_TOKEN,
  readAbsent,
  readAck,
  readClientBeat,
  readHello,
  readReports,
  readServerBeat,
  readStatus,
  readToken,
  STATUS_LENGTH_MAX,
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
const HEALTH: DeviceHealth = {
  version: '0123456789abcdef',
  unsent: 3,
  storage: { usedBytes: 12_000_000, quotaBytes: 6_000_000_000, isProtected: true },
  printer: 'failed',
  sound: 'none',
  screen: 'awake',
}
const REPORT: DeviceReport = {
  device: DeviceId.parse('kkkkkk'),
  connectedSince: null,
  heardAt: NOW,
  clockOffsetMs: -1_200,
  health: HEALTH,
  healthAt: NOW - 5_000,
}
const CLIENT_BEAT = { clientTimeMs: NOW - 600_000, boot: 257 }

test.each([
  ['ack', MESSAGE_ACK, encodeAck(ACK), readAck, ACK],
  ['hello', MESSAGE_HELLO, encodeHello(HELLO), readHello, HELLO],
  ['server beat', MESSAGE_BEAT, encodeServerBeat(BEAT), readBeat, { ...BEAT, absent: [] }],
  ['server beat that misses two', MESSAGE_BEAT, encodeServerBeat(BEAT, ABSENT), readBeat, { ...BEAT, absent: ABSENT }],
  ['client beat', MESSAGE_BEAT, encodeClientBeat(CLIENT_BEAT), readClientBeat, CLIENT_BEAT],
  ['token', MESSAGE_TOKEN, encodeToken('a.b.c'), readToken, 'a.b.c'],
  ['status', MESSAGE_STATUS, encodeStatus(HEALTH), readStatus, HEALTH],
  ['reports', MESSAGE_REPORTS, encodeReports([REPORT]), readReports, [REPORT]],
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
  ['status', encodeStatus(HEALTH), readStatus],
  ['reports', encodeReports([REPORT]), readReports],
] as const)('[CODEC-6] a message that was cut off throws and is never half read: %s', (_name, frame, read) => {
  for (let length = 1; length < frame.length; length++) {
    if (read === readBeat && length === OLD_BEAT_BYTES) continue // one of before: whole
    expect(() => read(decoderOf(frame.slice(0, length)).decoder)).toThrow()
  }
})

const statusOf = (text: string) => readStatus(decoderOf(frameOf(text)).decoder)

test.each([
  ['as long as may be', JSON.stringify({ ...HEALTH, later: 'x'.repeat(STATUS_LENGTH_MAX - 200) }), HEALTH],
  ['with a printer of a newer program', JSON.stringify({ ...HEALTH, printer: 'paper_low' }), null],
  ['with what a printer says', JSON.stringify({ ...HEALTH, printerSays: 'jam' }), { ...HEALTH, printerSays: 'jam' }],
  ['with a word of a newer printer', JSON.stringify({ ...HEALTH, printerSays: 'ink_low' }), HEALTH],
  ['with a negative count', JSON.stringify({ ...HEALTH, unsent: -1 }), null],
  ['with a version that no database stores', JSON.stringify({ ...HEALTH, version: '\u0000' }), null],
  ['no object', '7', null],
])('[CODEC-9] a status %s is taken, or is of no use', (_what, text, health) => {
  expect(statusOf(text)).toEqual(health)
})

test.each([
  ['too long', JSON.stringify({ ...HEALTH, later: 'x'.repeat(STATUS_LENGTH_MAX) })],
  ['no JSON', '{"version":'],
  ['empty', ''],
])('[CODEC-9] a status that is %s is refused', (_what, text) => {
  expect(() => statusOf(text)).toThrow()
})

test('[CODEC-8] a console keeps what it understands of a device that a newer server tells of', () => {
  const newer = { ...REPORT, health: { ...HEALTH, screen: 'folded' }, room: 'hall' }
  const text = JSON.stringify([newer])
  expect(readReports(decoderOf(frameOf(text)).decoder)).toEqual([{ ...REPORT, health: null }])
})

function frameOf(text: string): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_STATUS)
  writeVarString(encoder, text)
  return toUint8Array(encoder)
}
