import { expect, type Page, test } from '@playwright/test'
import { openStack, type Stack } from './support/stack'
import { openDevice, SIZES } from './support/surfaces'

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

/** How each surface shows itself once it is installed. */
const SURFACES = [
  ['kiosk', 'fullscreen'],
  ['agent', 'standalone'],
  ['display', 'fullscreen'],
] as const

for (const [surface, display] of SURFACES) {
  test(`[CSP-1] the ${surface} can be installed, speaks to this installation alone, and opens by any link without a server`, async ({
    browser,
  }) => {
    const page = await openDevice(browser, stack, surface, `Appareil ${surface}`)
    const strangers: string[] = []
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url())
      if (hostname !== 'localhost' && !/^(data|blob):$/.test(protocol)) strangers.push(request.url())
    })
    page.on('websocket', socket => {
      if (new URL(socket.url()).hostname !== 'localhost') strangers.push(socket.url())
    })
    await page.context().addInitScript(noteViolations)
    const document = await page.reload()
    await expect(page.getByText('En ligne')).toBeVisible()
    expect(document?.headers()['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'( 'sha256-[^']+')+( 'wasm-unsafe-eval')?;/,
    )
    // WebAssembly, which reads QR codes at a kiosk, and nothing else.
    const unsafe = surface === 'kiosk' ? ["'wasm-unsafe-eval'"] : null
    expect(document?.headers()['content-security-policy']?.match(/'[a-z-]*unsafe[a-z-]*'/g) ?? null).toEqual(unsafe)
    const printers = surface === 'kiosk' ? 'usb=(self), serial=(self)' : 'usb=(), serial=()'
    expect(document?.headers()['permissions-policy']).toBe(printers)
    expect(await runsStrayScript(page)).toBe(false)

    const browserSide = await page.context().newCDPSession(page)
    const { data, errors } = await browserSide.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data ?? '{}')).toMatchObject({ id: `/${surface}`, scope: `/${surface}`, display })
    const { installabilityErrors } = await browserSide.send('Page.getInstallabilityErrors')
    // A test's browser context counts as a private window, in which nothing can be installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])

    await stack.kill()
    for (const link of [`/${surface}`, `/${surface}?source=pwa`, '/enroll']) {
      await page.goto(stack.origin + link)
      await expect(page.locator('h1').first()).toBeVisible()
    }
    await page.goto(`${stack.origin}/${surface}`)
    await expect(page.getByText(/Hors ligne/).first()).toBeVisible()
    expect(strangers).toEqual([])
    // The same policy for the page that the service worker has kept.
    expect(await runsStrayScript(page)).toBe(false)
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual(Object.values(SIZES[surface]))
    await stack.start()
  })
}

/** Tells whether the page's own parts are kept from anything by its policy. */
function noteViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    const seen = Reflect.get(globalThis, 'violations') ?? []
    Reflect.set(globalThis, 'violations', [...seen, `${violatedDirective} ${blockedURI}`])
  })
}

/** Puts a script into the page, as an attacker would; fails if the page itself had been in the way of its policy before. */
async function runsStrayScript(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const before = Reflect.get(globalThis, 'violations') ?? []
    if (before.length > 0) throw new Error(`the page's own parts were blocked: ${before.join(', ')}`)
    const script = document.createElement('script')
    script.textContent = 'globalThis.stray = true'
    document.head.append(script)
    return Reflect.has(globalThis, 'stray')
  })
}
