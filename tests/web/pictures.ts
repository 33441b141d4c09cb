import type { Page } from '@playwright/test'
import type { Size } from './scene'

export const KEPT_FOLDER = 'tests/web/snapshots'
/** Of a thousand pixels, so many may look different from the kept picture: other letters cost up to five, a broken layout more than twenty. */
export const LOOKS_ALIKE_MAX = 12

/** The longer side of a kept picture, in pixels: enough to see at a glance what a screen looked like. */
const KEPT_PX = 384
/** So many pixels of a screen become one of what is compared, or more: letters cannot be read, and a line that moved shows. */
const BLUR_PX = 10
const COMPARED_PX_MAX = 96
/** Two pixels look alike whose colours differ by no more than this, of 255. */
const ALIKE = 20

/** A small picture of a screen, as WebP. Made by the browser, which can read and write pictures. */
export async function small(page: Page, png: Buffer): Promise<Buffer> {
  const made = await page.evaluate(shrink, { picture: png.toString('base64'), longest: KEPT_PX })
  return Buffer.from(made, 'base64')
}

/**
 * @param size of the screen that both are pictures of
 * @returns how many of a thousand pixels look different
 */
export async function difference(page: Page, size: Size, one: Buffer, other: Buffer): Promise<number> {
  const longest = Math.min(COMPARED_PX_MAX, Math.round(Math.max(...size) / BLUR_PX))
  const [here, there] = await Promise.all(
    [one, other].map(picture => page.evaluate(look, { picture: picture.toString('base64'), longest })),
  )
  if (!here || here.length !== there?.length) return 1000
  const changed = new Set<number>()
  here.forEach((value, index) => {
    if (Math.abs(value - (there[index] ?? 0)) > ALIKE) changed.add(Math.floor(index / 4))
  })
  return (1000 * changed.size) / (here.length / 4)
}

type Picture = { readonly picture: string; readonly longest: number }

/** Runs in a page. */
async function shrink({ picture, longest }: Picture): Promise<string> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/*;base64,${picture}`)).blob())
  const scale = longest / Math.max(bitmap.width, bitmap.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/webp', 0.8).replace(/^.*,/, '')
}

/** Runs in a page. The colours of a picture, four values a pixel. */
async function look({ picture, longest }: Picture): Promise<number[]> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/*;base64,${picture}`)).blob())
  const scale = longest / Math.max(bitmap.width, bitmap.height)
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return [...context.getImageData(0, 0, width, height).data]
}
