import { expect, test } from 'vitest'
import { ServiceDay } from '@/lib/domain/ids'
import { codeOf, correct, editYear, emptyEntry, missingDigits, typeDigit, typeKey } from './code-entry'

const empty = emptyEntry(ServiceDay.parse('2025-03-03'))
const typed = (keys: readonly string[], from = empty) => keys.reduce(typeKey, from)

test.each([
  ['001234', 'CNI2025001234', 'six digits on the keypad of a keyboard'],
  ['CNI2024009876', 'CNI2024009876', 'a scanner types all of it'],
  ['cni2024009876', 'CNI2024009876', 'in small letters too'],
  ['12CNI2024009876', 'CNI2024009876', 'a scan replaces what was typed before'],
  ['CNI2024CNI2024009876', 'CNI2024009876', 'a second scan replaces a first that was cut short'],
  ['0012345', 'CNI2025001234', 'a seventh digit is ignored'],
  ['00123', null, 'five digits are no code'],
  ['CNI20240098', null, 'a scan cut short is no code'],
  ['X001234', 'CNI2025001234', 'other letters are nothing'],
])('[CODE] %s -> %s: %s', (keys, expected, _why) => {
  expect(codeOf(typed([...keys]))).toBe(expected)
})

test('[CODE] correcting goes back through the number into the year', () => {
  const entry = typed(['0', 'Backspace', 'Backspace'])
  expect(entry).toMatchObject({ year: '202', digits: '', field: 'year' })
  expect(correct(entry).year).toBe('20')
})

test('[CODE] touching the year and typing replaces it, and leads back to the number', () => {
  const entry = ['2', '0', '2', '4'].reduce(typeDigit, editYear(empty))
  expect(entry).toMatchObject({ year: '2024', field: 'digits' })
  expect(missingDigits(entry)).toBe(6)
})
