import { expect, test } from 'vitest'
import { characterOf, readKeys, withKey } from './scanner-keys'

test.each<[string, string, string | null]>([
  // key     its place on the keyboard
  ['2', 'Digit2', '2'],
  ['é', 'Digit2', '2'], // a scanner of English keys at a computer of French ones
  ['2', 'Numpad2', '2'],
  ['End', 'Numpad1', '1'], // without the lock of the block of digits
  ['C', 'KeyC', 'C'],
  ['c', 'KeyC', 'c'],
  [' ', 'Space', ' '],
  ['Enter', 'Enter', null],
  ['Backspace', 'Backspace', null],
  ['Shift', 'ShiftLeft', null],
  ['ArrowDown', 'ArrowDown', null],
])('[KIOSK-6] the key %j at %s is %j', (key, code, expected) => {
  expect(characterOf({ key, code })).toBe(expected)
})

test.each<[string, ReturnType<typeof readKeys>]>([
  ['7', { kind: 'digits', digits: '7' }],
  ['001234', { kind: 'digits', digits: '001234' }],
  ['CNI2025001234', { kind: 'scan', text: 'CNI2025001234' }],
  ['6001240128397', { kind: 'scan', text: '6001240128397' }], // of a bottle, and not the number of a code
  ['x', { kind: 'nothing' }],
  ['CNI20', { kind: 'nothing' }],
])('[KIOSK-6] in one burst %s is %o', (keys, expected) => {
  expect(readKeys(keys)).toEqual(expected)
})

test('[KIOSK-6] of a scan that does not end no more is kept than is of use', () => {
  expect([...'ab'.repeat(10_000)].reduce(withKey, '')).toHaveLength(64)
})
