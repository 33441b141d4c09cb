import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** axe, in the page itself: none of ours has a frame, for which it would open a second page at each look. */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode()
}

type Rules = Parameters<AxeBuilder['options']>[0]['rules']

/** What stands in somebody's way on a page, each with the parts that do. What is right is not told of: that takes longer than the look. */
export async function barriersOn(page: Page, rules: Rules = {}): Promise<string[]> {
  const { violations } = await axeOn(page)
    .options({ rules, resultTypes: ['violations'] })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}
