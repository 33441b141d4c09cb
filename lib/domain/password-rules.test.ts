import { expect, test } from 'vitest'
import { checkPassword, normalPassword } from './password-rules'
import { readEmployeeId } from './person'

test.each([
  // password                        employee     answer                why
  ['quatre pirogues au marché', 'AG-014', 'ok', 'words that mean nothing together'],
  ['kribi7lagune', 'AG-014', 'ok', 'twelve characters'],
  ['éé àù çç ôô', 'AG-014', 'ok', 'accents count as the letters they are'],
  ['kribi7lag', 'AG-014', 'password_too_short', 'nine characters'],
  ['', 'AG-014', 'password_too_short', 'nothing'],
  ['🔒🔑🚪🪟🧱', 'AG-014', 'password_too_short', 'five signs, of two halves each'],
  ['a1b2'.repeat(51), 'AG-014', 'password_too_long', '204 characters'],
  ['motdepasse', 'AG-014', 'password_too_common', 'the first that a guesser tries'],
  ['MotDePasse2026!', 'AG-014', 'password_too_common', 'the same with a year and a sign'],
  ['237Cameroun237', 'AG-014', 'password_too_common', 'the country and its prefix'],
  ['p@$$word1234', 'AG-014', 'password_too_common', 'signs in place of letters'],
  ['1234567890', 'AG-014', 'password_too_common', 'counting'],
  ['0987654321', 'AG-014', 'password_too_common', 'counting down'],
  ['azertyuiop', 'AG-014', 'password_too_common', 'the top row'],
  ['aaaaaaaaaaaaaa', 'AG-014', 'password_too_common', 'one letter'],
  ['abababababab', 'AG-014', 'password_too_common', 'two letters'],
  ['----------', 'AG-014', 'password_too_common', 'no letter at all'],
  ['supervisor-douala', 'SUPERVISOR-DOUALA', 'password_like_id', 'the employee id itself'],
  ['Ag014Ag014Ag014', 'AG-014', 'password_like_id', 'the employee id three times'],
  ['ag-014-2026', 'AG-014', 'password_like_id', 'the employee id and a year'],
  ['ag-014 traverse le pont', 'AG-014', 'ok', 'there is enough besides'],
])('[PEOPLE-2] %j for %s: %s: %s', (password, employeeId, expected) => {
  const checked = checkPassword(password, employeeId)
  expect(checked.ok ? 'ok' : checked.refusal.code).toBe(expected)
})

test('[PEOPLE-2] a password is the same from every keyboard', () => {
  expect(normalPassword('cafe\u0301')).toBe(normalPassword('caf\u00e9'))
})

test.each<[string, string | null, string]>([
  ['AG-014', 'AG-014', 'as on the badge'],
  ['  ag-014 ', 'AG-014', 'small, with spaces'],
  ['m.mballa_2', 'M.MBALLA_2', 'other ways to write one'],
  ['A', null, 'one letter'],
  ['-AG', null, 'a sign first'],
  ['AG 014', null, 'a space within'],
  ['AG\n014', null, 'a line break'],
  ['', null, 'nothing'],
  ['X'.repeat(51), null, 'too long'],
])('[PEOPLE-3] %j is read as %s: %s', (typed, expected) => {
  expect(readEmployeeId(typed)).toBe(expected)
})
