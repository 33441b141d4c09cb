import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** axe, in the page itself: none of ours has a frame, for which it would open a second page at each look. */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode()
}
