import type { Browser, Page } from '@playwright/test'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { programStyles, type Site, serveEntry } from './chromium'
import { PhoneSite } from './phone-site'
import type { Scene, View } from './surface-scenes'

/** Noon at the center of the fixture pages. */
const NOON = Date.parse('2026-03-02T11:00:00Z')

/** Its letters, so that a page without letters of its own takes the same room on every machine. */
const FONT = '/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'
const OWN_LETTERS = `@font-face { font-family: Own; font-weight: 200 800; src: url(${FONT}) } body { font-family: Own !important }`

export type Picture = { readonly scene: Scene; readonly view: View; readonly png: Buffer }

/** Shows the fixture pages in their states, with a clock that stands still, and takes pictures of them. */
export class SurfaceCamera {
  private constructor(
    readonly page: Page,
    private readonly screens: Site,
    private readonly estimates: Site,
    private readonly phone: PhoneSite,
  ) {}

  static async open(browser: Browser): Promise<SurfaceCamera> {
    const styles = await programStyles()
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'fr-FR' })
    const page = await context.newPage()
    await page.clock.setFixedTime(NOON)
    // A phone shows the ticket that it remembers until it is told of another one.
    await page.addInitScript(() => localStorage.clear())
    const [screens, estimates, phone] = await Promise.all([
      serveEntry('tests/web/screens-page.tsx', undefined, styles),
      serveEntry('tests/web/estimates-page.tsx', undefined, styles),
      PhoneSite.open(),
    ])
    return new SurfaceCamera(page, screens, estimates, phone)
  }

  async close(): Promise<void> {
    this.phone.close()
    await Promise.all([this.screens.close(), this.estimates.close(), this.page.context().close()])
  }

  /** Walks through the views of a scene. */
  async *take(scene: Scene, styles = ''): AsyncGenerator<Picture> {
    const [width, height] = scene.size
    await this.page.setViewportSize({ width, height })
    await this.page.emulateMedia({ media: scene.surface === 'ticket' ? 'print' : 'screen' })
    await this.#open(scene)
    if (styles !== '') await this.page.addStyleTag({ content: styles })
    for (const view of scene.views) {
      for (const name of view.touches ?? []) await this.#touch(name)
      if (view.typed !== undefined) await this.#scan(view.typed)
      if (view.until) await this.#button(view.until).waitFor()
      await this.page.evaluate(stillness)
      yield { scene, view, png: await this.page.screenshot() }
    }
  }

  async #open(scene: Scene): Promise<void> {
    if (scene.page === 'phone') return await this.#openPhone(scene)
    const { url } = scene.page === 'screens' ? this.screens : this.estimates
    await this.page.goto(`${url}?${scene.query ?? ''}`)
    await this.page.getByRole(scene.surface === 'ticket' ? 'article' : 'main').waitFor()
  }

  async #openPhone({ ticket = {}, away }: Scene): Promise<void> {
    this.phone.forget()
    this.phone.tell(ticket)
    await this.page.goto(this.phone.url)
    await this.page.addStyleTag({ content: OWN_LETTERS })
    await this.page.getByText('A112').first().waitFor()
    if (away) this.phone.tellAway()
  }

  #button(name: RegExp) {
    return this.page.getByRole('button', { name }).first()
  }

  /** What follows a change of the screen at once would count as the second half of a double tap. */
  async #touch(name: RegExp): Promise<void> {
    await this.#button(name).waitFor()
    await this.page.waitForTimeout(DOUBLE_TAP_MS)
    await this.#button(name).click()
  }

  async #scan(code: string): Promise<void> {
    await this.page.waitForTimeout(DOUBLE_TAP_MS)
    await this.page.keyboard.type(code)
    await this.page.keyboard.press('Enter')
  }
}

/** Runs in the page: resolves once its letters are there and what it had begun to move has arrived. */
async function stillness(): Promise<void> {
  await document.fonts.ready
  for (let frame = 0; frame < 2; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
}
