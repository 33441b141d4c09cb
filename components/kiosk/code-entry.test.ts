import { expect, test } from 'vitest'
import { PreEnrollmentCode, ServiceDay } from '@/lib/domain/ids'
import { codeOf, correct, editYear, emptyEntry, entryOf, missingDigits, typeDigit } from './code-entry'

const empty = emptyEntry(ServiceDay.parse('2025-03-03'))

test.each([
  ['001234', 'CNI2025001234', 'the year is this one'],
  ['0012345', 'CNI2025001234', 'a seventh digit is ignored'],
  ['00123', null, 'five digits are no code'],
])('[CODE] %s -> %s: %s', (keys, expected, _why) => {
  expect(codeOf([...keys].reduce(typeDigit, empty))).toBe(expected)
})

test('[CODE] correcting goes back through the number into the year', () => {
  const entry = correct(correct(typeDigit(empty, '0')))
  expect(entry).toMatchObject({ year: '202', digits: '', field: 'year' })
  expect(correct(entry).year).toBe('20')
})

test('[KIOSK-6] a scanned code is there for who comes back to it', () => {
  expect(codeOf(entryOf(PreEnrollmentCode.parse('CNI2024009876')))).toBe('CNI2024009876')
})

test('[CODE] touching the year and typing replaces it, and leads back to the number', () => {
  const entry = ['2', '0', '2', '4'].reduce(typeDigit, editYear(empty))
  expect(entry).toMatchObject({ year: '2024', field: 'digits' })
  expect(missingDigits(entry)).toBe(6)
})
