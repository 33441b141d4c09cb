import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { launch } from '@/tests/web/chromium'
import { KEPT_FOLDER, small } from '@/tests/web/pictures'
import { nameOf, type Scene } from '@/tests/web/scene'
import { type Picture, SurfaceCamera } from '@/tests/web/surface-camera'
import { COMPARED, SCENES } from '@/tests/web/surface-scenes'
import { overview, sheetOf } from './screens/sheet'

const FOLDER = 'docs/screens'

/**
 * `npm run screens`: pictures of the main states of all surfaces, a sheet or more of each, into `docs/screens/`. They come from the
 * fixture pages of the tests, so nothing has to be built. `-- console phone` draws these sheets alone. With `-- --update`, the small
 * pictures that a test compares instead.
 */
async function takeScreens(words: readonly string[]): Promise<void> {
  const browser = await launch()
  try {
    const camera = await SurfaceCamera.open(browser)
    await (words.includes('--update') ? keep(browser, camera) : draw(browser, camera, words))
    await camera.close()
  } finally {
    await browser.close()
  }
}

async function keep(browser: Browser, camera: SurfaceCamera): Promise<void> {
  const table = await browser.newPage()
  mkdirSync(KEPT_FOLDER, { recursive: true })
  for (const file of readdirSync(KEPT_FOLDER)) rmSync(`${KEPT_FOLDER}/${file}`)
  for (const picture of await taken(camera, COMPARED)) {
    const file = `${KEPT_FOLDER}/${nameOf(picture.scene, picture.view)}.webp`
    const bytes = await small(table, picture.png)
    writeFileSync(file, bytes)
    tell(file, bytes)
  }
}

/** @param asked sheets; none: all, and the overview */
async function draw(browser: Browser, camera: SurfaceCamera, asked: readonly string[]): Promise<void> {
  const table: Page = await browser.newPage()
  const isAsked = (scene: Scene) => asked.length === 0 || asked.includes(sheetNameOf(scene))
  const pictures = await taken(camera, SCENES.filter(isAsked))
  for (const name of new Set(pictures.map(({ scene }) => sheetNameOf(scene)))) {
    const own = pictures.filter(({ scene }) => sheetNameOf(scene) === name)
    write(`${FOLDER}/${name}.webp`, await sheetOf(table, own))
  }
  if (asked.length === 0) write(`${FOLDER}/surfaces.webp`, await overview(table, pictures))
}

function sheetNameOf({ surface, sheet = surface }: Scene): string {
  return sheet
}

async function taken(camera: SurfaceCamera, scenes: readonly Scene[]): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const scene of scenes) for await (const picture of camera.take(scene)) pictures.push(picture)
  return pictures
}

function write(file: string, bytes: Buffer): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, bytes)
  tell(file, bytes)
}

function tell(file: string, { length }: Buffer): void {
  console.log(`${file}  ${(length / 1000).toFixed(0)} kB`)
}

await takeScreens(process.argv.slice(2))
