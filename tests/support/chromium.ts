import { existsSync } from 'node:fs'

/** Debian's Chromium where there is one; elsewhere the one that Playwright brings. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium'

/** No sandbox, since CI runs as root; nothing that calls home, since a test speaks to this machine alone. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  // A process kept ready for the next address costs as much as the page itself.
  '--disable-features=SpareRendererForSitePerProcess',
  '--autoplay-policy=no-user-gesture-required',
]

export const CHROMIUM: { readonly executablePath?: string; readonly args: string[] } = {
  ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
  args: CHROMIUM_ARGS,
}
