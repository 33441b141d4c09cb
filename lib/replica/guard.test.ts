import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DeviceId } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { DAY, day, kiosk, tablet } from '@/tests/support/day'
import { type Answer, GuardedServer } from '@/tests/support/guarded-server'
import { type RawBlock, type RawDelete, type RawStruct, rawUpdate } from '@/tests/support/raw-update'
import { GUARD_LIMITS } from './guard'

const ME = tablet(1)
const MINE = 'e:agent1'
/** Clients that the server knows: kiosk 1 wrote as 10, and tablet 1 as 20. */
const THEIRS = 10
const OWN = 20
const TUPLE = [10, 1, 1, 0, 0, 1, 1]

function values(...tuples: readonly (readonly (string | number | null)[])[]): {
  kind: 'values'
  values: (string | number | null)[][]
} {
  return { kind: 'values', values: tuples.map(tuple => [...tuple]) }
}

const next: RawStruct = { ...values(TUPLE), origin: [OWN, 1] }

/** A server that holds A101 and A102 of kiosk 1, and two events of tablet 1. */
function server(): GuardedServer {
  const guarded = new GuardedServer()
  const tuples = day('A101 A102').events.map(event => encodeEvent(event, DAY))
  guarded.receive(
    kiosk(1),
    rawUpdate([{ client: THEIRS, clock: 0, structs: [{ ...values(...tuples), parent: 'e:kiosk1' }] }]),
  )
  guarded.receive(ME, rawUpdate([{ client: OWN, clock: 0, structs: [{ ...values(TUPLE, TUPLE), parent: MINE }] }]))
  expect([...guarded.claims]).toEqual([
    [THEIRS, 'kiosk1'],
    [OWN, 'agent1'],
  ])
  return guarded
}

function short(answer: Answer): string {
  return typeof answer === 'string' ? answer : answer.update ? 'applied' : 'nothing new'
}

/** What the server says to an update by tablet 1; whatever it says, nothing of anybody else has changed. */
function say(blocks: readonly RawBlock[], deletes: readonly RawDelete[] = []): string {
  const guarded = server()
  const before = guarded.stateBut(ME)
  const answer = guarded.receive(ME, rawUpdate(blocks, deletes))
  expect(guarded.stateBut(ME)).toEqual(before)
  expect(guarded.doc.store.pendingStructs).toBeNull()
  return short(answer)
}

function block(client: number, clock: number, ...structs: RawStruct[]): RawBlock {
  return { client, clock, structs }
}

test.each<[string, RawBlock[], string]>([
  ['an append', [block(OWN, 2, next)], 'applied'],
  ['the same again', [block(OWN, 0, { ...values(TUPLE, TUPLE), parent: MINE })], 'nothing new'],
  ['the same, and more', [block(OWN, 1, { ...values(TUPLE, TUPLE), origin: [OWN, 0] })], 'applied'],
  ['a new session behind the old one', [block(30, 0, { ...values(TUPLE), origin: [OWN, 1] })], 'applied'],
  ['a new session that lost all', [block(30, 0, { ...values(TUPLE), parent: MINE })], 'applied'],
  [
    'two new sessions, the later one first',
    [block(50, 0, { ...values(TUPLE), origin: [40, 0] }), block(40, 0, { ...values(TUPLE), origin: [OWN, 1] })],
    'applied',
  ],
  [
    'two new sessions that saw each other grow',
    [
      block(50, 0, { ...values(TUPLE), parent: MINE }, { ...values(TUPLE), origin: [40, 0] }),
      block(40, 0, { ...values(TUPLE), origin: [50, 0] }),
    ],
    'applied',
  ],
  [
    'one client twice, of which Yjs would forget the first part',
    [block(OWN, 2, next), block(OWN, 3, { ...values(TUPLE), origin: [OWN, 2] })],
    'applied',
  ],
  ['nothing', [], 'nothing new'],
])('[GUARD-1] an honest device appends to its own log: %s: %s', (_what, blocks, expected) => {
  expect(say(blocks)).toBe(expected)
})

test.each<[string, RawBlock[], string]>([
  [
    'with new events of a stranger',
    [block(OWN, 2, next), block(60, 0, { ...values(TUPLE), parent: 'e:agent9' })],
    'applied',
  ],
  ['with nothing of its own', [block(60, 0, { ...values(TUPLE), parent: 'e:agent9' })], 'nothing new'],
  ['with more of kiosk 1', [block(THEIRS, 2, { ...values(TUPLE), origin: [THEIRS, 1] })], 'nothing new'],
  [
    'with a second session of kiosk 1',
    [block(70, 0, { ...values(TUPLE), origin: [THEIRS, 1] }), block(OWN, 2, next)],
    'applied',
  ],
])('[GUARD-2] what belongs to other logs is left out, and no violation: %s: %s', (_what, blocks, expected) => {
  expect(say(blocks)).toBe(expected)
})

test.each<[string, RawBlock[], string]>([
  ['later than what we hold', [block(OWN, 3, { ...values(TUPLE), origin: [OWN, 2] })], 'gap'],
  ['behind a session we have not seen', [block(30, 0, { ...values(TUPLE), origin: [29, 0] })], 'gap'],
  ['a later part of a session we have not seen', [block(30, 4, { ...values(TUPLE), origin: [30, 3] })], 'gap'],
  ['behind more of our session than we hold', [block(30, 0, { ...values(TUPLE), origin: [OWN, 7] })], 'gap'],
])('[GUARD-3] what starts after what we hold is asked for again: %s: %s', (_what, blocks, expected) => {
  expect(say(blocks)).toBe(expected)
})

const front: RawStruct = { ...values(TUPLE), rightOrigin: [OWN, 0] }
const many = Array.from({ length: 33 }, () => 0)

test.each<[string, RawBlock[], string]>([
  ['behind an event of kiosk 1', [block(OWN, 2, { ...values(TUPLE), origin: [THEIRS, 1] })], 'follows a foreign log'],
  ['into the log of kiosk 1', [block(OWN, 2, { ...values(TUPLE), parent: 'e:kiosk1' })], 'a foreign log'],
  ['into another root', [block(30, 0, { ...values(TUPLE), parent: 'staff' })], 'not a log'],
  ['into a log of no device', [block(30, 0, { ...values(TUPLE), parent: 'e:../../x' })], 'not a log'],
  ['at the front of its log', [block(OWN, 2, front)], 'not an append'],
  ['in the middle', [block(OWN, 2, { ...values(TUPLE), origin: [OWN, 0], rightOrigin: [OWN, 1] })], 'not an append'],
  ['under a key', [block(OWN, 2, { ...values(TUPLE), parent: MINE, parentSub: 'x' })], 'not an append'],
  ['a list in the list', [block(OWN, 2, { kind: 'array', origin: [OWN, 1] })], 'not a plain value'],
  ['a text', [block(OWN, 2, { kind: 'text', text: 'hello', origin: [OWN, 1] })], 'not a plain value'],
  ['what is deleted already', [block(OWN, 2, { kind: 'deleted', length: 1, origin: [OWN, 1] })], 'not a plain value'],
  ['an item of no length', [block(OWN, 2, { ...values(), origin: [OWN, 1] })], 'nothing in it'],
  ['a GC of its own', [block(OWN, 2, { kind: 'gc', length: 1 })], 'not an item'],
  ['a giant GC', [block(OWN, 2, { kind: 'gc', length: 2 ** 50 })], 'not an item'],
  ['a hole', [block(OWN, 2, next, { kind: 'skip', length: 1 }, { ...values(TUPLE), origin: [OWN, 2] })], 'not an item'],
  ['inside an item', [block(30, 0, { ...values(TUPLE), parent: [OWN, 0] })], 'not a log'],
  [
    'something that is no tuple',
    [block(OWN, 2, { kind: 'values', values: ['A101'], origin: [OWN, 1] })],
    'not a tuple',
  ],
  ['a tuple in a tuple', [block(OWN, 2, { kind: 'values', values: [[[1]]], origin: [OWN, 1] })], 'not a tuple'],
  ['an object', [block(OWN, 2, { kind: 'values', values: [[{ a: 1 }]], origin: [OWN, 1] })], 'not a tuple'],
  ['bytes', [block(OWN, 2, { kind: 'values', values: [[new Uint8Array(3)]], origin: [OWN, 1] })], 'not a tuple'],
  ['a long tuple', [block(OWN, 2, { ...values(many), origin: [OWN, 1] })], 'not a tuple'],
  ['a long text', [block(OWN, 2, { ...values(['x'.repeat(65)]), origin: [OWN, 1] })], 'not a tuple'],
  ['behind itself', [block(OWN, 2, { ...values(TUPLE), origin: [OWN, 2] })], 'follows itself'],
  [
    'two sessions behind each other',
    [block(OWN, 2, { ...values(TUPLE), origin: [30, 0] }), block(30, 0, { ...values(TUPLE), origin: [OWN, 2] })],
    'follows itself',
  ],
  [
    'two new sessions behind each other',
    [block(40, 0, { ...values(TUPLE), origin: [30, 0] }), block(30, 0, { ...values(TUPLE), origin: [40, 0] })],
    'not a log',
  ],
])('[GUARD-4] nothing but appends to its own log: %s: %s', (_what, blocks, reason) => {
  expect(say(blocks)).toBe(`violation: ${reason}`)
})

test('[GUARD-4] deletes are refused, its own too', () => {
  expect(say([], [{ client: OWN, clock: 0, length: 1 }])).toBe('violation: deletes')
  expect(say([], [{ client: THEIRS, clock: 0, length: 1 }])).toBe('violation: deletes')
})

test('[GUARD-4] a device cannot write as a client of another', () => {
  const guarded = server()
  expect(short(guarded.receive(ME, rawUpdate([block(THEIRS, 2, { ...values(TUPLE), parent: MINE })])))).toBe(
    'violation: a client of another',
  )
  expect(guarded.doc.getArray('e:kiosk1').length).toBe(2)
})

test('[GUARD-4] a surface that writes nothing is refused with a log of its own, not with those of others', () => {
  const guarded = server()
  const own = rawUpdate([block(30, 0, { ...values(TUPLE), parent: 'e:displ1' })])
  const display = DeviceId.parse('displ1')
  expect(guarded.receive(display, own, false)).toBe('violation: this surface writes nothing')
  expect(short(guarded.receive(display, Y.encodeStateAsUpdate(guarded.doc), false))).toBe('nothing new')
})

test.each([
  ['no bytes', []],
  ['a number that never ends', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
  ['a million clients', [192, 132, 61]],
  ['a cut update', [1, 1, 20, 2, 136, 20, 1, 1]],
])('[GUARD-5] malformed bytes are a violation and throw nothing: %s', (_what, bytes) => {
  expect(server().receive(ME, new Uint8Array(bytes))).toBe('violation: malformed')
})

test.each<[string, Partial<typeof GUARD_LIMITS>, string]>([
  ['bytes', { bytesMax: 10 }, 'violation: too many bytes'],
  ['structs', { structsMax: 1 }, 'violation: too many structs'],
  ['sessions', { clientsPerDeviceMax: 1 }, 'violation: too many sessions'],
  ['events', { elementsPerDeviceMax: 1 }, 'violation: too many events'],
  ['branches', { branchesPerDeviceMax: 1 }, 'violation: too many branches'],
])('[GUARD-6] too many %s', (_what, limit, expected) => {
  const guarded = new GuardedServer(DAY, { ...GUARD_LIMITS, ...limit })
  const two = [block(50, 0, { ...values(TUPLE), origin: [40, 0] }), block(40, 0, { ...values(TUPLE), parent: MINE })]
  expect(guarded.receive(ME, rawUpdate(two))).toBe(expected)
})

test('[GUARD-7] what is applied is what was checked: bytes behind an update go no further', () => {
  const guarded = server()
  const honest = rawUpdate([block(OWN, 2, next)])
  const answer = guarded.receive(ME, new Uint8Array([...honest, 1, 2, 3]))
  expect(typeof answer === 'string' ? null : answer.update).toEqual(honest)
})

test('[GUARD-8] an accepted update tells its events and how far its author is', () => {
  const guarded = server()
  const [event] = day('1(').events
  const tuple = event ? encodeEvent(event, DAY) : []
  const answer = guarded.receive(ME, rawUpdate([block(OWN, 1, { ...values(TUPLE, tuple), origin: [OWN, 0] })]))
  expect(answer).toMatchObject({ events: [event], claimed: new Map(), clocks: new Map([[OWN, 3]]) })
})

test('[GUARD-6] what Yjs would make of hostile bytes is not made: a hundred thousand documents in a document', () => {
  const documents = Array.from({ length: 100_000 }, () => [9, 1, 0, 1, 97, 118]).flat()
  const bytes = new Uint8Array([1, 160, 141, 6, 7, 0, ...documents, 0])
  expect(server().receive(ME, bytes)).toMatch(/^violation: (not a plain value|too many structs)$/)
})
