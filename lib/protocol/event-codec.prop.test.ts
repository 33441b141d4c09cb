import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QueueEvent } from '@/lib/domain/events'
import { DeviceId } from '@/lib/domain/ids'
import { DAY } from '@/tests/support/day'
import { anyEvent, anyWireValue } from '@/tests/support/random-events'
import {
  decodeEvent,
  EVENT_HEAD_LENGTH,
  EVENT_LAYOUTS,
  encodeEvent,
  TUPLE_LENGTH_MAX,
  type WireTuple,
} from './event-codec'
import { TEXT_LENGTH_MAX } from './event-fields'

const SEED = 20260302
const ALL_TYPES = Object.keys(EVENT_LAYOUTS).sort()

test('[CODEC-1] an event of any type comes back from the wire as it was', () => {
  const types = new Set<string>()
  fc.assert(
    fc.property(anyEvent, event => {
      types.add(event.type)
      const tuple = encodeEvent(event, DAY)
      expect(decodeEvent(tuple, { device: event.device, day: DAY })).toEqual({ kind: 'event', event })
    }),
    { seed: SEED, numRuns: 2_000 },
  )
  expect([...types].sort()).toEqual(ALL_TYPES)
})

test('[CODEC-2] a tuple is flat and within the limits of the guard', () => {
  fc.assert(
    fc.property(anyEvent, event => {
      const tuple = encodeEvent(event, DAY)
      expect(tuple.length).toBeLessThanOrEqual(TUPLE_LENGTH_MAX)
      for (const value of tuple) {
        expect(value === null || typeof value === 'number' || typeof value === 'string').toBe(true)
        if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(TEXT_LENGTH_MAX)
      }
    }),
    { seed: SEED, numRuns: 500 },
  )
})

test('[CODEC-3] what a newer program appends to a tuple is ignored by an older one', () => {
  fc.assert(
    fc.property(anyEvent, fc.array(anyWireValue, { minLength: 1, maxLength: 8 }), (event, appended) => {
      const { ofTicket, fields } = EVENT_LAYOUTS[event.type]
      const known = EVENT_HEAD_LENGTH + (ofTicket ? 2 : 0) + fields.length
      const tuple = encodeEvent(event, DAY)
      const longer = [...tuple, ...Array.from({ length: known - tuple.length }, () => null), ...appended]
      expect(decodeEvent(longer, { device: event.device, day: DAY })).toEqual({ kind: 'event', event })
    }),
    { seed: SEED, numRuns: 500 },
  )
})

test('[CODEC-3] a type that is not known yet is kept and ignored', () => {
  const known = new Set(Object.values(EVENT_LAYOUTS).map(({ code }) => code))
  const unknownCode = fc.integer().filter(code => !known.has(code))
  fc.assert(
    fc.property(anyEvent, unknownCode, (event, code) => {
      const tuple = [code, ...encodeEvent(event, DAY).slice(1)]
      expect(decodeEvent(tuple, { device: event.device, day: DAY })).toEqual({ kind: 'unknown' })
    }),
    { seed: SEED, numRuns: 500 },
  )
})

/** An honest tuple with some of its places replaced, or a tuple of anything. */
const hostileTuple: fc.Arbitrary<WireTuple> = fc.oneof(
  fc.tuple(anyEvent, fc.array(fc.tuple(fc.nat(12), anyWireValue), { maxLength: 3 })).map(([event, changes]) => {
    const tuple = [...encodeEvent(event, DAY)]
    for (const [place, value] of changes) if (place < tuple.length) tuple[place] = value
    return tuple
  }),
  fc.array(anyWireValue, { maxLength: 14 }),
)

test('[CODEC-4] whatever the decoder accepts, the union of events accepts', () => {
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(hostileTuple, tuple => {
      const decoded = decodeEvent(tuple, { device: DeviceId.parse('k3f9xq'), day: DAY })
      if (decoded.kind === 'unknown') refused++
      else {
        accepted++
        expect(QueueEvent.parse(decoded.event)).toEqual(decoded.event)
      }
    }),
    { seed: SEED, numRuns: 5_000 },
  )
  expect(Math.min(accepted, refused)).toBeGreaterThan(500)
})

test('[CODEC-4] anything at all that stands in a log is an event or unknown: nothing is thrown', () => {
  const place = { device: DeviceId.parse('k3f9xq'), day: DAY }
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true })
  fc.assert(
    fc.property(fc.oneof(anything, fc.array(anything)), value => {
      expect(['event', 'unknown']).toContain(decodeEvent(value, place).kind)
    }),
    { seed: SEED, numRuns: 2_000 },
  )
})

test('[CODEC-3] a tuple of before a field was appended still reads: the field is null', () => {
  const withMark = [20, 1, 1, 0, 0, null, 'A101', null, 5, 5, 'fr', 'AAAAAAAAAAA']
  const decoded = decodeEvent(withMark.slice(0, -1), { device: DeviceId.parse('k3f9xq'), day: DAY })
  expect(decoded).toMatchObject({ kind: 'event', event: { type: 'ticket.checked_in.v1', mark: null } })
  expect(decodeEvent(withMark.slice(0, -2), { device: DeviceId.parse('k3f9xq'), day: DAY })).toEqual({
    kind: 'unknown',
  })
})
