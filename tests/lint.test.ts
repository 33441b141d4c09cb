import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'

const Report = z.object({ diagnostics: z.array(z.object({ severity: z.string(), category: z.string() })) })

/** What our lint rules say of these files, which stand where nobody else is disturbed by them. */
function lint(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-lint-'))
  try {
    const rules = readFileSync('biome.json', 'utf8').replace(/"vcs": \{[^}]*\},/, '')
    for (const [path, text] of Object.entries({ ...files, 'biome.json': rules })) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const biome = resolve('node_modules/.bin/biome')
    const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '.'], { cwd: folder, encoding: 'utf8' })
    const { diagnostics } = Report.parse(JSON.parse(stdout))
    return diagnostics
      .map(({ severity, category }) => `${severity} ${category.slice(category.lastIndexOf('/') + 1)}`)
      .sort()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('[TIDY-3] the lint rules that keep a program from failing in silence are errors', () => {
  const planted = [
    'async function later(): Promise<number> {\n  return 1\n}\n',
    'export function now(value: any): void {\n  later()\n  value!.go()\n  console.log(value)\n}\n',
  ].join('')
  expect(lint({ 'lib/planted.ts': planted })).toEqual([
    'error noConsole',
    'error noExplicitAny',
    'error noFloatingPromises',
    'error noNonNullAssertion',
  ])
})

test('[TIDY-3] no text stands in a view: it comes from the two languages', () => {
  expect(lint({ 'components/kiosk/planted.tsx': 'export function A() {\n  return <p>Bonjour</p>\n}\n' })).toEqual([
    'error noJsxLiterals',
  ])
})
