import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { launch } from '@/tests/web/chromium'
import { KEPT_FOLDER, small } from '@/tests/web/pictures'
import { type Picture, SurfaceCamera } from '@/tests/web/surface-camera'
import { COMPARED, nameOf, SCENES, type Scene } from '@/tests/web/surface-scenes'
import { overview, sheetOf } from './screens/sheet'

const FOLDER = 'docs/screens'

/**
 * `npm run screens`: pictures of the main states of all surfaces, one sheet a surface, into `docs/screens/`. They come from the
 * fixture pages of the tests, so nothing has to be built. With `-- --update`, the small pictures that a test compares instead.
 */
async function takeScreens(words: readonly string[]): Promise<void> {
  const browser = await launch()
  try {
    const camera = await SurfaceCamera.open(browser)
    await (words.includes('--update') ? keep(browser, camera) : draw(browser, camera))
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

async function draw(browser: Browser, camera: SurfaceCamera): Promise<void> {
  const table: Page = await browser.newPage()
  const pictures = await taken(camera, SCENES)
  for (const surface of new Set(SCENES.map(scene => scene.surface))) {
    const own = pictures.filter(({ scene }) => scene.surface === surface)
    write(`${FOLDER}/${surface}.webp`, await sheetOf(table, own))
  }
  write(`${FOLDER}/surfaces.webp`, await overview(table, pictures))
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
