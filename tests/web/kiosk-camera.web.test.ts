import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { create } from 'qrcode'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { CHROMIUM } from '@/tests/support/chromium'
import { type Site, serveEntry } from './chromium'

const library = createRequire(createRequire(import.meta.url).resolve('barcode-detector/ponyfill'))
const PROGRAM = readFileSync(library.resolve('zxing-wasm/reader/zxing_reader.wasm'))
/** That of the kiosk's page (proxy.ts), as far as it concerns a camera and its reader. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; media-src 'self'; connect-src 'self'"
const CODE = 'CNI2025001234'
const CAMERA = '--use-fake-device-for-media-stream'
const BUTTON = /Scanner mon code avec la caméra/

let site: Site
let pictures: string
let browser: Browser | null = null

beforeAll(async () => {
  site = await serveEntry('tests/web/kiosk-camera-page.tsx')
  pictures = mkdtempSync(join(tmpdir(), 'camera-'))
  writeFileSync(join(pictures, 'paper.y4m'), pictureOf(CODE))
})

afterEach(async () => {
  await browser?.close()
  browser = null
})

afterAll(async () => {
  await site.close()
  rmSync(pictures, { recursive: true })
})

async function openContext(...args: readonly string[]): Promise<BrowserContext> {
  browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...args] })
  return await browser.newContext()
}

/** One gray picture in which somebody holds a code. */
function pictureOf(text: string): Buffer {
  const [width, height, point] = [640, 480, 8]
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const light = Buffer.alloc(width * height, 150)
  const [left, top] = [width / 2 - (modules.size * point) / 2, height / 2 - (modules.size * point) / 2]
  for (let y = -4 * point; y < (modules.size + 4) * point; y++)
    for (let x = -4 * point; x < (modules.size + 4) * point; x++) {
      const [row, column] = [Math.floor(y / point), Math.floor(x / point)]
      const isPaper = row < 0 || column < 0 || row >= modules.size || column >= modules.size
      light[(top + y) * width + left + x] = !isPaper && modules.get(row, column) ? 60 : 210
    }
  const colour = Buffer.alloc((width * height) / 2, 128)
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), light, colour])
}

type Network = { programs: number; isDown: boolean }

async function openKiosk(context: BrowserContext, network: Network): Promise<Page> {
  const page = await context.newPage()
  await page.route('**/scanner/*', async route => {
    if (network.isDown) return await route.abort()
    network.programs++
    await route.fulfill({ body: PROGRAM, contentType: 'application/wasm' })
  })
  await page.route(site.url, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY } })
  })
  await page.goto(site.url)
  await page.getByRole('button', { name: 'Effacer' }).waitFor()
  return page
}

test('[KIOSK-10] a camera reads a code under the policy of the kiosk, and its reader is kept for the time without a network', async () => {
  const paper = `--use-file-for-fake-video-capture=${join(pictures, 'paper.y4m')}`
  const context = await openContext(CAMERA, paper, '--auto-accept-camera-and-microphone-capture')
  const network = { programs: 0, isDown: false }
  const page = await openKiosk(context, network)
  await page.getByRole('button', { name: BUTTON }).click()
  await expect.poll(() => page.title()).toBe(CODE)

  await page.evaluate(() => Object.assign(globalThis, { picture: document.querySelector('video')?.srcObject }))
  // A second touch of the same button so soon would be that of a double tap.
  await page.waitForTimeout(DOUBLE_TAP_MS)
  await page.getByRole('button', { name: /Taper mon code/ }).click()
  const tracks = () =>
    page.evaluate(() => {
      const picture: unknown = Reflect.get(globalThis, 'picture')
      return picture instanceof MediaStream ? picture.getTracks().map(({ readyState }) => readyState) : null
    })
  await expect.poll(tracks).toEqual(['ended'])

  network.isDown = true
  await page.reload()
  await page.getByRole('button', { name: BUTTON }).waitFor()
  expect(network.programs).toBe(1)
})

test('[KIOSK-10] where the camera is refused its button goes, and the keys come back', async () => {
  const page = await openKiosk(await openContext(CAMERA, '--deny-permission-prompts'), { programs: 0, isDown: false })
  await page.getByRole('button', { name: BUTTON }).click()
  await page.getByRole('button', { name: 'Effacer' }).waitFor()
  await expect.poll(() => page.getByRole('button', { name: /caméra/ }).count()).toBe(0)
})

test('[KIOSK-10] without a camera nothing is loaded, and no button is there', async () => {
  const network = { programs: 0, isDown: false }
  const page = await openKiosk(await openContext(), network)
  await page.evaluate(() => navigator.mediaDevices.enumerateDevices().then(() => undefined))
  expect([await page.getByRole('button', { name: BUTTON }).count(), network.programs]).toEqual([0, 0])
})
