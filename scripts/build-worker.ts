import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { injectManifest } from 'workbox-build'
import { buildClips, PACK } from './audio/pack'
import { consoleFiles } from './console-files'

const SURFACES = ['kiosk', 'agent', 'display']
const SHELLS = [...SURFACES, 'enroll']
const OUTPUT = 'public/sw.js'

/**
 * A center's line may be 256 kbit/s, and every update goes over it once for each device. Two fifths of it are the clips, which an
 * update leaves where they are; of the rest, some thirty in a hundred go over the line.
 */
const PRECACHE_BYTES_MAX = 4 * 1024 * 1024
const FILE_BYTES_MAX = 2 * 1024 * 1024

/**
 * Writes the service worker, with the list of what it keeps for the time without a network. To be run after
 * `next build`, whose pages and chunks it lists. Writes the clips as one file too: a worker fetches what it keeps one after the
 * other, and four hundred round trips to a center take minutes.
 *
 * @throws when a surface was not rendered at build time, or when the list has grown past its bound
 */
export async function buildWorker(): Promise<void> {
  const dist = process.env.DIST_DIR ?? '.next'
  const bundle = join(dist, 'worker.js')
  try {
    await bundleWorker(bundle)
    await buildClips()
    const notKept = await consoleFiles(dist, SHELLS)
    const { count, size, warnings } = await injectManifest({
      swSrc: bundle,
      swDest: OUTPUT,
      globDirectory: '.',
      globPatterns: [`${dist}/static/**/*.{js,css,woff2}`, 'public/{fonts,icons}/**/*.{woff2,png,svg}', PACK],
      globIgnores: ['**/_*Manifest.js', 'node_modules/**', ...notKept.map(file => `${dist}/${file}`)],
      modifyURLPrefix: { [`${dist}/static/`]: '/_next/static/', 'public/': '/' },
      // Their names are hashes of their contents.
      dontCacheBustURLsMatching: /^\/?_next\/static\//,
      maximumFileSizeToCacheInBytes: FILE_BYTES_MAX,
      additionalManifestEntries: await pagesAndManifests(dist),
    })
    if (warnings.length > 0) throw new Error(warnings.join('\n'))
    if (size > PRECACHE_BYTES_MAX) throw new Error(`the worker would keep ${size} bytes, over ${PRECACHE_BYTES_MAX}`)
    const without = `without ${notKept.length} of the console`
    console.log(`service worker: ${count} files, ${Math.round(size / 1024)} KiB kept offline, ${without}`)
  } finally {
    await rm(bundle, { force: true })
  }
}

async function bundleWorker(outfile: string): Promise<void> {
  await build({
    entryPoints: ['lib/worker/worker.ts'],
    outfile,
    bundle: true,
    format: 'iife',
    target: 'chrome110',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
}

type Entry = { readonly url: string; readonly revision: string }

/** Pages have no hash in their names, so their revision is one of their contents. */
async function pagesAndManifests(dist: string): Promise<Entry[]> {
  const pages = SHELLS.map(surface => entry(`/${surface}`, join(dist, 'server/app', `${surface}.html`)))
  const manifests = SURFACES.map(surface =>
    entry(`/manifests/${surface}.webmanifest`, join(dist, 'server/app/manifests', `${surface}.webmanifest.body`)),
  )
  return await Promise.all([...pages, ...manifests])
}

async function entry(url: string, file: string): Promise<Entry> {
  const content = await readFile(file)
  return { url, revision: createHash('sha256').update(content).digest('hex').slice(0, 16) }
}

if (process.argv[1]?.endsWith('build-worker.ts')) await buildWorker()
