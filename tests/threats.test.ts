import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const TEST_NAMED = /`([\w/.-]+\.(?:test|spec)\.tsx?)` "([^"]+)"/g

/** The lines of THREATS.md, each one item of a list. */
const lines = readFileSync('docs/THREATS.md', 'utf8')
  .split('\n')
  .filter(line => line.startsWith('- '))

test('[TIDY-5] every threat names a test, or says that nothing shows it', () => {
  expect(lines.length).toBeGreaterThan(30)
  expect(lines.filter(line => [...line.matchAll(TEST_NAMED)].length === 0 && !line.endsWith('(not shown).'))).toEqual(
    [],
  )
})

test('[TIDY-5] every test that a threat names is there', () => {
  const named = lines.flatMap(line =>
    [...line.matchAll(TEST_NAMED)].map(([, path = '', title = '']) => ({ path, title })),
  )
  expect(named.length).toBeGreaterThan(20)
  const isThere = ({ path, title }: (typeof named)[number]) =>
    existsSync(path) && readFileSync(path, 'utf8').includes(title)
  expect(named.filter(one => !isThere(one))).toEqual([])
})
