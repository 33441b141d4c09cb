import * as Y from 'yjs'
import { DeviceId } from '@/lib/domain/ids'
import {
  encodeAck,
  encodeClientBeat,
  encodeHello,
  encodeServerBeat,
  encodeStatus,
  encodeToken,
} from '@/lib/protocol/sync-messages'
import type { Random } from '@/lib/replica/ports'
import { syncStep1Frame, syncStep2Frame, updateFrame } from '@/sync-server/sync-frames'
import { oneOf } from './hostile-updates'
import { honestServer } from './hostile-world'

const SERVER = honestServer()
const ACK = encodeAck({
  clocks: new Map([
    [10, 6],
    [2 ** 53 - 1, 2],
  ]),
})
const BEAT = { serverTimeMs: 1_772_435_112_345, durable: true }
const ABSENT = [{ device: DeviceId.parse('tttttt'), silentS: 46 }]
const HELLO = { incarnation: 'one', protocolVersion: 1, oldestClientVersion: 1, frameBytesMax: 8, beat: BEAT }
const STATUS = encodeStatus({
  version: 'v1',
  unsent: 3,
  storage: { usedBytes: 1, quotaBytes: 2, isProtected: true },
  printer: 'ok',
  sound: 'none',
  screen: 'awake',
})
const FRAMES: readonly Uint8Array[] = [
  STATUS,
  ...[ACK, encodeHello(HELLO), encodeServerBeat(BEAT, ABSENT), encodeToken('a.b.c')],
  ...[encodeClientBeat({ clientTimeMs: 1, boot: 2 }), syncStep1Frame(SERVER.doc)],
  ...[syncStep2Frame(Y.encodeStateAsUpdate(SERVER.doc)), updateFrame(Uint8Array.of(1, 2, 3))],
]
/** Changed, cut or continued, and in the middle of other bytes, as Node's pool of buffers has them. */
export function hostileFrame(random: Random): Uint8Array {
  const bytes = [...oneOf(random, FRAMES)]
  for (let changes = random.int(4); changes > 0; changes--) {
    const at = random.int(bytes.length + 1)
    bytes.splice(
      at,
      random.int(3),
      ...oneOf(random, [[], [255], [128], [255, 255, 255, 255, 255, 255, 255, 15], [0, 0]]),
    )
  }
  const pool = new Uint8Array(bytes.length + 128).fill(0x5a)
  pool.set(bytes, 64)
  return pool.subarray(64, 64 + bytes.length)
}
