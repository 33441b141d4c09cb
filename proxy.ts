import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'

export const config = { matcher: ['/admin', '/admin/:path*'] }

/**
 * The policy of the console's pages: only scripts and styles that carry this page's own nonce, and nobody asked but this
 * installation. Next puts the nonce that it finds in the request's policy on what it writes. The static surfaces have no
 * nonce, and are not touched here.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = policyWith(randomBytes(16).toString('base64'))
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // A page of somebody who has signed out must not come back with the browser's back button.
  response.headers.set('cache-control', 'no-store')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  return response
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
