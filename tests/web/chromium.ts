import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import tailwind from '@tailwindcss/postcss'
import { build } from 'esbuild'
import postcss from 'postcss'
import { CHROMIUM } from '@/tests/support/chromium'

/** Without the program's own letters, words take more room than they do. */
const FONT = /^\/fonts\/[a-z-]+\.woff2$/

/** A page that runs the program of one entry file, from an address that the browser trusts with storage and keys. */
export type Site = { readonly url: string; close(): Promise<void> }

/**
 * @param workerSource asked at each request for `/sw.js`, so that a test can bring out a new version.
 * @param styles what the page looks like; nothing for a page that shows nothing.
 */
export async function serveEntry(
  entry: string,
  workerSource: () => string = () => '',
  styles: string | null = null,
): Promise<Site> {
  const script = await programOf(entry)
  const server = createServer((request, response) => {
    if (FONT.test(request.url ?? '')) return response.end(readFileSync(`public${request.url}`))
    const scripts = new Map([
      ['/page.js', script],
      ['/sw.js', workerSource()],
    ])
    const asked = scripts.get(request.url ?? '')
    response.setHeader('content-type', asked === undefined ? 'text/html; charset=utf-8' : 'text/javascript')
    if (request.url === '/page.js') response.setHeader('cache-control', 'max-age=3600')
    response.end(asked ?? pageOf(styles))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => closeServer(server) }
}

const programs = new Map<string, Promise<string>>()

/** Made once for all files that a worker runs: several show the same page. */
function programOf(entry: string): Promise<string> {
  const program = programs.get(entry) ?? bundled(entry)
  programs.set(entry, program)
  return program
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    jsx: 'automatic',
    minifySyntax: true,
    minifyWhitespace: true,
    // Next.js asks its environment for more than it is told here.
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.BUILD_ID': '"test"', 'process.env': '{}' },
  })
  return outputFiles[0]?.text ?? ''
}

function pageOf(styles: string | null): string {
  const head = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Guichet</title>'
  const view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
  const look = styles === null ? '' : `<style>${styles}</style>`
  return `${head}${view}${look}<body><script src="/page.js"></script></body></html>`
}

/** The style sheet of the program, as its build makes it. */
export function programStyles(): Promise<string> {
  styles ??= compiledStyles()
  return styles
}
let styles: Promise<string> | undefined

async function compiledStyles(): Promise<string> {
  const file = 'app/globals.css'
  const { css } = await postcss([tailwind()]).process(readFileSync(file, 'utf8'), { from: file })
  return css
}

export async function launch(): Promise<Browser> {
  return await chromium.launch(CHROMIUM)
}

export async function openPage(context: BrowserContext, site: Site): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.url)
  return page
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
}
