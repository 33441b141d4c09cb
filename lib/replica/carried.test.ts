import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LogSealed } from '@/lib/domain/events'
import type { DeviceId, EventId } from '@/lib/domain/ids'
import { eventId, SERVER_DEVICE } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { sealText } from '@/lib/protocol/seal-text'
import { DAY, day, kiosk, tablet } from '@/tests/support/day'
import { GuardedServer } from '@/tests/support/guarded-server'
import { type RawStruct, rawUpdate } from '@/tests/support/raw-update'
import { CENTER, keyOf } from '@/tests/support/signing'

const CARRIER = tablet(1)
const AUTHOR = kiosk(1)
const CLIENT = 10
type Tuple = (string | number | null)[]

const tuples = (text: string): Tuple[] => day(text).events.map(event => [...encodeEvent(event, DAY)])
const THREE = tuples('A101 A102 A103')

/** A seal of `device` that stands at `to` of this client, over `elements` from `from`. */
function seal(device: DeviceId, client: number, from: number, elements: readonly Tuple[], signer = device): Tuple {
  const to = from + elements.length
  const id = eventId(device, 9, to + 1)
  const blank = { r: 'r'.repeat(43), s: 's'.repeat(43) }
  const event: LogSealed = {
    ...{ v: 1, id, h: [0, 0], device, actor: null, type: 'log.sealed.v1' },
    ...{ client, from, to, previous: null, ...blank },
  }
  const log = { center: CENTER, day: DAY, device }
  const signature = keyOf(signer).sign(sealText(log, encodeEvent(event, DAY), elements))
  return [...encodeEvent({ ...event, ...signature }, DAY)]
}

function log(device: DeviceId, values: readonly Tuple[], client = CLIENT): Uint8Array {
  const struct: RawStruct = { kind: 'values', values: values.map(value => [...value]), parent: `e:${device}` }
  return rawUpdate([{ client, clock: 0, structs: [struct] }])
}

/** How many elements of the author's log the server holds after somebody else has brought this. */
function heldAfter(update: Uint8Array, server = new GuardedServer(), carrier = CARRIER): number {
  const answer = server.receive(carrier, update, carrier !== DISPLAY)
  expect(answer).toBeTypeOf('object')
  expect(server.doc.store.pendingStructs).toBeNull()
  return Y.getState(server.doc.store, CLIENT)
}

const DISPLAY = tablet(9)
const SEALED = [...THREE, seal(AUTHOR, CLIENT, 0, THREE)]
/** The other value of s that fits the same text. */
function otherSpelling(tuple: Tuple): Tuple {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const s = BigInt(`0x${Buffer.from(String(tuple[11]), 'base64url').toString('hex')}`)
  const other = (order - s).toString(16).padStart(64, '0')
  return tuple.with(11, Buffer.from(other, 'hex').toString('base64url'))
}
const MORE = tuples('A101 A102 A103 A104').slice(3)

test.each<[string, readonly Tuple[], number]>([
  ['nothing that is not sealed', THREE, 0],
  ['what is sealed, with its seal', SEALED, 4],
  ['what is sealed, and not what follows', [...SEALED, ...MORE], 4],
  ['a second part', [...SEALED, ...MORE, seal(AUTHOR, CLIENT, 4, MORE)], 6],
  ['nothing under a seal with another key', [...THREE, seal(AUTHOR, CLIENT, 0, THREE, CARRIER)], 0],
  ['nothing where an element was altered', [THREE[0] ?? [], MORE[0] ?? [], ...SEALED.slice(2)], 0],
  ['nothing where one was taken out', [...SEALED.slice(0, 2), ...SEALED.slice(3)], 0],
  ['nothing where one was added in between', [...SEALED.slice(0, 2), ...MORE, ...SEALED.slice(2)], 0],
  ['nothing that was added before the seal', [...SEALED.slice(0, 3), ...MORE, ...SEALED.slice(3)], 3],
  ['nothing where the seal itself was altered', [...THREE, (SEALED[3] ?? []).with(3, 5)], 0],
  ['nothing where the seal was given another spelling', [...THREE, otherSpelling(SEALED[3] ?? [])], 0],
  ['nothing where two were swapped', [SEALED[1] ?? [], SEALED[0] ?? [], ...SEALED.slice(2)], 0],
  ['nothing behind a seal that is missing', [...SEALED.slice(0, 3), ...MORE, seal(AUTHOR, CLIENT, 4, MORE)], 0],
])('[SEAL-2] another device brings %s', (_what, elements, expected) => {
  expect(heldAfter(log(AUTHOR, elements))).toBe(expected)
})

test.each([
  [10, 20],
  [20, 10],
])(
  '[SEAL-2] two sessions of a device are carried together, whichever client id is greater: %i, %i',
  (first, second) => {
    const last: Tuple[] = [...MORE, seal(AUTHOR, second, 0, MORE)]
    const sealed = [...THREE, seal(AUTHOR, first, 0, THREE)]
    const blocks = [
      {
        client: first,
        clock: 0,
        structs: [{ kind: 'values', values: sealed, parent: `e:${AUTHOR}` } satisfies RawStruct],
      },
      { client: second, clock: 0, structs: [{ kind: 'values', values: last, origin: [first, 3] } satisfies RawStruct] },
    ]
    const server = new GuardedServer()
    server.receive(CARRIER, rawUpdate(blocks.sort((a, b) => b.client - a.client)))
    expect([first, second].map(client => Y.getState(server.doc.store, client))).toEqual([4, 2])
  },
)

/** Counts what a check costs. */
function verificationsOf(update: Uint8Array): number {
  const server = new GuardedServer()
  server.receive(AUTHOR, update)
  return server.verifications
}

const over = (from: number, to: number) =>
  seal(
    AUTHOR,
    CLIENT,
    from,
    Array.from({ length: to - from }, () => THREE[0] ?? []),
  )

test.each<[string, readonly Tuple[], number]>([
  ['overlap', Array.from({ length: 500 }, (_, index) => over(0, index + 1)), 1],
  ['are over nothing', Array.from({ length: 5_000 }, () => over(0, 0)), 0],
  ['do not fit', Array.from({ length: 5_000 }, (_, index) => over(index, index + 1)), 1],
])('[SEAL-5] thousands of seals that %s cost one look', (_what, elements, expected) => {
  expect(verificationsOf(log(AUTHOR, elements))).toBeLessThanOrEqual(expected)
})

test('[SEAL-2] a seal whose commit came late, beside the one that was made in its place, accuses nobody', () => {
  const late = seal(AUTHOR, CLIENT, 0, THREE)
  const four = [...THREE, ...MORE]
  const brought = [...four, seal(AUTHOR, CLIENT, 0, four), late]
  const again = [...brought, seal(AUTHOR, CLIENT, 5, [late])]
  const server = new GuardedServer()
  expect(heldAfter(log(AUTHOR, again), server)).toBe(7)
  expect(server.broken.size).toBe(0)
})

test('[SEAL-2] a display, which writes nothing, carries too', () => {
  expect(heldAfter(log(AUTHOR, SEALED), new GuardedServer(), DISPLAY)).toBe(4)
})

test('[SEAL-2] a sealed log is not accepted in another place: its author would lose what he writes there', () => {
  expect(heldAfter(log(AUTHOR, SEALED, CLIENT + 1))).toBe(0)
})

test('[SEAL-2] what is carried counts to its author, who goes on behind it', () => {
  const server = new GuardedServer()
  heldAfter(log(AUTHOR, SEALED), server)
  expect(server.claims.get(CLIENT)).toBe(AUTHOR)
  const next: RawStruct = { kind: 'values', values: MORE, origin: [CLIENT, 3] }
  expect(server.receive(AUTHOR, rawUpdate([{ client: CLIENT, clock: 4, structs: [next] }]))).toMatchObject({
    clocks: new Map([[CLIENT, 5]]),
  })
})

test('[SEAL-3] the server keeps how far each log is sealed, from its author’s own connection too', () => {
  const server = new GuardedServer()
  server.receive(AUTHOR, log(AUTHOR, SEALED))
  expect(server.sealed).toEqual(new Map([[CLIENT, 4]]))
})

test('[SEAL-3] a seal that does not fit is told, and costs its author nothing else', () => {
  const server = new GuardedServer()
  const answer = server.receive(AUTHOR, log(AUTHOR, [...THREE, seal(AUTHOR, CLIENT, 0, THREE, CARRIER)]))
  expect(answer).toMatchObject({ seals: [{ device: AUTHOR, broken: eventId(AUTHOR, 9, 4) }] })
  expect(Y.getState(server.doc.store, CLIENT)).toBe(4)
})

const lastOf = (text: string): EventId => {
  const last = day(text).events.at(-1)
  if (!last) throw new Error('no event')
  return last.id
}

test.each<[string, EventId | null, number]>([
  ['up to the event at which it was revoked', lastOf('A101 A102'), 2],
  ['nothing, if none of the day counts', null, 0],
])('[SEAL-4] of a revoked device others bring %s', (_what, last, expected) => {
  const server = new GuardedServer()
  server.revoked.set(AUTHOR, last)
  expect(heldAfter(log(AUTHOR, SEALED), server)).toBe(expected)
})

test('[SEAL-4] the ruling counts when it comes in the same update, in the server’s own sealed log', () => {
  const ruling = { type: 'device.revoked.v1', subject: AUTHOR, last: lastOf('A101') } as const
  const id = eventId(SERVER_DEVICE, 9, 1)
  const spoken = [...encodeEvent({ v: 1, id, h: [0, 0], device: SERVER_DEVICE, actor: null, ...ruling }, DAY)]
  const servers: RawStruct = {
    ...{ kind: 'values', values: [spoken, seal(SERVER_DEVICE, 5, 0, [spoken])], parent: 'e:server' },
  }
  const author: RawStruct = { kind: 'values', values: [...SEALED], parent: `e:${AUTHOR}` }
  const both = rawUpdate([
    { client: CLIENT, clock: 0, structs: [author] },
    { client: 5, clock: 0, structs: [servers] },
  ])
  expect(heldAfter(both)).toBe(1)
})
