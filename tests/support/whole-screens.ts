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
