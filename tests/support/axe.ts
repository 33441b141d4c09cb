import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** axe, in the page itself: none of ours has a frame, and a second page for each look took most of its time. */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode()
}
