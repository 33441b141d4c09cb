import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeOn } from '@/tests/support/axe'
import { launch } from './chromium'
import type { Scene } from './scene'
import { SurfaceCamera } from './surface-camera'
import { COMPARED } from './surface-scenes'

/** WCAG 2.5.5, in CSS pixels: a thumb, on one's own phone. Those of a kiosk are measured beside its steps. */
const TARGET_PX = 44

let browser: Browser
let camera: SurfaceCamera

beforeAll(async () => {
  browser = await launch()
  camera = await SurfaceCamera.open(browser)
})

afterAll(async () => {
  await camera.close()
  await browser.close()
})

const PUBLIC = COMPARED.filter(({ surface }) => surface === 'display' || surface === 'phone')

/** Below 7 to 1, and where axe could not tell: on a picture, or under something else. */
async function contrasts(scene: Scene, styles = ''): Promise<{ weak: string[]; unsure: string[]; decided: number }> {
  for await (const _ of camera.take(scene, styles)) break
  const checked = axeOn(camera.page).withRules(['color-contrast-enhanced'])
  const { violations, incomplete, passes } = await checked.analyze()
  const partsOf = (found: typeof violations) =>
    found.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 120)))
  return { weak: partsOf(violations), unsure: partsOf(incomplete), decided: partsOf(passes).length }
}

test.each(PUBLIC.map(scene => [`${scene.surface} ${scene.size.join('x')}`, scene] as const))(
  '[EASE-1] on %s every text is computed to have a contrast of 7 to 1, none is left undecided',
  async (_, scene) => {
    const { weak, unsure, decided } = await contrasts(scene)
    expect([weak, unsure]).toEqual([[], []])
    expect(decided).toBeGreaterThan(4)
  },
)

test('[EASE-1] a text that is hard to read is found', async () => {
  const [display] = PUBLIC
  if (!display) throw new Error('no display')
  expect((await contrasts(display, 'main p, main span { color: #9aa8a0 !important }')).weak).not.toEqual([])
})

test('[PHONE-3] whatever is touched on a phone is large enough for a thumb', async () => {
  for (const scene of PUBLIC.filter(({ surface }) => surface === 'phone')) {
    for await (const _ of camera.take(scene)) break
    const sizes = await camera.page.getByRole('button').evaluateAll(buttons =>
      buttons.map(button => {
        const { width, height } = button.getBoundingClientRect()
        return Math.min(width, height)
      }),
    )
    expect(sizes.length).toBeGreaterThan(2)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(TARGET_PX)
  }
})
