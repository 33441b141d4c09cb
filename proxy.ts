import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NextRequest, NextResponse } from 'next/server'

/** Every page. Not the API, nor what lies beside the pages as files. */
export const config = {
  matcher: ['/((?!api/|health/|manifests/|_next/|fonts/|icons/|audio/|phone/|scanner/|t/|sw\\.js).*)'],
}

/** A kiosk alone speaks to what is plugged in, which staff pick there. */
const NO_PRINTERS = 'usb=(), serial=()'
const PRINTERS_TOO = 'usb=(self), serial=(self)'

/** A page allows its own scripts alone, and speaks with this installation alone. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  return /^\/admin(\/|$)/.test(pathname) ? consolePage(request) : staticPage(pathname)
}

/** Next puts the nonce that it finds in the request's policy on what it writes. */
function consolePage(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64')
  const policy = policyWith(`'nonce-${nonce}' 'strict-dynamic'`, `'self' 'nonce-${nonce}'`)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // A page of somebody who has signed out must not come back with the browser's back button.
  response.headers.set('cache-control', 'no-store')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('permissions-policy', NO_PRINTERS)
  return response
}

/** Rendered at build time, and kept with this header by the service worker: no nonce would ever change, so it has hashes. */
function staticPage(pathname: string): NextResponse {
  const hashes = scriptHashes()
  const own = hashes[pathname.replace(/(?<=.)\/$/, '')] ?? hashes['/_not-found'] ?? []
  const response = NextResponse.next()
  // The reader of QR codes is WebAssembly, which counts as made at run time. Nothing else may be, and only where codes are read.
  const wasm = pathname === '/kiosk' ? ["'wasm-unsafe-eval'"] : []
  response.headers.set('content-security-policy', policyWith(["'self'", ...own, ...wasm].join(' '), "'self'"))
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('permissions-policy', pathname === '/kiosk' ? PRINTERS_TOO : NO_PRINTERS)
  return response
}

let read: Record<string, readonly string[]> | undefined

/** By path of a static page: what `scripts/script-hashes.ts` wrote when it was built. */
function scriptHashes(): Record<string, readonly string[]> {
  read ??= JSON.parse(readFileSync(join(process.env.DIST_DIR ?? '.next', 'script-hashes.json'), 'utf8'))
  return read ?? {}
}

/**
 * The sync server may stand at any address, which each sync ticket names: a page that the service worker keeps must not forbid
 * the one of tomorrow. So sockets are free here, and a browser test asserts where they go.
 */
function policyWith(scripts: string, styles: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self' ws: wss:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
