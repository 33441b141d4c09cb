import { readFileSync, statSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './chromium'
import { difference, KEPT_FOLDER, LOOKS_ALIKE_MAX, small } from './pictures'
import { nameOf, type Scene } from './scene'
import { type Picture, SurfaceCamera } from './surface-camera'
import { COMPARED } from './surface-scenes'

let browser: Browser
let camera: SurfaceCamera
/** Where pictures are read. */
let table: Page

beforeAll(async () => {
  browser = await launch()
  camera = await SurfaceCamera.open(browser)
  table = await browser.newPage()
})

afterAll(async () => {
  await camera.close()
  await browser.close()
})

async function differenceFromKept({ scene, view, png }: Picture): Promise<number> {
  const kept = readFileSync(`${KEPT_FOLDER}/${nameOf(scene, view)}.webp`)
  return await difference(table, scene.size, kept, await small(table, png))
}

/** The views of a scene that do not look as they are kept, and by how much; with other styles, if a test wants some. */
async function changesOf(scene: Scene, styles = ''): Promise<string[]> {
  const changes: string[] = []
  for await (const picture of camera.take(scene, styles)) {
    const share = await differenceFromKept(picture)
    if (share > LOOKS_ALIKE_MAX) changes.push(`${nameOf(picture.scene, picture.view)}: ${share.toFixed(0)} of 1000`)
  }
  return changes
}

test.each(COMPARED.map(scene => [`${scene.surface} ${scene.size.join('x')} ${scene.language}`, scene] as const))(
  '[LOOK-1] %s looks as it is kept; if the change is meant: npm run screens -- --update',
  async (_, scene) => {
    expect(await changesOf(scene)).toEqual([])
  },
)

const TABLET = COMPARED.filter(({ surface }) => surface === 'agent').slice(0, 1)

test.each([
  ['letters a hair wider, as another machine draws them', 'body { letter-spacing: 0.004em }', 0],
  ['lines further apart', 'main * { line-height: 1.8 !important }', 1],
  ['everything lower by the height of a small button', 'main { transform: translateY(40px) }', 1],
  ['letters of another kind', 'body { font-family: serif !important }', 1],
  ['a button that is not there', 'nav button:first-of-type { visibility: hidden }', 1],
])('[LOOK-1] the comparison bites: %s', async (_, styles, count) => {
  const changes = await Promise.all(TABLET.map(scene => changesOf(scene, styles)))
  expect(changes.flat()).toHaveLength(count)
})

test('[LOOK-1] the kept pictures are small', () => {
  for (const scene of COMPARED)
    for (const view of scene.views)
      expect(statSync(`${KEPT_FOLDER}/${nameOf(scene, view)}.webp`).size).toBeLessThan(20_000)
})
