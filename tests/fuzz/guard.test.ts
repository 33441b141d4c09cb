import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { kiosk, tablet } from '@/tests/support/day'
import type { GuardedServer } from '@/tests/support/guarded-server'
import { hostileUpdate } from '@/tests/support/hostile-updates'
import {
  blockOf,
  type Element,
  harmTo,
  honestServer,
  ME,
  REVOKED,
  SESSIONS,
  sealOf,
  sessionsOf,
  updateOf,
} from '@/tests/support/hostile-world'
import { type RawStruct, rawUpdate } from '@/tests/support/raw-update'
import { seededRandom } from '@/tests/support/seeded-random'

/** Another seed plays other attacks; `FUZZ_ROUND` plays one round of a failure again. */
const SEED = Number(process.env.FUZZ_SEED ?? 20260302)
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 1_000)
const ONLY = process.env.FUZZ_ROUND === undefined ? null : Number(process.env.FUZZ_ROUND)
/** Hostile updates that one server gets before it is set up anew. */
const ATTACKS_PER_ROUND = 40

const DEVICES = new Set(SESSIONS.map(({ device }) => device)).size
const SERVER = honestServer()
const DISPLAY = tablet(9)

/** Everybody else goes on, and what is sealed gets through: the attacks have cost nobody anything. */
function expectHonestGoOn(server: GuardedServer): void {
  for (const device of [kiosk(1), kiosk(2)]) {
    const all = sessionsOf(device).map(session => blockOf(session, 0))
    const missing = sessionsOf(device).map(session => blockOf(session, Y.getState(server.doc.store, session.client)))
    const sends = missing.filter(({ structs: [first] }) => first?.kind === 'values' && first.values.length > 0)
    expect(server.receive(device, updateOf(sends))).toBeTypeOf('object')
    expect(server.receive(device, updateOf(all))).toMatchObject({ update: null })
    for (const { client, elements, sealed } of sessionsOf(device)) {
      expect([client, Y.getState(server.doc.store, client)]).toEqual([client, elements.length])
      expect([client, server.sealed.get(client)]).toEqual([client, sealed])
    }
  }
  const [first] = sessionsOf(REVOKED)
  if (first) expect(server.receive(DISPLAY, updateOf([blockOf(first, 0)]), false)).toBeTypeOf('object')
  expect(Y.getState(server.doc.store, 50)).toBe(2)
  expect(server.doc.store.pendingStructs).toBeNull()
}

test('[GUARD-9] forty thousand hostile updates: none throws, harms another, is costly, or gets an honest device refused', () => {
  const answers = new Map<string, number>()
  const count = (what: string) => answers.set(what, (answers.get(what) ?? 0) + 1)
  for (let round = 0; round < ROUNDS; round++) {
    if (ONLY !== null && round !== ONLY) continue
    const random = seededRandom(SEED + round)
    const server = SERVER.backup()
    server.revoked.set(REVOKED, SERVER.revoked.get(REVOKED) ?? null)
    for (let attacks = 0; attacks < ATTACKS_PER_ROUND; attacks++) {
      const { attack, update } = hostileUpdate(random)
      const by = random.int(3)
      const known = server.verifications
      const answer = by === 0 ? server.receive(DISPLAY, update, false) : server.receive(ME, update)
      count(attack)
      const verified = typeof answer === 'string' ? 0 : answer.seals.flatMap(seals => seals.verified).length
      const isCostly = server.verifications - known > verified + DEVICES
      const isLonger = typeof answer === 'object' && (answer.update?.length ?? 0) > update.length + 16 * DEVICES
      const fault = harmTo(server) ?? (isCostly ? 'too many signatures' : isLonger ? 'longer than what came' : null)
      if (fault) throw new Error(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round}, update ${attacks}: ${fault}`)
      if (typeof answer === 'string') count(answer)
      else {
        count(answer.update === null ? 'nothing new' : answer.writers.has(ME) ? 'own' : 'carried')
        if (answer.seals.some(({ broken }) => broken)) count('a false seal')
      }
    }
    expectHonestGoOn(server)
  }
  if (ONLY !== null) return
  const seen = Object.fromEntries([...answers].sort())
  for (const what of ['gap', 'own', 'carried', 'nothing new', 'a false seal'])
    expect([what, (answers.get(what) ?? 0) > 100, seen]).toEqual([what, true, seen])
  expect([...answers.keys()].filter(answer => answer.startsWith('violation')).length).toBeGreaterThan(12)
}, 600_000)

test('[GUARD-9] what costs far more to read than to send is refused before it is made, or read in proportion', () => {
  const long = (structs: readonly RawStruct[]) => rawUpdate([{ client: 60, clock: 0, structs }])
  const place = { parent: `e:${ME}` }
  const falseSeals = Array.from({ length: 2_500 }, (_, at) => [
    6,
    9,
    at,
    0,
    0,
    null,
    60,
    0,
    at,
    null,
    'A'.repeat(43),
    'B'.repeat(43),
  ])
  const branches = Array.from({ length: 1_500 }, (): RawStruct => ({ kind: 'values', values: [[1]], ...place }))
  const rows: [string, Uint8Array, string][] = [
    [
      'sub-documents',
      Uint8Array.of(1, 255, 255, 127, 60, 0, ...Array(6_000).fill([0x89, 1, 0, 0, 118, 0]).flat()),
      'violation',
    ],
    ['structs without content', long(Array(5_000).fill({ kind: 'gc', length: 1 })), 'violation'],
    [
      'a client that says it has 2^53 structs',
      Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255, 15, 60, 0),
      'violation',
    ],
    ['elements that all follow the same one', long(branches), 'violation'],
    ['false seals', long([{ kind: 'values', values: falseSeals, ...place }]), 'accepted'],
  ]
  for (const [what, update, expected] of rows) {
    const server = SERVER.backup()
    const answer = server.receive(ME, update)
    expect([what, typeof answer === 'string' ? answer.slice(0, 9) : 'accepted']).toEqual([what, expected])
    expect([what, server.verifications <= 1, harmTo(server)]).toEqual([what, true, null])
  }
})

test('[GUARD-9] its own valid seals over one another are looked at a few times, not each over all before', () => {
  const elements = Array.from({ length: 40 }, (_, seq): Element => [10, 9, seq, 0, 0, 1, 1])
  for (let standing = 40; standing < 400; standing++)
    elements.push(sealOf(ME, { client: 60, from: 0, standing }, elements.slice(0, standing)))
  const server = SERVER.backup()
  const values = elements.map(tuple => [...tuple])
  server.receive(ME, rawUpdate([{ client: 60, clock: 0, structs: [{ kind: 'values', values, parent: `e:${ME}` }] }]))
  expect(server.verifications).toBeLessThanOrEqual(9)
})
