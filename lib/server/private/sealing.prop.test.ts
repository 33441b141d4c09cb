import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sealVisitor } from '@/lib/client/intake-seal'
import { CenterId, PreEnrollmentCode, ServiceDay, TicketId } from '@/lib/domain/ids'
import { IntakeRow, type TicketPlace } from '@/lib/protocol/intake'
import { newCenterKey, publicHalf } from '@/tests/support/center-key'
import { openText, sealText } from './field-cipher'
import { openVisitor } from './intake'

const RUNS = { seed: 20_261_122, numRuns: 60 }

const OURS = newCenterKey('k1')
const OTHER = newCenterKey('k1')
const newer = newCenterKey('k2')

const places: fc.Arbitrary<TicketPlace> = fc.record({
  center: fc.integer({ min: 1, max: 400 }).map(id => CenterId.parse(id)),
  day: fc.integer({ min: 1, max: 28 }).map(day => ServiceDay.parse(`2026-11-${String(day).padStart(2, '0')}`)),
  ticket: fc.integer({ min: 10, max: 9_999 }).map(count => TicketId.parse(`A1${count}.k3f9xq`)),
})
const visitors = fc.record({
  code: fc.integer({ min: 0, max: 999_999 }).map(n => PreEnrollmentCode.parse(`CNI2025${String(n).padStart(6, '0')}`)),
  language: fc.constantFrom('fr' as const, 'en' as const),
})
/** Another letter of the alphabet in which it is written, at any place. */
const flips = fc.tuple(fc.nat(), fc.constantFrom(...'AQgw_-9b'))

test('[PRIV-1] what a kiosk holds of a key seals and cannot open: it has no private half', () => {
  expect(Object.keys(publicHalf(OURS)).sort()).toEqual(['crv', 'kid', 'kty', 'x', 'y'])
})

test('[PRIV-2] what was sealed for a ticket opens with its key for that ticket, and is no longer than a row may be', async () => {
  const property = fc.asyncProperty(places, visitors, async (place, visitor) => {
    const sealed = await sealVisitor(visitor, place, publicHalf(OURS))
    expect(IntakeRow.safeParse({ day: place.day, ticket: place.ticket, sealed }).success).toBe(true)
    expect(sealed).not.toContain(visitor.code)
    expect(await openVisitor([newer, OURS], place, sealed)).toEqual(visitor)
  })
  await fc.assert(property, RUNS)
})

test('[PRIV-2] it opens for no other center, day or ticket, with no other key, and not after any change', async () => {
  const property = fc.asyncProperty(places, places, visitors, flips, async (place, other, visitor, [at, letter]) => {
    const sealed = await sealVisitor(visitor, place, publicHalf(OURS))
    expect(await openVisitor([OTHER], place, sealed)).toBeNull()
    for (const moved of [{ center: other.center }, { day: other.day }, { ticket: other.ticket }]) {
      const elsewhere = { ...place, ...moved }
      const isElsewhere = JSON.stringify(elsewhere) !== JSON.stringify(place)
      if (isElsewhere) expect(await openVisitor([OURS], elsewhere, sealed)).toBeNull()
    }
    const index = at % sealed.length
    const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1)
    if (bytesOf(changed) !== bytesOf(sealed)) expect(await openVisitor([OURS], place, changed)).toBeNull()
  })
  await fc.assert(property, RUNS)
})

/** The last letter of a part has bits that say nothing: two texts of the same bytes are the same. */
function bytesOf(compact: string): string {
  return compact
    .split('.')
    .map(part => Buffer.from(part, 'base64url').toString('hex'))
    .join('.')
}

test('[PRIV-3] a field opens in its own row and column, with its key, unchanged, and nowhere else', () => {
  const key = randomBytes(32)
  const property = fc.property(
    fc.string(),
    fc.string(),
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    (text, to, at, by) => {
      const sealed = sealText(key, text, 'citizens.first_name_enc.7')
      expect(openText(key, sealed, 'citizens.first_name_enc.7')).toBe(text)
      expect(openText(key, sealed, `citizens.last_name_enc.${to}`)).toBeNull()
      expect(openText(randomBytes(32), sealed, 'citizens.first_name_enc.7')).toBeNull()
      const flipped = Uint8Array.from(sealed)
      const index = at % flipped.length
      flipped[index] = (flipped[index] ?? 0) ^ by
      expect(openText(key, flipped, 'citizens.first_name_enc.7')).toBeNull()
      expect(openText(key, sealed.subarray(0, -1), 'citizens.first_name_enc.7')).toBeNull()
    },
  )
  fc.assert(property, { seed: RUNS.seed, numRuns: 500 })
})
