import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, kiosk, tablet } from '@/tests/support/day'
import { GuardedServer } from '@/tests/support/guarded-server'
import { type RawBlock, type RawDelete, type RawStruct, rawUpdate } from '@/tests/support/raw-update'
import { GUARD_LIMITS } from './guard'

const SEED = 20260302
const ME = tablet(1)
/** Clients that the server knows: kiosk 1 wrote as 10; tablet 1 as 20, and after a restart as 15. Others are new. */
const THEIRS = 10
const OLD = 20
const OWN = 15
const TUPLE = [10, 1, 1, 0, 0, 1, 1]

const HONEST = {
  theirs: rawUpdate([
    { client: THEIRS, clock: 0, structs: [{ kind: 'values', values: [TUPLE, TUPLE, TUPLE], parent: 'e:kiosk1' }] },
  ]),
  mine: rawUpdate([
    { client: OLD, clock: 0, structs: [{ kind: 'values', values: [TUPLE, TUPLE], parent: 'e:agent1' }] },
    { client: OWN, clock: 0, structs: [{ kind: 'values', values: [TUPLE], origin: [OLD, 1] }] },
  ]),
  next: rawUpdate([
    { client: OLD, clock: 2, structs: [{ kind: 'values', values: [TUPLE], origin: [OLD, 1] }] },
    { client: OWN, clock: 0, structs: [{ kind: 'values', values: [TUPLE, TUPLE], origin: [OLD, 1] }] },
    { client: 12, clock: 0, structs: [{ kind: 'values', values: [TUPLE], origin: [OWN, 1] }] },
    { client: 11, clock: 0, structs: [{ kind: 'values', values: [TUPLE], parent: 'e:kiosk1' }] },
  ]),
}

function honestServer(): GuardedServer {
  const server = new GuardedServer(DAY, { ...GUARD_LIMITS, bytesMax: 4_096, structsMax: 64, clientsPerDeviceMax: 5 })
  server.receive(kiosk(1), HONEST.theirs)
  server.receive(ME, HONEST.mine)
  return server
}
const SERVER = honestServer()

const client = fc.constantFrom(THEIRS, OLD, OWN, 11, 12, 30, Number.MAX_SAFE_INTEGER)
const clock = fc.oneof(fc.nat(4), fc.constant(2 ** 40))
const id = fc.tuple(client, clock)
const place = fc.oneof(
  id.map(origin => ({ origin })),
  id.map(rightOrigin => ({ rightOrigin })),
  fc.tuple(id, id).map(([origin, rightOrigin]) => ({ origin, rightOrigin })),
  fc.record({ parent: fc.constantFrom('e:agent1', 'e:kiosk1', 'e:server', 'e:', 'staff', '') }),
  fc.record({ parent: id }),
  fc.record({ parent: fc.constantFrom('e:agent1', 'e:kiosk1'), parentSub: fc.string({ minLength: 1, maxLength: 3 }) }),
)
const value = fc.oneof(
  { weight: 8, arbitrary: fc.constant(TUPLE) },
  fc.constantFrom(null, 'A101', [[1]], [{ a: 1 }], [new Uint8Array(2)], ['x'.repeat(65)], Array(40).fill(0), [
    Number.NaN,
  ]),
)
const length = fc.oneof(fc.nat(3), fc.constant(2 ** 50))
const struct: fc.Arbitrary<RawStruct> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(place, fc.array(value, { maxLength: 3 }))
      .map(([where, values]): RawStruct => ({ kind: 'values', values, ...where })),
  },
  place.map((where): RawStruct => ({ kind: 'array', ...where })),
  place.map((where): RawStruct => ({ kind: 'text', text: 'x', ...where })),
  fc.tuple(place, length).map(([where, size]): RawStruct => ({ kind: 'deleted', length: size, ...where })),
  length.map((size): RawStruct => ({ kind: 'gc', length: size })),
  length.map((size): RawStruct => ({ kind: 'skip', length: size })),
)
const block: fc.Arbitrary<RawBlock> = fc.record({
  client,
  clock,
  structs: fc.array(struct, { minLength: 1, maxLength: 3 }),
})
const deletes: fc.Arbitrary<readonly RawDelete[]> = fc.oneof(
  { weight: 9, arbitrary: fc.constant([]) },
  fc.array(fc.record({ client, clock: fc.nat(3), length }), { minLength: 1, maxLength: 2 }),
)

const forged = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 4 }), deletes)
  .map(([blocks, gone]) => rawUpdate(blocks, gone))

/** Appends to the right log, in an order that need not be possible: circles, holes, repeats, a client twice. */
const ownClient = fc.constantFrom(OLD, OWN, 12, 30)
const knotted = fc
  .array(
    fc.record({
      client: ownClient,
      skipped: fc.constantFrom(0, 0, 0, 1, -1),
      other: fc.option(fc.tuple(ownClient, fc.nat(3))),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map(appends =>
    rawUpdate(
      appends.map(({ client: own, skipped, other }): RawBlock => {
        const held = own === OLD ? 2 : own === OWN ? 1 : 0
        const from = Math.max(0, held + skipped)
        const where = other
          ? { origin: other }
          : from > 0
            ? { origin: [own, from - 1] as const }
            : { parent: 'e:agent1' }
        return { client: own, clock: from, structs: [{ kind: 'values', values: [TUPLE, TUPLE], ...where }] }
      }),
    ),
  )

/** Honest bytes, some of them changed, cut off or followed by others. */
const mutated = fc
  .tuple(
    fc.constantFrom(HONEST.next, HONEST.mine, HONEST.theirs),
    fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    fc.option(fc.nat(120)),
    fc.uint8Array({ maxLength: 6 }),
  )
  .map(([honest, changes, cut, behind]) => {
    const bytes = new Uint8Array([...honest.slice(0, cut ?? honest.length), ...behind])
    for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
    return bytes
  })

const giant = fc.constantFrom(
  new Uint8Array(4_097),
  rawUpdate([{ client: OWN, clock: 1, structs: Array(65).fill({ kind: 'gc', length: 1 }) }]),
  rawUpdate(
    [30, 31, 32, 33].map(fresh => ({
      ...{ client: fresh, clock: 0 },
      structs: [{ kind: 'values', values: [TUPLE], parent: 'e:agent1' }],
    })),
  ),
)

test('[GUARD-4] no update by anybody changes what is not his, and none throws', () => {
  const answers = { applied: 0, nothingNew: 0, gap: 0, violation: 0 }
  const reasons = new Set<string>()
  const hostile = fc.oneof(
    { weight: 5, arbitrary: forged },
    { weight: 5, arbitrary: knotted },
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: giant },
  )
  fc.assert(
    fc.property(hostile, update => {
      const server = SERVER.backup()
      const before = server.stateBut(ME)
      const held = server.doc.getArray('e:agent1').toJSON()
      const answer = server.receive(ME, update)

      expect(server.stateBut(ME)).toEqual(before)
      expect(server.doc.getArray('e:agent1').toJSON()).toEqual(expect.arrayContaining(held))
      expect([...server.claims].filter(([, owner]) => owner === ME).length).toBeLessThanOrEqual(5)
      if (typeof answer === 'string') {
        answers[answer === 'gap' ? 'gap' : 'violation']++
        reasons.add(answer)
        expect(server.doc.getArray('e:agent1').toJSON()).toEqual(held)
      } else if (answer.update) {
        answers.applied++
        for (const [owned, end] of answer.clocks) expect(server.claims.get(owned) && end > 0).toBe(true)
        expect(server.receive(ME, answer.update)).toMatchObject({ update: null })
      } else answers.nothingNew++
    }),
    { seed: SEED, numRuns: 4_000 },
  )
  for (const [answer, times] of Object.entries(answers)) expect([answer, times > 50]).toEqual([answer, true])
  expect(reasons.size).toBeGreaterThan(12)
}, 60_000)
