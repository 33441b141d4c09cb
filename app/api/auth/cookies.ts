import 'server-only'
import { NextRequest } from 'next/server'
import type { ServerContext } from '@/app/api/context'

/** A browser is known for so long after the last sign-in on it. Seconds. */
const KNOWN_S = 180 * 86_400

/** Over https a cookie cannot be planted by a neighbour in the domain, nor over http: that is what `__Host-` is for. */
export function cookieNames({ environment }: ServerContext) {
  const isSecure = environment.publicOrigins[0]?.startsWith('https://') ?? false
  const prefix = isSecure ? '__Host-' : ''
  return {
    isSecure,
    session: `${prefix}guichet.session`,
    csrf: `${prefix}guichet.csrf`,
    callbackUrl: `${prefix}guichet.return`,
    knownBrowser: `${prefix}guichet.browser`,
  } as const
}

export function cookieOf(request: Request, name: string): string | undefined {
  return new NextRequest(request.url, { headers: request.headers }).cookies.get(name)?.value
}

/** The `Set-Cookie` that has a browser known (`KnownBrowser`). */
export function knownBrowserCookie(context: ServerContext, value: string): string {
  const { knownBrowser, isSecure } = cookieNames(context)
  const attributes = ['Path=/', `Max-Age=${KNOWN_S}`, 'HttpOnly', 'SameSite=Strict', ...(isSecure ? ['Secure'] : [])]
  return [`${knownBrowser}=${value}`, ...attributes].join('; ')
}
