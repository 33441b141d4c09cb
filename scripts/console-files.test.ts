import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { consoleFiles } from './console-files'

const POLYFILL = 'static/chunks/old.js'

/** A build by its files. */
async function built(files: Readonly<Record<string, string>>): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'guichet-build-'))
  onTestFinished(() => rm(dist, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dist, name)), { recursive: true })
    await writeFile(join(dist, name), text)
  }
  return dist
}

test.each<[string, string, boolean]>([
  ['static/chunks/console.js', 'a page of the console alone', true],
  ['static/chunks/console.css', 'its styles', true],
  ['static/chunks/console~later.js', 'what such a page loads later', true],
  [POLYFILL, 'what no browser of ours takes, though a surface names it', true],
  ['static/chunks/kiosk.js', 'a surface', false],
  ['static/chunks/paper.js', 'what a surface loads later', false],
  ['static/chunks/printer.js', 'and what that loads', false],
  ['static/chunks/both.js', 'both', false],
  ['static/chunks/shared.js', 'both, each later', false],
  ['static/chunks/nobody.js', 'nobody: no device may ever miss one', false],
])('[DEV-18] %s is named by %s: dropped %s', async (file, _, isDropped) => {
  const dist = await built({
    'server/app/kiosk.html': `<script src="/_next/static/chunks/kiosk.js"></script>"chunks":["/_next/static/chunks/both.js"]<script src="/_next/${POLYFILL}" noModule="">`,
    'server/app/admin/a/page_client-reference-manifest.js':
      '{"chunks":["/_next/static/chunks/console.js","/_next/static/chunks/console.css","/_next/static/chunks/both.js"]}',
    'build-manifest.json': JSON.stringify({ polyfillFiles: [POLYFILL], rootMainFiles: [] }, null, 2),
    'static/chunks/kiosk.js': 'load("static/chunks/paper.js")',
    'static/chunks/paper.js': 'load("static/chunks/printer.js","static/chunks/shared.js")',
    'static/chunks/console.js': 'load("static/chunks/console~later.js","static/chunks/shared.js")',
    'static/chunks/printer.js': '',
    'static/chunks/console~later.js': '',
    'static/chunks/both.js': '',
    'static/chunks/shared.js': '',
    'static/chunks/nobody.js': '',
    [POLYFILL]: '',
  })
  expect((await consoleFiles(dist, ['kiosk'])).includes(file)).toBe(isDropped)
})
