import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { SETTLE_MS, STRAY_MS } from '@/components/kiosk/kiosk-flow'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { DEMONSTRATION_AGENTS } from '@/drizzle/demonstration'
import { PASSWORD } from '@/tests/support/people'
import { withSpeaker } from '@/tests/support/speaker'
import { isKioskWhole } from '@/tests/support/whole-screens'
import type { Stack } from './stack'

export const SIZES = {
  kiosk: { width: 1080, height: 1920 },
  agent: { width: 1280, height: 800 },
  display: { width: 1920, height: 1080 },
} as const

/** PRODUCT, section 3; upright last, as it hangs in the journeys. */
const KIOSK_SIZES = [{ width: 1920, height: 1080 }, { width: 1280, height: 800 }, SIZES.kiosk] as const

export type PrintedPage = { readonly text: string }

/** Opens an enrolled device in a browser profile of its own, with a printer that takes every page at once. */
export async function openDevice(
  browser: Browser,
  stack: Stack,
  surface: keyof typeof SIZES,
  label: string,
): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[surface], hasTouch: isTouched(surface) })
  await withPrinter(context)
  await withSpeaker(context)
  const page = await context.newPage()
  await enrollPage(page, stack, surface, label)
  return page
}

/** A display hangs high. */
export const isTouched = (surface: keyof typeof SIZES): boolean => surface !== 'display'

export async function enrollPage(page: Page, stack: Stack, surface: keyof typeof SIZES, label: string): Promise<void> {
  await page.goto(await stack.enrollmentLink(surface, label))
  await page.waitForURL(`**/${surface}`)
  await expect(chip(page)).toHaveText('En ligne')
  // Under the worker's control: from here on it opens without a server.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
}

/** A headless browser has no printer and never says that it has printed: this one does, and keeps what it was given. */
export async function withPrinter(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const papers: string[] = []
    Object.assign(globalThis, { papers })
    globalThis.print = () => {
      const paper = document.querySelector('article')
      // What is hidden on the screen has a text all the same.
      papers.push(paper?.textContent ?? '')
      const lines = [...(paper?.querySelectorAll('p') ?? [])].map(line => line.textContent ?? '')
      console.info(`printed ${lines.find(line => /^[A-Z]\d{3,}$/.test(line))}`)
      dispatchEvent(new Event('afterprint'))
    }
  })
}

export async function papersOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => Reflect.get(globalThis, 'papers') as string[]) // reason: set by withPrinter
}

/** The status chip, in the same place on every surface. */
export function chip(page: Page) {
  return page.getByRole('status', { name: /^(Liaison|Link|Connection)$/ })
}

export type Visit = { readonly code?: string; readonly service?: RegExp; readonly language?: 'Français' | 'English' }

const FRENCH = { none: /pas de code/, take: /Prendre mon ticket|Réimprimer le ticket/ }
const ENGLISH = { none: /have no code|no code/, take: /Take my ticket|Reprint ticket/ }

/** A citizen at the kiosk: language, code, service, ticket. Leaves the ticket on the screen. */
export async function takeTicketAt(kiosk: Page, visit: Visit = {}): Promise<string> {
  const { code, service = /Nouvelle demande|New Application/, language = 'Français' } = visit
  const words = language === 'Français' ? FRENCH : ENGLISH
  await touch(kiosk, language)
  if (code === undefined) await touch(kiosk, words.none)
  else await typeCode(kiosk, code)
  const take = kiosk.getByRole('button', { name: words.take })
  await take
    .or(kiosk.getByRole('button', { name: service }))
    .first()
    .waitFor()
  // Of somebody who has a ticket already it is not asked.
  if (!(await take.isVisible())) await touch(kiosk, service)
  await touch(kiosk, words.take)
  return await shownNumber(kiosk)
}

export async function shownNumber(kiosk: Page): Promise<string> {
  const number = kiosk.getByRole('status').filter({ hasText: /^[A-Z]\d{3,}$/ })
  await expect(number).toBeVisible()
  return (await number.textContent()) ?? ''
}

/**
 * A finger on a screen of the kiosk that has just come up. The kiosk ignores what follows a change of screen by less
 * than SETTLE_MS, as the second half of a double tap would; a visitor takes longer to find the next button.
 */
export async function touch(kiosk: Page, name: string | RegExp): Promise<void> {
  const button = kiosk.getByRole('button', { name })
  await button.waitFor()
  await kiosk.waitForTimeout(SETTLE_MS)
  await button.tap()
}

/** The answer stays while the screen is another: a kiosk is hung upright or lies, and there are small ones. */
export async function expectWholeAtEachSize(kiosk: Page): Promise<void> {
  for (const size of KIOSK_SIZES) {
    await kiosk.setViewportSize(size)
    await expect.poll(() => isKioskWhole(kiosk), { message: `${size.width}x${size.height}` }).toBe(true)
  }
}

/** Most visitors have gone before: the ticket's screen then closes by itself. */
export async function leaveKiosk(kiosk: Page): Promise<void> {
  const done = kiosk.getByRole('button', { name: /^(Terminé|Done)/ })
  await done.tap({ timeout: 3_000 }).catch(() => undefined)
  await expect(kiosk.getByRole('button', { name: 'Français' })).toBeVisible()
}

/** `CNI2025001234`: the year is prefilled with this one and typed anew; then the six digits, after which it is taken by itself. */
async function typeCode(kiosk: Page, code: string): Promise<void> {
  const [year, digits] = [code.slice(3, 7), code.slice(7)]
  await kiosk.getByRole('button', { name: /Année|Year/ }).tap()
  for (const digit of year + digits) await kiosk.getByRole('button', { name: digit, exact: true }).tap()
  await expect(kiosk.getByRole('button', { name: /^(Corriger|Correct)$/ })).toBeHidden()
  await kiosk.waitForTimeout(STRAY_MS)
}

/** What every agent of a journey chooses. */
const PIN = '4862'

/** An agent of the demonstration signs in on a tablet that does not know him, chooses a PIN and opens a station. */
export async function takePost(tablet: Page, agent: RegExp, station: number): Promise<void> {
  const employeeId = DEMONSTRATION_AGENTS.find(({ firstName }) => agent.test(firstName))?.employeeId
  if (employeeId === undefined) throw new Error(`nobody is called ${agent}`)
  await signInOn(tablet, employeeId, PASSWORD)
  await tablet.getByRole('button', { name: new RegExp(`Guichet ${station}`) }).tap()
  await expect(tablet.getByRole('button', { name: /Appeler le suivant/ })).toBeVisible()
}

/** Leaves the choice of a station on the screen. */
export async function signInOn(tablet: Page, employeeId: string, password: string): Promise<void> {
  await tablet.getByLabel('Matricule').fill(employeeId)
  await tablet.getByLabel('Mot de passe', { exact: true }).fill(password)
  await tablet.getByRole('button', { name: 'Se connecter' }).tap()
  await expect(tablet.getByRole('heading', { name: 'Choisissez votre PIN' })).toBeVisible()
  await typePin(tablet, /Continuer/)
  await expect(tablet.getByRole('heading', { name: /encore une fois/ })).toBeVisible()
  await typePin(tablet, /Continuer/)
  await expect(tablet.getByRole('heading', { name: /choisissez votre guichet/ })).toBeVisible()
}

/** A tablet that has started again, or was left alone, and knows its agent. */
export async function unlock(tablet: Page): Promise<void> {
  await expect(tablet.getByRole('heading', { name: 'Tablette verrouillée' })).toBeVisible()
  await typePin(tablet, /Déverrouiller/)
  await expect(tablet.getByRole('heading', { name: 'Tablette verrouillée' })).toBeHidden()
}

async function typePin(tablet: Page, then: RegExp): Promise<void> {
  await tablet.keyboard.type(PIN)
  await tablet.getByRole('button', { name: then }).tap()
}

/** One deliberate press: what follows within DOUBLE_TAP_MS would count as the second half of a double tap. */
export async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).tap()
  await page.waitForTimeout(DOUBLE_TAP_MS)
}
