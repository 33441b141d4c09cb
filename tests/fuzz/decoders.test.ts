import type { Decoder } from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { CenterId } from '@/lib/domain/ids'
import { decodeEvent, encodeEvent } from '@/lib/protocol/event-codec'
import { IntakeRequest } from '@/lib/protocol/intake'
import { CatalogueQuery, EnrollRequest, NonceRequest, SyncTicketRequest } from '@/lib/protocol/rest'
import {
  decoderOf,
  readAbsent,
  readAck,
  readClientBeat,
  readHello,
  readReports,
  readServerBeat,
  readStatus,
  readToken,
} from '@/lib/protocol/sync-messages'
import { chooseVersion, SYNC_SUBPROTOCOL } from '@/lib/protocol/version'
import { entryRow } from '@/lib/server/queue-rows'
import { signToken, verifyToken } from '@/lib/server/sync-token'
import { admit } from '@/sync-server/admission'
import { readSyncFrame } from '@/sync-server/sync-frames'
import { DAY, day, kiosk, MORNING } from '@/tests/support/day'
import { hostileFrame } from '@/tests/support/hostile-frames'
import { oneOf } from '@/tests/support/hostile-updates'
import { honestServer } from '@/tests/support/hostile-world'
import { seededRandom } from '@/tests/support/seeded-random'

const SEED = Number(process.env.FUZZ_SEED ?? 20260302)
const SERVER = honestServer()
const readBeat = (decoder: Decoder) => ({ ...readServerBeat(decoder), absent: readAbsent(decoder) })
const READERS = [
  ...[readAck, readHello, readBeat, readClientBeat, readToken],
  ...[readStatus, readReports, readSyncFrame],
] as const

test('[CODEC-9] every reader of frames reads what is there, or throws: never more, and never for long', () => {
  let read = 0
  for (let round = 0; round < 20_000; round++) {
    const random = seededRandom(SEED + round)
    const frame = hostileFrame(random)
    for (const reader of READERS) {
      try {
        const { decoder } = decoderOf(frame)
        const told = reader(decoder)
        read++
        if (decoder.pos > frame.length) throw new Error(`FUZZ_SEED=${SEED + round}: read behind the end`)
        const size = told instanceof Object && 'clocks' in told ? told.clocks.size : 0
        if (size > frame.length || JSON.stringify(told).includes('ZZZZ')) throw new Error(`FUZZ_SEED=${SEED + round}`)
      } catch (fault) {
        if (String(fault).includes('FUZZ_SEED')) throw fault
      }
    }
  }
  expect(read).toBeGreaterThan(20_000)
}, 60_000)

test('[CODEC-9] a state vector of any bytes is answered with no more than all there is, or throws', () => {
  const all = Y.encodeStateAsUpdate(SERVER.doc).length
  const honest = Y.encodeStateVector(SERVER.doc)
  let answered = 0
  for (let round = 0; round < 5_000; round++) {
    const random = seededRandom(SEED + round)
    const bytes = Uint8Array.from(honest, byte => (random.int(6) === 0 ? random.int(256) : byte)).slice(
      0,
      random.int(60),
    )
    try {
      const update = Y.encodeStateAsUpdate(SERVER.doc, bytes)
      answered++
      if (update.length > all + 64) throw new Error(`FUZZ_SEED=${SEED + round}`)
    } catch (fault) {
      if (String(fault).includes('FUZZ_SEED')) throw fault
    }
  }
  expect(answered).toBeGreaterThan(200)
  expect(SERVER.doc.store.pendingStructs).toBeNull()
}, 60_000)

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  8.64e15,
  -8.64e15,
  1e300,
  0.5,
  Number.NaN,
  null,
  '',
  'A101',
  '\0',
]

test('[CODEC-4, CODEC-9] whatever stands in a tuple: an event of the union or unknown, and its ticket has a row in every case', () => {
  const events = day('opened 1( A101=ada A101* 1>A101 1! 1+ 1. A102 A102/ 1>A102 1- 1)').events
  let known = 0
  for (let round = 0; round < 3_000; round++) {
    const random = seededRandom(SEED + round)
    const fold = new QueueFold()
    const place = { device: kiosk(1), day: DAY }
    for (const event of events) {
      const tuple: unknown[] = [...encodeEvent(event, DAY)]
      if (random.int(3) === 0) tuple[random.int(tuple.length + 1)] = oneOf(random, NUMBERS)
      const decoded = decodeEvent(tuple, { ...place, device: event.device })
      if (decoded.kind === 'unknown') continue
      known++
      if (!QueueEvent.safeParse(decoded.event).success)
        throw new Error(`FUZZ_SEED=${SEED + round}: ${JSON.stringify(tuple)}`)
      fold.add([decoded.event])
    }
    for (const ticket of fold.tickets.values()) entryRow({ center: CenterId.parse(1), day: DAY }, 1, ticket)
  }
  expect(known).toBeGreaterThan(15_000)
}, 60_000)

const ODD: readonly unknown[] = [
  ...[
    null,
    undefined,
    0,
    -1,
    2 ** 53,
    Number.NaN,
    '',
    'x'.repeat(100_000),
    [],
    [[]],
    {},
    { __proto__: null },
    true,
    'null',
  ],
  ...['kiosk1', '../../etc', 'A101', '34679ACD', '\u0000', { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
]
const BODIES = { IntakeRequest, EnrollRequest, NonceRequest, SyncTicketRequest, CatalogueQuery } as const

test('[CODEC-9] a body of anything at all is taken or not, and with a field too many it is not', () => {
  const fields = [
    'code',
    'public_key',
    'device_id',
    'nonce',
    'signature',
    'boot',
    'since',
    'limit',
    '__proto__',
    'constructor',
  ]
  for (let round = 0; round < 4_000; round++) {
    const random = seededRandom(SEED + round)
    const entries = fields.filter(() => random.int(2) === 0).map(field => [field, oneOf(random, ODD)])
    const body: unknown =
      random.int(10) === 0 ? oneOf(random, ODD) : JSON.parse(JSON.stringify(Object.fromEntries(entries)))
    for (const schema of Object.values(BODIES)) schema.safeParse(body)
  }
  const good = { device_id: 'kiosk1' }
  expect(NonceRequest.safeParse(good).success).toBe(true)
  expect(NonceRequest.safeParse({ ...good, admin: true }).success).toBe(false)
  expect(NonceRequest.safeParse(JSON.parse('{"device_id":"kiosk1","__proto__":{"a":1}}')).success).toBe(false)
}, 60_000)

const KEY = new Uint8Array(32).fill(7)
const CLAIMS = { device: kiosk(1), center: CenterId.parse(1), surface: 'kiosk' } as const

test('[CODEC-9, SYNC-4] a token that was changed anywhere is none, and whoever knocks with anything is only refused', async () => {
  const token = await signToken(KEY, CLAIMS, MORNING)
  const verify = (text: string) => verifyToken(KEY, text, MORNING)
  const revocations = { isKnown: true, has: () => false }
  const ports = { clock: { now: () => MORNING }, allowedOrigins: ['https://guichet.cm'], verify, revocations }
  const headers = (text: string) => ({
    origin: 'https://guichet.cm',
    'sec-websocket-protocol': `${SYNC_SUBPROTOCOL}, auth.${text}`,
  })
  const url = `/sync/1/${DAY}`
  const request = (one: { url: string; headers: Record<string, string> }) => one as Parameters<typeof admit>[0] // reason: all that it reads
  expect((await admit(request({ url, headers: headers(token) }), ports)).kind).toBe('admitted')
  const [head, body, mac] = token.split('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const texts = [
    `${none}.${body}.`,
    `${none}.${body}.${mac}`,
    `${head}.${body}.`,
    `${head}..${mac}`,
    '',
    '..',
    'x'.repeat(100_000),
  ]
  for (let round = 0; round < 1_000; round++) {
    const random = seededRandom(SEED + round)
    const at = random.int(token.length - 2)
    const other = oneOf(
      random,
      [...'AZaz09_-.,; "\\\0é'].filter(letter => letter !== token[at]),
    )
    const text = texts[round] ?? token.slice(0, at) + other + token.slice(at + 1)
    const answer = await admit(request({ url, headers: headers(text) }), ports)
    expect([text, answer.kind]).toEqual([text, 'refused'])
  }
  const urls = [
    '',
    '/',
    '//',
    `/sync/2/${DAY}`,
    `/sync/1e0/${DAY}`,
    '/sync/%31/x',
    `/sync/1/${DAY}/..`,
    '\0',
    '/sync/1/2026-02-30',
    '/sync/1/9999-99-99',
  ]
  for (const odd of urls)
    expect([odd, (await admit(request({ url: odd, headers: headers(token) }), ports)).kind]).toEqual([odd, 'refused'])
  for (const odd of [
    [],
    [''],
    ['guichet-sync.v'],
    ['guichet-sync.v99999'],
    ['guichet-sync.v-1'],
    ['guichet-sync.v1.0'],
  ])
    expect(chooseVersion(odd)).toEqual({ kind: 'none' })
}, 60_000)
