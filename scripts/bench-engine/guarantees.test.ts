import { expect, test } from 'vitest'
import { checkGuarantees } from './guarantees'

test('the bounds hold on a short sample path, and are not far away', () => {
  const { tightest, ...check } = checkGuarantees(1_500, 'short')
  expect(check).toMatchObject({ capViolations: 0, sameKindOvertakes: 0, waitViolations: 0, fifoViolations: 0 })
  expect(tightest).toBeGreaterThan(0.8)
})
