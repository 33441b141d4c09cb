import { CenterId, SERVER_DEVICE, ServiceDay } from '@/lib/domain/ids'
import type { Random } from '@/lib/replica/ports'
import { kiosk } from './day'
import {
  blockOf,
  type Element,
  ME,
  MY_CLIENTS,
  REVOKED,
  SESSIONS,
  type Session,
  sealOf,
  sessionsOf,
  updateOf,
} from './hostile-world'
import { type RawBlock, type RawDelete, type RawStruct, rawUpdate } from './raw-update'
import { seededRandom } from './seeded-random'

type Id = readonly [client: number, clock: number]
type Any = Extract<RawStruct, { kind: 'values' }>['values'][number]

/** A way to attack, by its name. */
export const ATTACKS = { mutated, raw, seals, stolen, honest, almost } as const
export type Attack = keyof typeof ATTACKS
const WEIGHTED: readonly Attack[] = [
  'mutated',
  'mutated',
  'raw',
  'raw',
  'raw',
  'seals',
  'seals',
  'seals',
  'stolen',
  'honest',
  'almost',
]

export function hostileUpdate(random: Random): { readonly attack: Attack; readonly update: Uint8Array } {
  const attack = oneOf(random, WEIGHTED)
  return { attack, update: ATTACKS[attack](random) }
}

/** Of those that the server has no memory of yet, whoever writes first is the owner: see `stolen ids` in tests/fuzz. */
const HELD = SESSIONS.filter(({ held }) => held > 0)
const CLIENTS = [...HELD.map(({ client }) => client), 60, 61, 2 ** 53 - 1] as const
const ROOTS = [
  ...new Set(SESSIONS.map(({ device }) => `e:${device}`)),
  'e:displ1',
  'e:',
  'staff',
  '',
  'e:Kiosk1',
] as const
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 53),
  1e300,
  0.1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
] as const
const VALUES: readonly Any[] = [
  ...[null, true, undefined, 'A101', 12, [[1]], [{ a: 1 }], [new Uint8Array(2)], ['x'.repeat(65)], Array(33).fill(0)],
  ...[[], [undefined], [true], [2n], [20], ['\ud800'], [6, 1, 1, 0, 0, null, 10, 0, 3, null, 'r', 's']],
]

/** Honest bytes, changed: bits turned, cut, repeated, glued together, numbers made huge. */
function mutated(random: Random): Uint8Array {
  let bytes = [...oneOf(random, HONEST)]
  for (let changes = 1 + random.int(4); changes > 0; changes--) {
    const at = random.int(bytes.length + 1)
    const to = at + random.int(12)
    const kind = random.int(6)
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8))
    else if (kind === 1) bytes[at] = random.int(256)
    else if (kind === 2) bytes = bytes.slice(0, at)
    else if (kind === 3) bytes.splice(to, 0, ...bytes.slice(at, to))
    else if (kind === 4) bytes = [...bytes.slice(0, at), ...oneOf(random, HONEST).slice(random.int(40))]
    else bytes.splice(at, 1, ...oneOf(random, [[255, 255, 255, 255, 255, 255, 255, 15], [128, 0], [255, 255, 3], []]))
  }
  return Uint8Array.from(bytes, byte => byte ?? 0)
}

/** Structs of every kind that Yjs knows, anywhere: foreign clients, holes, deletes, nested types, circles, a client twice. */
function raw(random: Random): Uint8Array {
  const blocks = times(random, 4, (): RawBlock => {
    const client = oneOf(random, CLIENTS)
    const held = SESSIONS.find(session => session.client === client)?.held ?? 0
    const clock = oneOf(random, [0, held, held, held, held + 1, Math.max(0, held - 1), 2 ** 40])
    return { client, clock, structs: times(random, 3, index => structOf(random, client, clock + index)) }
  })
  const deletes = times(random, 2, (): RawDelete => {
    const [client, clock] = idOf(random)
    return { client, clock, length: oneOf(random, [1, 3, 2 ** 50]) }
  })
  return rawUpdate(blocks, random.int(8) === 0 ? deletes : [])
}

function structOf(random: Random, client: number, clock: number): RawStruct {
  const length = oneOf(random, [0, 1, 2, 2 ** 50])
  const kind = random.int(16)
  if (kind === 0) return { kind: 'gc', length }
  if (kind === 1) return { kind: 'skip', length }
  const place = placeOf(random, client, clock)
  if (kind === 2) return { kind: 'array', ...place }
  if (kind === 3) return { kind: 'text', text: 'x', ...place }
  if (kind === 4) return { kind: 'deleted', length, ...place }
  const values = times(random, 3, (): Any => (random.int(4) === 0 ? oneOf(random, VALUES) : tupleOf(random)))
  return { kind: 'values', values, ...place }
}

function placeOf(random: Random, client: number, clock: number) {
  const kind = random.int(10)
  if (kind === 0) return { rightOrigin: idOf(random) }
  if (kind === 1) return { origin: idOf(random), rightOrigin: idOf(random) }
  if (kind === 2) return { parent: idOf(random) }
  if (kind === 3) return { parent: oneOf(random, ROOTS), parentSub: 'key' }
  if (kind === 4) return { origin: idOf(random) }
  if (kind < 7 && clock > 0) return { origin: [client, clock - 1] as const }
  return { parent: random.int(3) === 0 ? oneOf(random, ROOTS) : `e:${ME}` }
}

/** Others' logs with something wrong about their seals. */
function seals(random: Random): Uint8Array {
  const device = oneOf(random, [kiosk(1), kiosk(2), SERVER_DEVICE, REVOKED])
  const sessions = sessionsOf(device)
  const blocks = sessions.map(session => forgedBlock(random, { ...session, elements: forged(random, session) }))
  return updateOf(random.int(3) === 0 ? [...blocks, myNext(random)] : blocks)
}

/** One the same, so that its signatures are made once. */
const SMUGGLED: Element = [20, 9, 77, 0, 0, null, 'A199', null, 1, 4, 'fr', null]

function forged(random: Random, session: Session): readonly Element[] {
  const { device, client } = session
  const elements = session.elements.map(tuple => [...tuple])
  const at = random.int(elements.length)
  const other = random.int(elements.length)
  const swap = () => ([elements[at], elements[other]] = [elements[other] ?? [], elements[at] ?? []])
  const sealAt = (from: number, options: Parameters<typeof sealOf>[3], over = client) => {
    const tail = elements.slice(from)
    elements.push(sealOf(device, { client, from, standing: elements.length, over }, tail, options))
  }
  switch (random.int(14)) {
    case 0:
      elements[at] = tupleOf(random)
      break
    case 1:
      elements.splice(at, 1)
      break
    case 2:
      elements.splice(at, 0, tupleOf(random))
      break
    case 3:
      swap()
      break
    case 4: // replayed: the seals of another session of this or another device
      elements.push(
        ...oneOf(random, SESSIONS)
          .elements.slice(-2)
          .map(tuple => [...tuple]),
      )
      break
    case 5: // with the forger's own key
      elements.push([...SMUGGLED])
      sealAt(session.sealed, { signer: ME })
      break
    case 6: // with the right key, for another center, day, device or client
      elements.push([...SMUGGLED])
      sealAt(
        session.sealed,
        oneOf(random, [{ center: CenterId.parse(2) }, { day: ServiceDay.parse('2026-03-03') }, { device: ME }]),
      )
      break
    case 7:
      sealAt(session.sealed, {}, client + 1)
      break
    case 8: // over nothing, over itself, over what is not there
      elements.push(...times(random, 4, index => falseSeal(random, session, elements.length + index)))
      break
    case 9: // thousands of them: one verification
      if (random.int(40) === 0)
        for (let count = 0; count < 1_500; count++) elements.push(falseSeal(random, session, elements.length))
      break
    case 10: {
      const tuple = elements[at]
      if (tuple) tuple[random.int(tuple.length)] = oneOf(random, NUMBERS)
      break
    }
    case 11: // a ruling of the server's that it never made
      elements.push([5, 9, 90, 0, 0, null, kiosk(1), null])
      sealAt(session.sealed, { signer: ME })
      break
    case 12: // a seal of the author's that stands where he never put it
      elements.splice(at, 0, elements.find(tuple => tuple[0] === 6)?.slice() ?? [])
      break
    default: // not changed: only its places may be
  }
  return elements
}

function falseSeal(random: Random, { client, sealed, elements }: Session, standing: number): Element {
  const from = oneOf(random, [0, sealed, standing, elements.length, 2 ** 40])
  const to = oneOf(random, [0, from, from + 1, standing, standing + 1, elements.length, 2 ** 40])
  const over = oneOf(random, [client, client, client, client + 1, 77])
  return [6, 9, standing, 0, 0, null, over, from, to, null, 'A'.repeat(43), 'B'.repeat(43)]
}

/** In one piece or many, from any clock, with true or forged origins. */
function forgedBlock(random: Random, session: Session): RawBlock {
  const from = oneOf(random, [0, 0, session.held, random.int(session.elements.length)])
  const whole = blockOf(session, from)
  const kind = random.int(6)
  if (kind > 1) return whole
  const structs = session.elements.slice(from).map((tuple, index): RawStruct => {
    const clock = from + index
    const first = clock === 0 ? { parent: `e:${session.device}` } : { origin: [session.client, clock - 1] as const }
    return { kind: 'values', values: [tuple], ...(kind === 0 ? strayPlace(random, session, clock) : first) }
  })
  return { client: session.client, clock: from, structs }
}

function strayPlace(random: Random, { device, client }: Session, clock: number) {
  const place = placeOf(random, client, clock)
  return 'parent' in place && place.parent === `e:${ME}` ? { parent: `e:${device}` } : place
}

/** Writing where another will write next, so that what he writes would be taken for known (H4), and as him in other ways. */
function stolen(random: Random): Uint8Array {
  const victim = oneOf(
    random,
    HELD.filter(({ device }) => device !== ME),
  )
  const clock = oneOf(random, [0, victim.held, victim.held + 1, victim.elements.length])
  const follows: Id = [victim.client, Math.max(0, clock - 1)]
  const where = oneOf(random, [
    { parent: `e:${ME}` },
    { parent: `e:${victim.device}` },
    { origin: follows },
    { origin: [MY_CLIENTS[1], 0] as const },
  ])
  const client = oneOf(random, [victim.client, victim.client, 60])
  const block: RawBlock = {
    client,
    clock: client === 60 ? 0 : clock,
    structs: [{ kind: 'values', values: [tupleOf(random)], ...where }],
  }
  return updateOf(random.int(2) === 0 ? [block] : [block, ...(client === MY_CLIENTS[1] ? [] : [myNext(random)])])
}

/** What an honest program could send: own events, and others' as they are, as far as this device holds them. */
function honest(random: Random): Uint8Array {
  const carried = SESSIONS.filter(({ device }) => device !== ME && random.int(2) === 0)
  return updateOf([...carried.map(session => blockOf(session, random.int(session.held + 1))), myNext(random)])
}

/** An append to the own log with one thing wrong about its place. */
function almost(random: Random): Uint8Array {
  const place = oneOf(random, [
    { origin: idOf(random) },
    { origin: [MY_CLIENTS[1], 0] as const, rightOrigin: idOf(random) },
    { rightOrigin: idOf(random) },
    { parent: idOf(random) },
  ])
  const client = oneOf(random, [60, MY_CLIENTS[1]])
  const values = times(random, 3, () => tupleOf(random))
  return updateOf([{ client, clock: client === 60 ? 0 : 1, structs: [{ kind: 'values', values, ...place }] }])
}

function myNext(random: Random): RawBlock {
  const values = times(random, 3, () => tupleOf(random))
  return { client: MY_CLIENTS[1], clock: 1, structs: [{ kind: 'values', values, origin: [MY_CLIENTS[1], 0] }] }
}

function tupleOf(random: Random): Element {
  const told = oneOf(random, SESSIONS).elements
  const tuple = [...oneOf(random, told)]
  if (random.int(4) === 0) tuple[random.int(tuple.length)] = oneOf(random, NUMBERS)
  return tuple
}

function idOf(random: Random): Id {
  return [oneOf(random, CLIENTS), oneOf(random, [0, 1, 2, 3, 6, 2 ** 40])]
}

function times<Value>(random: Random, max: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: 1 + random.int(max) }, (_, index) => make(index))
}

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.min(values.length - 1, random.int(values.length))]
  // reason: every list here has something in it, and `undefined` may be a value of one
  return value as Value
}

const HONEST = Array.from({ length: 200 }, (_, seed) => honest(seededRandom(seed)))
