import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of the build as pages, manifests and scripts name it. */
const NAMED = /static\/chunks\/[\w~.-]+\.(?:js|css)/g

/**
 * The scripts and styles of a build that no device ever loads, below `dist`: what is named by the pages of the console and
 * by no page of `surfaces`, whatever scripts these load later; and what the oldest browsers alone take.
 *
 * A file that nobody names stays out of this list, and is kept: a device without a network must never miss one.
 *
 * @param dist where `next build` has put its pages
 */
export async function consoleFiles(dist: string, surfaces: readonly string[]): Promise<string[]> {
  const app = join(dist, 'server/app')
  const shells = await Promise.all(surfaces.map(async surface => await readFile(join(app, `${surface}.html`), 'utf8')))
  const below = await readdir(join(app, 'admin'), { recursive: true })
  const manifests = below.filter(name => name.endsWith('_client-reference-manifest.js'))
  const pages = await Promise.all(manifests.map(async name => await readFile(join(app, 'admin', name), 'utf8')))
  const polyfills = filesIn(await readFile(join(dist, 'build-manifest.json'), 'utf8'), /"polyfillFiles": \[[^\]]*\]/)
  const ofDevices = await withLoadedLater(
    dist,
    shells.flatMap(shell => filesIn(shell)),
  )
  const ofConsole = await withLoadedLater(
    dist,
    pages.flatMap(page => filesIn(page)),
  )
  const needed = [...ofDevices].filter(file => !polyfills.includes(file))
  return [...new Set([...ofConsole, ...polyfills])].filter(file => !needed.includes(file)).sort()
}

function filesIn(text: string, part = /[\s\S]*/): string[] {
  return text.match(part)?.[0].match(NAMED) ?? []
}

/** A script names what it will ask for. */
async function withLoadedLater(dist: string, files: readonly string[]): Promise<Set<string>> {
  const found = new Set(files)
  for (const file of found)
    if (file.endsWith('.js')) for (const named of filesIn(await readFile(join(dist, file), 'utf8'))) found.add(named)
  return found
}
