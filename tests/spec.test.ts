import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const RULE = /\b[A-Z]+-\d+\b/g

const rules = readFileSync('docs/SPEC.md', 'utf8')
  .split('\n')
  .flatMap(line => /^- `([A-Z]+-\d+)` /.exec(line)?.[1] ?? [])

const sections = new Set(rules.map(rule => rule.slice(0, rule.indexOf('-'))))

function filesLike(...patterns: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...patterns], { encoding: 'utf8' })
  return listed.split('\n').filter(path => path !== '' && existsSync(path))
}

/** The rules that stand in brackets before the name of a test: `[CONF-2, DUP-1] ...`. */
function citedIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/['"`]\[([A-Z]+-\d+(?:, [A-Z]+-\d+)*)\]/g)].flatMap(
    match => match[1]?.match(RULE) ?? [],
  )
}

const cited = new Map(filesLike('*.test.ts', '*.test.tsx', '*.spec.ts').map(path => [path, citedIn(path)]))

test('[TIDY-4] every rule of SPEC.md is shown by a test', () => {
  const shown = new Set([...cited.values()].flat())
  expect(rules.length).toBeGreaterThan(40)
  expect(rules.filter(rule => !shown.has(rule))).toEqual([])
})

test('[TIDY-4] no test cites a rule that SPEC.md does not know', () => {
  const unknown = [...cited].flatMap(([path, all]) =>
    all.filter(rule => !rules.includes(rule)).map(rule => `${path}: ${rule}`),
  )
  expect(unknown).toEqual([])
})

test('[TIDY-4] no program cites a rule that SPEC.md does not know', () => {
  const sources = filesLike('*.ts', '*.tsx').filter(path => path !== 'tests/spec.test.ts')
  const unknown = sources.flatMap(path =>
    [...readFileSync(path, 'utf8').matchAll(/\bSPEC ([A-Z]+-\d+(?:, [A-Z]+-\d+)*)/g)]
      .flatMap(match => match[1]?.match(RULE) ?? [])
      .filter(rule => !rules.includes(rule))
      .map(rule => `${path}: ${rule}`),
  )
  expect(unknown).toEqual([])
})

test('[TIDY-4] a rule has one number and stands in its section', () => {
  expect(new Set(rules).size).toBe(rules.length)
  for (const section of sections) {
    const numbers = rules.filter(rule => rule.startsWith(`${section}-`)).map(rule => Number(rule.split('-')[1]))
    expect([section, ...numbers]).toEqual([section, ...numbers.map((_, index) => index + 1)])
  }
})
