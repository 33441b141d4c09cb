import { createHash } from 'node:crypto'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { build } from 'esbuild'

const OUTPUT = 'public/phone'

/** Writes the page by which citizens follow their tickets: one script, one sheet of styles, and a worker that keeps both. */
export async function buildPhone(): Promise<void> {
  await mkdir(OUTPUT, { recursive: true })
  const shared = { bundle: true, minify: true, target: 'chrome90', format: 'iife' } as const
  const define = { 'process.env.NODE_ENV': '"production"' }
  await build({ ...shared, entryPoints: ['lib/phone/phone.ts', 'lib/phone/phone.css'], outdir: OUTPUT, define })
  await cp('lib/phone/page.html', `${OUTPUT}/page.html`)
  const hash = createHash('sha256')
  for (const file of ['page.html', 'phone.js', 'phone.css']) hash.update(await readFile(`${OUTPUT}/${file}`))
  const name = hash.digest('hex').slice(0, 12)
  await build({
    ...shared,
    entryPoints: ['lib/phone/worker.ts'],
    outdir: OUTPUT,
    define: { ...define, SHELL_NAME: `"phone-${name}"` },
  })
}

if (process.argv[1]?.endsWith('build-phone.ts')) await buildPhone()
