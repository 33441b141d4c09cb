import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoTime } from './iso-time'

const DAY_MS = 86_400_000

test('[AUDIT-2] a time is written as everywhere else: all days of nine centuries, leap days and the turns of years among them', () => {
  for (let days = -80_000; days < 250_000; days++) {
    const instant = days * DAY_MS + ((days * 7_919) % DAY_MS)
    if (isoTime(instant) !== new Date(instant).toISOString())
      expect(isoTime(instant)).toBe(new Date(instant).toISOString())
  }
})

test('[AUDIT-2] so is any instant that there is, and what is none is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), instant => {
      expect(isoTime(instant)).toBe(new Date(instant).toISOString())
    }),
    { numRuns: 5_000, seed: 20_260_302 },
  )
  for (const edge of [-62_167_219_200_000, -62_167_219_200_001, 253_402_300_799_999, 253_402_300_800_000, 0, -1, 0.5])
    expect(isoTime(edge)).toBe(new Date(edge).toISOString())
  expect(() => isoTime(Number.NaN)).toThrow(RangeError)
})
