import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { CHROMIUM } from '@/tests/support/chromium'

/** A page that runs the program of one entry file, from an address that the browser trusts with storage and keys. */
export type Site = { readonly url: string; close(): Promise<void> }

/** @param workerSource asked at each request for `/sw.js`, so that a test can bring out a new version. */
export async function serveEntry(entry: string, workerSource: () => string = () => ''): Promise<Site> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define: { 'process.env.NODE_ENV': '"test"' },
  })
  const script = bundle.outputFiles[0]?.text ?? ''
  const server = createServer((request, response) => {
    const scripts = new Map([
      ['/page.js', script],
      ['/sw.js', workerSource()],
    ])
    const asked = scripts.get(request.url ?? '')
    response.setHeader('content-type', asked === undefined ? 'text/html; charset=utf-8' : 'text/javascript')
    response.end(asked ?? '<!doctype html><meta charset="utf-8"><title>Guichet</title><script src="/page.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => closeServer(server) }
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
