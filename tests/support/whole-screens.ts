import type { Page } from '@playwright/test'

/** Whether all that is read or touched on a kiosk lies inside the screen, inside the card that it stands in, and under no button. */
export async function isKioskWhole(kiosk: Page): Promise<boolean> {
  return await kiosk.evaluate(() =>
    [...document.querySelectorAll('main button, main dd, main dt, main p, main li')].every(part => {
      const card = (part.closest('button, [class*=rounded-4xl]') ?? document.documentElement).getBoundingClientRect()
      const { top, bottom, left, right } = part.getBoundingClientRect()
      const isHidden = [...document.querySelectorAll('main button, main [role=status]')].some(other => {
        const box = other.getBoundingClientRect()
        const isApart = box.top > bottom - 1 || box.bottom < top + 1 || box.left > right - 1 || box.right < left + 1
        return !isApart && !other.contains(part) && !part.contains(other)
      })
      if (isHidden) return false
      const isInCard =
        top >= card.top - 1 && bottom <= card.bottom + 1 && left >= card.left - 1 && right <= card.right + 1
      return isInCard && bottom <= innerHeight + 1 && right <= innerWidth + 1
    }),
  )
}

/** Whether anything, a sheet that is open too, is wider than the screen. What only a screen reader sees is one pixel wide. */
export async function isTooWide(page: Page): Promise<boolean> {
  return await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog, dialog *, nav, nav *')].some(
      ({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1,
    ),
  )
}

/** What of a hall is cut off, by its words: outside the screen, or outside the part of it that it belongs to. */
export async function cutOffInHall(display: Page): Promise<string[]> {
  return await display.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished))
    const screen = new DOMRect(0, 0, innerWidth, innerHeight)
    // The picture may stand two pixels aside, so that it does not burn into the panel.
    const isOutside = (text: DOMRect, { left, right, top, bottom }: DOMRect) =>
      text.left < left - 3 || text.right > right + 3 || text.top < top - 3 || text.bottom > bottom + 3
    return [...document.querySelectorAll('main p, main h1, main h2, main li, main time')]
      .filter(element => {
        const frame = (element.closest('section, header, footer') ?? document.body).getBoundingClientRect()
        const box = element.getBoundingClientRect()
        const text = document.createRange()
        text.selectNodeContents(element)
        const { left, width } = text.getBoundingClientRect()
        const ink = new DOMRect(left, box.top, width, box.height)
        return isOutside(ink, frame) || isOutside(ink, screen)
      })
      .map(element => element.textContent ?? '')
  })
}
