import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SETTLE_MS } from '@/components/kiosk/kiosk-flow'
import { isTooWide } from '@/tests/support/whole-screens'
import { launch, programStyles, type Site, serveEntry } from './chromium'

type Size = readonly [width: number, height: number]

const KIOSK: Size = [1080, 1920]
const SMALL_KIOSK: Size = [1280, 800]
const TABLET: Size = [1280, 800]
const PHONE: Size = [360, 740]
const HALL: Size = [1920, 1080]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/screens-page.tsx', () => '', await programStyles())
  browser = await launch()
  page = await browser.newPage()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

async function show(query: string, [width, height]: Size): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.goto(`${site.url}?${query}`)
  await page.getByRole('main').waitFor()
}

const button = (name: RegExp) => page.getByRole('button', { name })
const chip = () => page.getByRole('status', { name: /^(Liaison|Connection)$/ })

async function isInView(name: RegExp): Promise<boolean> {
  const box = await button(name).boundingBox()
  const size = page.viewportSize()
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height
}

test.each([
  ['kiosk', KIOSK],
  ['kiosk', SMALL_KIOSK],
  ['tablet', PHONE],
  ['display', HALL],
] as const)(
  '[DEV-3] a revoked %s of %j says so in both languages, whom to call, and how many were not sent',
  async (_, size) => {
    await show('retired=revoked&pending=3', size)
    for (const words of [/révoqué/, /revoked/])
      expect(await page.getByRole('heading', { name: words }).isVisible()).toBe(true)
    for (const words of [/appelez l’administrateur/, /call the administrator/, /^3 actions n’ont/, /^3 actions were/])
      expect(await page.getByText(words).count()).toBe(1)
    expect([await isTooWide(page), await button(/Add this device again/).isVisible()]).toEqual([false, true])
    await button(/Save to a file/).click()
    await expect.poll(() => page.getByText(/guichet-k3f9xq-2026-03-02.json/).count()).toBe(2)
  },
)

test('[DEV-3] with nothing left to send, a revoked device offers no file', async () => {
  await show('retired=revoked', TABLET)
  expect([await button(/fichier/).count(), await page.getByText(/nothing to recover/).count()]).toEqual([0, 1])
})

const STATES: readonly [state: string, french: RegExp, english: RegExp][] = [
  ['unknown', /inconnu du serveur/, /unknown to the server/],
  ['sealed', /close par le centre/, /closed by the centre/],
  ['outdated', /trop ancien/, /too old/],
  ['refused', /refusées par le serveur/, /refused by the server/],
  ['aside', /^3 actions n’ont pas été envoyées/, /^3 actions were not sent/],
  ['unprotected', /non protégées/, /not protected/],
  ['fast', /avance de 10.min/, /10 min fast/],
  ['slow', /retard de 20.514 jours/, /20,514 days slow/],
]
const SURFACES: readonly [surface: string, size: Size, primary: RegExp | null][] = [
  ['kiosk', KIOSK, /English/],
  ['kiosk', SMALL_KIOSK, /English/],
  ['agent', TABLET, /Appeler le suivant/],
  ['agent', PHONE, /Appeler le suivant/],
  ['display', HALL, null],
]

test.each(SURFACES)(
  '[DEV-5] [DEV-7] what is wrong stands above a %s of %j, which keeps its buttons',
  async (surface, size, primary) => {
    for (const [state, french, english] of STATES) {
      await show(`surface=${surface}&state=${state}&rung=offline&pending=4`, size)
      const said = [await page.getByText(french).isVisible(), await page.getByText(english).isVisible()]
      expect([state, ...said, await isTooWide(page), await chip().isVisible()]).toEqual([
        state,
        true,
        true,
        false,
        true,
      ])
      if (primary) expect([state, await isInView(primary)]).toEqual([state, true])
    }
    await show(`surface=${surface}`, size)
    expect(await page.getByRole('alert').count()).toBe(0)
  },
)

test.each([KIOSK, SMALL_KIOSK, PHONE])(
  '[DEV-4] on %j staff open what is behind it, save the file, and close it',
  async (...size) => {
    await show('surface=kiosk&state=everything', size)
    await button(/Voir \(\+3\)/).click()
    expect(await page.getByText(/deux fois|twice/).count()).toBe(2)
    await button(/Save to a file/).click()
    await expect.poll(() => page.getByText(/guichet-k3f9xq-2026-03-02.json/).count()).toBe(2)
    expect(await isTooWide(page)).toBe(false)
    await button(/Close/).click()
    await expect.poll(() => page.getByText(/deux fois|twice/).count()).toBe(0)
    expect(await button(/English/).isVisible()).toBe(true)
  },
)

test.each([
  ['locked', 'fr', /^Déverrouiller/],
  ['locked', 'en', /^Unlock/],
  ['pin', 'fr', /^Continuer/],
  ['pin', 'en', /^Continue/],
])(
  '[STAFF-8, STAFF-10] on the smallest phone a PIN is typed without a scroll: %s, %s',
  async (staff, language, next) => {
    await show(`surface=agent&staff=${staff}&work=free&language=${language}`, [360, 640])
    expect(await isInView(next)).toBe(true)
  },
)

test.each([KIOSK, SMALL_KIOSK])('[KIOSK-15] on %j what is for staff waits for the welcome', async (...size) => {
  await show('surface=kiosk&state=everything', size)
  const forStaff = button(/Voir \(\+3\)/)
  await forStaff.waitFor()
  await page.waitForTimeout(SETTLE_MS)
  await button(/Français/).click()
  await forStaff.waitFor({ state: 'detached' })
  await page.waitForTimeout(SETTLE_MS)
  await button(/Recommencer/).click()
  await forStaff.waitFor()
})

test('[DEV-7] on a surface in public, the browser’s own weakness is said for a minute only', async () => {
  const watched = await browser.newPage()
  await watched.clock.install()
  await watched.goto(`${site.url}?surface=kiosk&state=unprotected`)
  await watched.getByText(/non protégées/).waitFor()
  await watched.clock.fastForward(61_000)
  await expect.poll(() => watched.getByText(/non protégées/).count()).toBe(0)
  await watched.close()
})

test.each([HALL, KIOSK])(
  '[SHOW-2] on %j the longest alert is there in both languages, and the call stays',
  async (...size) => {
    await show('surface=display&message=alert', size)
    const line = page.locator('[data-kind=alert]')
    // It comes in from a little below.
    await line.evaluate(async element => {
      await Promise.all(element.getAnimations().map(({ finished }) => finished))
    })
    for (const words of [/courant\.$/, /cut off\.$/]) expect(await line.getByText(words).isVisible()).toBe(true)
    const box = await line.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual(size[1])
    expect([await isTooWide(page), await page.getByText('A103').isVisible()]).toEqual([false, true])
  },
)

test.each([
  ['failed', /ne peut rien enregistrer/, /cannot save anything/],
  ['storage_forbidden', /interdit à Guichet/, /forbids Guichet/],
])('[DEV-7] %s has a screen of its own', async (notice, french, english) => {
  await show(`notice=${notice}`, PHONE)
  const heading = page.getByRole('heading')
  expect([await heading.getByText(french).count(), await heading.getByText(english).count()]).toEqual([1, 1])
  expect(await isTooWide(page)).toBe(false)
})

test('[DEV-8] a supervisor opens the list of what did not count', async () => {
  await show('surface=agent&ignored=1&language=en', TABLET)
  expect(await page.getByText(/^5 actions did not count/).isVisible()).toBe(true)
  await button(/^Show$/).click()
  const lines = page.getByRole('region', { name: 'Actions that did not count' }).getByRole('listitem')
  await expect
    .poll(() => lines.allTextContents())
    .toEqual(['4 ×Call a citizenKiosk k9x2pf', '1 ×Check a citizen inUnknown device x7k2p9'])
})

test('[DEV-10] a supervisor reads whose clock is wrong, and by how much', async () => {
  await show('surface=agent&clocks=1&language=en', PHONE)
  const notice = page.getByRole('region', { name: 'Wrong clocks' })
  for (const line of ['Kiosk 1: clock 10 min fast.', 'Tablet t7k2p9: clock 3 h slow.'])
    expect(await notice.getByText(line).isVisible()).toBe(true)
  expect([await isTooWide(page), await button(/Call next/).isVisible()]).toEqual([false, true])
  await show('surface=agent&clocks=1', TABLET)
  expect(await page.getByText(/^Borne n° 1.: horloge en avance de 10.min\.$/).isVisible()).toBe(true)
})

test.each(SURFACES.filter(([surface]) => surface !== 'display'))(
  '[DEV-11] a %s of %j whose date is in doubt names both dates, and staff say which is today’s',
  async (surface, size) => {
    for (const [name, day] of [
      [/2 mars 2026/, '2026-03-02'],
      [/20 février 2026/, '2026-02-20'],
    ] as const) {
      await show(`surface=${surface}&state=doubt&rung=offline`, size)
      expect([await isTooWide(page), await isInView(name)]).toEqual([false, true])
      await button(name).click()
      await expect.poll(() => page.title()).toBe(day)
    }
    const isForCitizens = surface === 'kiosk'
    expect(await page.getByText(/Citizens: please go to the reception/).count()).toBe(isForCitizens ? 1 : 0)
  },
)

test('[DEV-11] a display whose date is in doubt, which nobody touches, says so above its calls', async () => {
  await show('surface=display&state=doubt', HALL)
  for (const words of [/^Date incertaine, 20.02.2026 ou 02.03.2026/, /^Date in doubt, 20.02.2026 or 02.03.2026/])
    expect(await page.getByText(words).isVisible()).toBe(true)
})

test.each<[string, string, string]>([
  // surface    link                          chip
  ['kiosk', 'rung=online', 'En ligne'],
  ['kiosk', 'rung=online&pending=4', 'En ligne — 4 actions à confirmer'],
  ['kiosk', 'rung=local', 'Réseau local seulement'],
  ['kiosk', 'rung=local&pending=1', 'Réseau local seulement — 1 action à confirmer'],
  ['kiosk', 'rung=offline&pending=4', 'Hors ligne — 4 actions à envoyer'],
  ['agent', 'rung=local&pending=4', 'Réseau local seulement — 4 actions à confirmer'],
  ['agent', 'rung=local&pending=4&language=en', 'Local network only — 4 actions to confirm'],
  ['display', 'rung=local', 'Réseau local seulement'],
  ['display', 'rung=offline', 'Hors ligne'],
])('[DEV-9] %s, %s: %s', async (surface, link, expected) => {
  await show(`surface=${surface}&${link}`, surface === 'kiosk' ? KIOSK : HALL)
  await expect.poll(() => chip().textContent(), { timeout: 5_000 }).toBe(expected)
})
