import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes, for each page that was rendered at build time, the hashes of the scripts that stand in it, as a content security
 * policy names them. `proxy.ts` reads them.
 *
 * @param dist where `next build` has put its pages
 */
export async function writeScriptHashes(dist: string): Promise<void> {
  const folder = join(dist, 'server/app')
  const pages = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.html'))
  const hashes = await Promise.all(
    pages.map(async page => [pathOf(page), inlineScriptHashes(await readFile(join(folder, page), 'utf8'))] as const),
  )
  await writeFile(join(dist, 'script-hashes.json'), JSON.stringify(Object.fromEntries(hashes)))
}

function pathOf(page: string): string {
  const path = `/${page.replaceAll('\\', '/').replace(/\.html$/, '')}`
  return path === '/index' ? '/' : path
}

/** Of each script without an address of its own; `'sha256-…'`, base64, in the order in which they stand. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)
  const hashes = [...scripts].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return [...new Set(hashes)]
}
