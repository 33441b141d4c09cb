import { pbkdf2Sync } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SETTLE_MS } from '@/components/kiosk/kiosk-flow'
import { launch, programStyles, type Site, serveEntry } from './chromium'

let screens: Site
let store: Site
let browser: Browser

beforeAll(async () => {
  screens = await serveEntry('tests/web/screens-page.tsx', () => '', await programStyles())
  store = await serveEntry('tests/web/corner-page.ts')
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await Promise.all([screens.close(), store.close()])
})

async function open(query = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' })
  await page.clock.install()
  await page.goto(`${screens.url}?surface=kiosk${query}`)
  await page.getByRole('main').waitFor()
  return page
}

/** A finger on the emblem for so long. */
async function hold(page: Page, ms: number): Promise<void> {
  const { x, y, width, height } = (await page.locator('header svg').first().boundingBox()) ?? expect.fail('no emblem')
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.clock.fastForward(ms)
  await page.mouse.up()
}

const corner = (page: Page) => page.getByRole('heading', { name: /^Coin du personnel/ })
const done = (page: Page) => page.evaluate('globalThis.done')

async function typePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
}

test('[CORNER-1] five seconds on the emblem and the PIN open it; a wrong one is told to wait; left alone it closes', async () => {
  const page = await open()
  await hold(page, 4_500)
  expect(await corner(page).count()).toBe(0)
  await hold(page, 5_100)
  await corner(page).waitFor()
  await typePin(page, '111111')
  await page.getByText(/PIN incorrect\. Réessayez dans 1\d/).waitFor()
  await page.clock.fastForward(11_000)
  await typePin(page, '482913')
  await page.getByRole('button', { name: 'Essai du papier' }).waitFor()
  await page.clock.fastForward(59_000)
  expect(await corner(page).count()).toBe(1)
  await page.clock.fastForward(2_000)
  await page.getByText('Touchez pour commencer').waitFor()
  await page.close()
})

test('[KIOSK-15] what is for staff stands above their corner, and not above the visit that they ended', async () => {
  const page = await open('&state=everything')
  const forStaff = page.getByRole('button', { name: /^Voir \(\+3\)/ })
  await forStaff.waitFor()
  await page.clock.fastForward(SETTLE_MS)
  await page.getByRole('button', { name: /^Français/ }).click()
  await forStaff.waitFor({ state: 'detached' })
  await hold(page, 5_100)
  await corner(page).waitFor()
  await forStaff.waitFor()
  await typePin(page, '482913')
  await page.getByRole('button', { name: 'Essai du papier' }).click({ trial: true })
  await page.close()
})

test('[CORNER-1] as long as no PIN is set it stays closed, and says where one is chosen', async () => {
  const page = await open('&nopin')
  await hold(page, 5_100)
  await page.getByText(/Réglages, puis «\sCoin du personnel des bornes\s»/).waitFor()
  expect(await page.getByRole('button').count()).toBe(2)
  await page.close()
})

test('[CORNER-1] where its program does not come, the kiosk says so in both languages and goes on by itself', async () => {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' })
  await page.clock.install()
  await page.route('**/page.js', async route => {
    const program = await (await route.fetch()).text()
    const isLoaded = /Promise\.resolve\(\)(?=\.then\(\(\)=>\(init_staff_corner\b)/
    expect(program).toMatch(isLoaded)
    await route.fulfill({ body: program.replace(isLoaded, "Promise.reject(new Error('no such file'))") })
  })
  await page.goto(`${screens.url}?surface=kiosk`)
  await page.getByRole('main').waitFor()
  await hold(page, 5_100)
  await page.getByText('Cette partie du programme n’a pas pu être chargée').waitFor()
  await page.getByText('This part of the program could not be loaded').waitFor()
  await page.clock.fastForward(11_000)
  await page.getByText('Touchez pour commencer').waitFor()
  await page.close()
})

test('[CORNER-4] paper test, reprint by number, pause and state are one touch away', async () => {
  const page = await open('&pending=2')
  await hold(page, 5_100)
  await corner(page).waitFor()
  await typePin(page, '482913')
  const touch = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.clock.fastForward(500)
  }
  await touch('Essai du papier')
  for (const name of ['R', 'A', '1', '0', '1', 'Réimprimer A101']) await touch(name)
  await touch('Mettre en pause')
  expect(await done(page)).toEqual(['test fr', 'reprint A101', 'pause'])
  const state = await page.locator('dl').textContent()
  expect(state).toMatch(/À envoyer2 actions.*Version2026\.03\.02-1/)
  await page.close()
})

test('[CORNER-3] wrong tries are counted through a start of the kiosk: the right PIN waits as well', async () => {
  // Fewer rounds than a real one has: how many is told by the hash.
  const salt = Buffer.alloc(16, 3)
  const stretched = pbkdf2Sync('482913', salt, 1_000, 32, 'sha256').toString('base64url')
  const hash = `pbkdf2-sha256$1000$${salt.toString('base64url')}$${stretched}`
  const page = await browser.newPage()
  const tryPin = (pin: string, second: number) =>
    page.evaluate(`tryPin(${JSON.stringify(hash)}, '${pin}', ${1_000 * second})`)
  await page.goto(store.url)
  const wrong = [await tryPin('000000', 1_000), await tryPin('482914', 1_001), await tryPin('482193', 1_002)]
  expect(wrong).toEqual(['pin_wrong 0', 'pin_wrong 0', 'pin_wrong 10000'])
  await page.reload()
  expect(await tryPin('482913', 1_003)).toBe('pin_too_soon 9000')
  expect([await tryPin('482913', 1_012), await tryPin('482914', 1_013)]).toEqual(['open', 'pin_wrong 0'])
  await page.close()
})
