import { expect, test } from 'vitest'
import { groupedCode, maskedCode } from './code-text'

test('[CODE] a code is read in groups, and hidden in its middle', () => {
  expect(groupedCode('CNI2025001234')).toBe('CNI 2025 001 234')
  expect(maskedCode('CNI2025001234')).toBe('CNI 2025 ••• 234')
})
