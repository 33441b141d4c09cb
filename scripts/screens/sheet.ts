import type { Page } from '@playwright/test'
import type { Picture } from '@/tests/web/surface-camera'

/** A sheet is read in a browser, beside others. */
const WIDTH_PX = 1600
/** The height of a row of pictures: enough to read the large words of a screen. Three wide ones stand beside each other. */
const ROW_PX = 400
const PICTURE_WIDTH_MAX_PX = 516
const BYTES_MAX = 400_000

/** A contact sheet of these pictures, each with its name, as WebP. */
export async function sheetOf(page: Page, pictures: readonly Picture[]): Promise<Buffer> {
  return await photographed(page, pictures.map(picture => figure(picture, ROW_PX)).join(''))
}

/** The views of a surface that stand for it. */
const FACES: readonly (readonly [surface: string, view: string, language: string])[] = [
  ['kiosk', 'welcome', 'fr'],
  ['kiosk', 'confirm', 'en'],
  ['kiosk', 'ticket', 'fr'],
  ['display', 'portrait', 'fr'],
  ['ticket', 'ticket', 'fr'],
  ['phone', 'called', 'en'],
  ['display', 'calls', 'fr'],
  ['agent', 'called', 'fr'],
  ['console', 'floor', 'en'],
]

/** One picture of all surfaces, for the front page. */
export async function overview(page: Page, pictures: readonly Picture[]): Promise<Buffer> {
  const faces = FACES.map(([surface, view, language]) => {
    const found = pictures.find(
      ({ scene, view: { name } }) => scene.surface === surface && name === view && scene.language === language,
    )
    if (!found) throw new Error(`no picture of ${surface}, ${view}, ${language}`)
    return figure(found, ROW_PX, false)
  })
  return await photographed(page, faces.join(''))
}

function figure({ scene, view, png }: Picture, rowHeight: number, hasName = true): string {
  const source = `data:image/png;base64,${png.toString('base64')}`
  const [wide, high] = scene.size
  const scale = Math.min(rowHeight / high, PICTURE_WIDTH_MAX_PX / wide)
  const [width, height] = [Math.round(scale * wide), Math.round(scale * high)]
  const caption = hasName ? `<figcaption>${view.name} (${scene.language})</figcaption>` : ''
  return `<figure style="width: ${width}px"><img src="${source}" width="${width}" height="${height}" alt="">${caption}</figure>`
}

const STYLES = `
  body { margin: 0; padding: 12px; width: ${WIDTH_PX - 24}px; background: #d7ddd8; font: 15px system-ui, sans-serif }
  main { display: flex; flex-wrap: wrap; gap: 12px; justify-content: center }
  figure { margin: 0; color: #10211b }
  img { display: block; background: #fff; outline: 1px solid #9aa8a0 }
`

async function photographed(page: Page, figures: string): Promise<Buffer> {
  await page.setViewportSize({ width: WIDTH_PX, height: 600 })
  await page.setContent(`<!doctype html><style>${STYLES}</style><main>${figures}</main>`)
  await page.evaluate(() => Promise.all([...document.images].map(image => image.decode())))
  const height = await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height))
  await page.setViewportSize({ width: WIDTH_PX, height })
  const browserSide = await page.context().newCDPSession(page)
  try {
    for (const quality of [80, 70, 60, 50, 40, 30]) {
      const { data } = await browserSide.send('Page.captureScreenshot', { format: 'webp', quality })
      const sheet = Buffer.from(data, 'base64')
      if (sheet.length <= BYTES_MAX) return sheet
    }
    throw new Error(`a sheet of ${figures.length} bytes cannot be made small`)
  } finally {
    await browserSide.detach()
  }
}
