import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { DeviceId } from '@/lib/domain/ids'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import {
  CLOSE,
  encodeAck,
  encodeClientBeat,
  encodeHello,
  encodeReports,
  encodeServerBeat,
  encodeStatus,
  encodeToken,
  MESSAGE_SYNC,
} from '@/lib/protocol/sync-messages'
import { OLDEST_CLIENT_VERSION, PROTOCOL_VERSION, SYNC_SUBPROTOCOL } from '@/lib/protocol/version'

/**
 * When this fails, the wire has changed. If only a type was added or a field appended, old programs still read it:
 * write the new hash. Otherwise raise PROTOCOL_VERSION, with a line of history, and keep reading what is out there.
 */
const PINNED = { version: 1, wire: 'fee5e81e3c3d4b49' }

const BEAT = { serverTimeMs: 1_772_434_800_000, durable: true }
const HEALTH = {
  version: 'v1',
  unsent: 0,
  storage: { usedBytes: 1, quotaBytes: 2, isProtected: true },
  printer: 'ok',
  sound: 'none',
  screen: 'awake',
} as const
const AWAY = {
  device: DeviceId.parse('tttttt'),
  connectedSince: null,
  heardAt: 1_772_434_800_000,
  clockOffsetMs: null,
}
const FRAMES = [
  encodeAck({ clocks: new Map([[7, 300]]) }),
  encodeHello({ incarnation: 'r1', protocolVersion: 1, oldestClientVersion: 1, frameBytesMax: 1_024, beat: BEAT }),
  encodeServerBeat(BEAT, [{ device: DeviceId.parse('tttttt'), silentS: 300 }]),
  encodeClientBeat({ clientTimeMs: 1_772_434_800_000, boot: 257 }),
  encodeToken('a.b.c'),
  encodeStatus(HEALTH),
  encodeReports([{ ...AWAY, health: HEALTH, healthAt: 1_772_434_800_000 }]),
].map(frame => Buffer.from(frame).toString('hex'))

const WIRE = {
  layouts: EVENT_LAYOUTS,
  sync: MESSAGE_SYNC,
  /** One of each of our messages: their types, and the order of their fields. */
  frames: FRAMES,
  close: CLOSE,
  subprotocol: SYNC_SUBPROTOCOL,
}

test('[CODEC-7] the wire is what its version says', () => {
  const wire = createHash('sha256').update(JSON.stringify(WIRE)).digest('hex').slice(0, 16)
  expect({ version: PROTOCOL_VERSION, wire }).toEqual(PINNED)
})

test('[CODEC-7] a code of an event is used once', () => {
  const codes = Object.values(EVENT_LAYOUTS).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

test('[CODEC-7] the oldest client that is served is none of the future', () => {
  expect(OLDEST_CLIENT_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION)
  expect(OLDEST_CLIENT_VERSION).toBeGreaterThan(0)
})
