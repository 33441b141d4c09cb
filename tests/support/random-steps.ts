import fc from 'fast-check'
import type { Step } from './center'

const who = fc.nat(9)
/** Few, so that two devices often mean the same one. */
const ticket = fc.nat(2)

function kind<Kind extends Step['kind']>(name: Kind): fc.Arbitrary<Kind> {
  return fc.constant(name)
}

/** What may happen at a center in which every device works alone for a while. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('check in'), who, person: fc.nat(4) }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('call'), who, ticket }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('move'), who, ticket, move: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('print'), who, ticket }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('station'), who, open: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('roster'), missing: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('correct'), who, offsetMs: fc.integer({ min: -600_000, max: 600_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('restart'), who, lostUpdates: fc.nat(5), cleanly: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('meet'), who, other: who }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('heal') }) },
)

/** How wrong the clocks of the five devices are. */
export const anyOffsets: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: -600_000, max: 600_000 }), {
  minLength: 5,
  maxLength: 5,
})

/** The life of a device that is often cut off from the server, and from power. */
export const aloneStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kind('check in'), who: fc.nat(1), person: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('call'), who, ticket }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind('restart'), who: fc.nat(2), lostUpdates: fc.nat(3), cleanly: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('meet'), who, other: who }) },
)
