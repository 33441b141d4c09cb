import { expect, test } from 'vitest'
import { arrange } from './arrange-rows'

const PEOPLE = [
  { id: 'AG-10', name: 'Éyenga Mballa' },
  { id: 'AG-2', name: 'Zé Owona' },
  { id: 'AG-1', name: 'eyango Ngwa' },
]
const COLUMNS = [
  { id: 'id', value: (person: (typeof PEOPLE)[number]) => person.id },
  { id: 'name', value: (person: (typeof PEOPLE)[number]) => person.name },
]

test.each<[typed: string, column: string | null, isDescending: boolean, expected: string[]]>([
  ['', null, false, ['AG-10', 'AG-2', 'AG-1']],
  ['', 'id', false, ['AG-1', 'AG-2', 'AG-10']],
  ['', 'id', true, ['AG-10', 'AG-2', 'AG-1']],
  ['', 'name', false, ['AG-1', 'AG-10', 'AG-2']],
  ['EYEN', null, false, ['AG-10']],
  ['ze ag', null, false, ['AG-2']],
  ['  ngwa ', 'id', false, ['AG-1']],
  ['nobody', 'id', false, []],
])('[CONSOLE-3] typed %j, sorted by %s, descending %s: %j', (typed, column, isDescending, expected) => {
  const shown = arrange(PEOPLE, COLUMNS, { typed, sort: { column, isDescending }, language: 'fr' })
  expect(shown.map(({ id }) => id)).toEqual(expected)
})
