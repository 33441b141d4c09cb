import type { Browser, Page } from '@playwright/test'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { programStyles, type Site, serveEntry } from './chromium'
import { ConsoleCenter } from './console-sync'
import type { Shown } from './kiosk-steps-page'
import { PhoneSite } from './phone-site'
import type { Scene, View } from './scene'

/** Noon at the center of the fixture pages. */
const NOON = Date.parse('2026-03-02T11:00:00Z')

/** Its letters, so that a page without letters of its own takes the same room on every machine. */
const FONT = '/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'
const OWN_LETTERS = `@font-face { font-family: Own; font-weight: 200 800; src: url(${FONT}) } body { font-family: Own !important }`

type FixturePage = Exclude<Scene['page'], 'phone'>

export type Picture = { readonly scene: Scene; readonly view: View; readonly png: Buffer }

/** Shows the fixture pages in their states, with a clock that stands still, and takes pictures of them. */
export class SurfaceCamera {
  private constructor(
    readonly page: Page,
    private readonly sites: Readonly<Record<FixturePage, Site>>,
    private readonly phone: PhoneSite,
    private readonly center: ConsoleCenter,
  ) {}

  static async open(browser: Browser): Promise<SurfaceCamera> {
    const styles = await programStyles()
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'fr-FR' })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOON)
    // A phone shows the ticket that it remembers until it is told of another one.
    await page.addInitScript(() => localStorage.clear())
    const serve = (name: FixturePage) => serveEntry(`tests/web/${name}-page.tsx`, undefined, styles)
    const [screens, estimates, steps, display, office, phone, center] = await Promise.all([
      serve('screens'),
      serve('estimates'),
      serve('kiosk-steps'),
      serve('display'),
      serve('console'),
      PhoneSite.open(),
      ConsoleCenter.open(page),
    ])
    const sites = { screens, estimates, 'kiosk-steps': steps, display, console: office }
    return new SurfaceCamera(page, sites, phone, center)
  }

  async close(): Promise<void> {
    this.phone.close()
    await Promise.all([...Object.values(this.sites).map(site => site.close()), this.page.context().close()])
    await this.center.close()
  }

  /** Walks through the views of a scene. */
  async *take(scene: Scene, styles = ''): AsyncGenerator<Picture> {
    const [width, height] = scene.size
    await this.page.setViewportSize({ width, height })
    await this.page.emulateMedia({ media: scene.surface === 'ticket' ? 'print' : 'screen' })
    await this.#open(scene)
    if (styles !== '') await this.page.addStyleTag({ content: styles })
    for (const view of scene.views) {
      if (view.shown) await this.page.evaluate(show, { ...view.shown, language: scene.language })
      for (const name of view.touches ?? []) await this.#touch(name)
      await view.prepare?.(this.page)
      await this.page.evaluate(stillness)
      yield { scene, view, png: await this.page.screenshot() }
    }
  }

  async #open(scene: Scene): Promise<void> {
    if (scene.page === 'phone') return await this.#openPhone(scene)
    await this.page.goto(`${this.sites[scene.page].url}?${scene.query ?? ''}`)
    await this.page.getByRole(scene.surface === 'ticket' ? 'article' : 'main').waitFor()
    if (scene.page === 'console') await this.center.told(this.page)
  }

  async #openPhone({ ticket = {}, away }: Scene): Promise<void> {
    this.phone.forget()
    this.phone.tell(ticket)
    await this.page.goto(this.phone.url)
    await this.page.addStyleTag({ content: OWN_LETTERS })
    await this.page.getByText('A112').first().waitFor()
    if (away) this.phone.tellAway()
  }

  /** What follows a change of the screen at once would count as the second half of a double tap. */
  async #touch(name: RegExp): Promise<void> {
    const button = this.page.getByRole('button', { name }).first()
    await button.waitFor()
    await this.page.waitForTimeout(DOUBLE_TAP_MS)
    await button.click()
  }
}

/** Runs in the page of a kiosk's steps. */
function show(shown: Shown): void {
  Reflect.get(globalThis, 'show')(shown)
}

/** Runs in the page: resolves once its letters are there and what came into view has arrived. */
async function stillness(): Promise<void> {
  await document.fonts.ready
  for (let frame = 0; frame < 2; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
  // What runs longer than a moment is the time that a screen has left, and stands for itself.
  const arriving = document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 1_000)
  await Promise.all(arriving.map(animation => animation.finished))
}
