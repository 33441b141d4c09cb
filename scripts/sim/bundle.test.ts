import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { replaceOnce } from './bundle'
import { MUTANTS } from './mutants'

test.each(MUTANTS.flatMap(({ name, changes }) => changes.map(change => [name, change] as const)))(
  '[SIM-4] the mutation "%s" fits the source, once',
  (_name, change) => {
    expect(replaceOnce(readFileSync(change.file, 'utf8'), change)).not.toBe(readFileSync(change.file, 'utf8'))
  },
)

test('[SIM-4] a mutation that fits twice, or nowhere, is refused', () => {
  const change = { file: 'a.ts', from: 'x', to: 'y' }
  expect(() => replaceOnce('x x', change)).toThrow('2 times')
  expect(() => replaceOnce('z', change)).toThrow('0 times')
  expect(replaceOnce('a x b', change)).toBe('a y b')
})
