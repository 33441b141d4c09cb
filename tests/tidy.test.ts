import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FILE_LINES_MAX, untidy } from './support/tidiness'

const FILES = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], { encoding: 'utf8' })
  .split('\n')
  .filter(path => path !== '' && existsSync(path) && path !== 'tests/tidy.test.ts' && path !== 'next-env.d.ts')

test('[TIDY-1] every file keeps to its layer, its size and its reasons', () => {
  expect(FILES.length).toBeGreaterThan(100)
  expect(FILES.flatMap(path => untidy(path, readFileSync(path, 'utf8')))).toEqual([])
})

const LONG = 'const a = 1\n'.repeat(FILE_LINES_MAX + 1)

test.each<[string, string, string, boolean]>([
  // file                            its text                                             untidy  why
  ['lib/domain/x.ts', "import { z } from 'zod/mini'", 'zod describes values', false],
  ['lib/domain/x.ts', "import { a } from './ids'", 'its own folder', false],
  ['lib/domain/x.ts', "import * as Y from 'yjs'", 'a package that is not its own', true],
  ['lib/domain/x.ts', "import { a } from '@/lib/protocol/rest'", 'an import that points up', true],
  ['lib/domain/x.ts', "import { a } from '../replica/guard'", 'also by a relative path', true],
  ['lib/domain/x.ts', "import type { a } from '@/lib/server/database'", 'also of a type', true],
  ['lib/protocol/x.ts', "import { a } from 'lib0/decoding'", 'bytes', false],
  ['lib/replica/x.ts', "import Dexie from 'dexie'", 'storage is a port', true],
  ['components/kiosk/x.tsx', "import { a } from '@/lib/server/database'", 'a view that knows the server', true],
  ['components/kiosk/x.tsx', "import { useTranslations } from 'use-intl'", 'texts', false],
  ['components/kiosk/x.tsx', 'const a = <b aria-label="Fermer" />', 'a text that is only heard', true],
  ['components/kiosk/x.tsx', "const a = <img alt={'Un éclair'} />", 'also in braces', true],
  ['components/kiosk/x.tsx', 'const a = <b aria-label={t(close)} title="" />', 'from the languages', false],
  ['lib/client/x.ts', "const a = await import('@/lib/server/database')", 'also when loaded later', true],
  ['lib/server/x.ts', "import { a } from '@/app/layout'", 'nothing imports app', true],
  ['lib/server/x.ts', "import { a } from '@/tests/support/day'", 'nothing imports tests', true],
  ['lib/server/x.test.ts', "import { a } from '@/tests/support/day'", 'but tests', false],
  ['lib/domain/x.ts', 'const a = Date.now()', 'a clock', true],
  ['lib/domain/x.ts', 'const a = new Date()', 'a clock', true],
  ['lib/domain/x.ts', 'const a = new Date(instant)', 'a value', false],
  ['lib/protocol/x.ts', 'const a = Math.random()', 'randomness', true],
  ['lib/protocol/x.ts', 'const a = process.env.A', 'the environment', true],
  ['lib/domain/x.ts', 'async function a() { await b }', 'waiting', true],
  ['lib/domain/x.ts', '// not Date.now: it comes in', 'only spoken of', false],
  ['lib/replica/x.ts', 'const a = Date.now()', 'only the pure layers', false],
  ['lib/domain/index.ts', 'const a = 1', 'a barrel', true],
  ['lib/domain/x.ts', "export * from './ids'", 'a barrel', true],
  ['lib/domain/x.ts', "export { a } from './ids'", 'a barrel', true],
  ['lib/domain/utils.ts', 'const a = 1', 'a name that says nothing', true],
  ['lib/client/helpers/x.ts', 'const a = 1', 'a folder that says nothing', true],
  ['lib/domain/x.ts', LONG, 'too long', true],
  ['lib/domain/x.test.ts', "test.skip('a', () => {})", 'a skipped test', true],
  ['lib/domain/x.test.ts', "describe.only('a', () => {})", 'a focused test', true],
  ['lib/domain/x.test.ts', "test.each([1])('a', () => {})", 'a table', false],
  ['lib/domain/x.ts', 'const a = b as TicketId', 'a cast', true],
  ['lib/domain/x.ts', 'const a = <const>b as unknown as TicketId', 'two', true],
  ['lib/domain/x.ts', '// reason: it has just matched\nconst a = b as TicketId', 'a cast that says why', false],
  ['lib/domain/x.ts', 'const a = b as TicketId // reason: as above', 'behind it', false],
  ['lib/domain/x.ts', 'const a = [1] as const', 'no cast', false],
  ['lib/domain/x.ts', "import * as z from 'zod/mini'", 'a name', false],
  ['lib/domain/x.ts', "import { a as b } from './ids'", 'a name', false],
  ['lib/domain/x.ts', "const a = 'as Text'", 'a text', false],
  ['lib/domain/x.ts', '// biome-ignore lint/a: because', 'a suppression', true],
  ['lib/domain/x.ts', '// biome-ignore lint/a: reason: Yjs names it so', 'a suppression that says why', false],
  ['lib/domain/x.ts', 'try { a() } catch {}', 'an empty catch', true],
  ['lib/domain/x.ts', 'a().catch(() => {})', 'an empty catch', true],
  ['lib/domain/x.ts', 'a().catch(() => {}) // reason: told by the caller', 'that says why', false],
  ['lib/domain/x.ts', 'const a = `select b as c`', 'a query', false],
])('[TIDY-2] %s: %j: %s: untidy %s', (path, text, _why, expected) => {
  expect(untidy(path, text).length > 0).toBe(expected)
})
