import { expect, test } from '@playwright/test'
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
  test(`the ${surface} can be installed, speaks to this installation alone, and opens by any link without a server`, async ({
    browser,
  }) => {
    const page = await openDevice(browser, stack, surface, `Appareil ${surface}`)
    const strangers: string[] = []
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url())
      if (hostname !== 'localhost' && !/^(data|blob):$/.test(protocol)) strangers.push(request.url())
    })
    await page.reload()
    await expect(page.getByText('En ligne')).toBeVisible()

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
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual(Object.values(SIZES[surface]))
    await stack.start()
  })
}
