import type { BrowserContext, Page } from '@playwright/test'

/** A loudspeaker that counts what it is given to play. */
export async function withSpeaker(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { start } = AudioBufferSourceNode.prototype
    Object.assign(globalThis, { soundsPlayed: 0 })
    AudioBufferSourceNode.prototype.start = function (...when) {
      Object.assign(globalThis, { soundsPlayed: Number(Reflect.get(globalThis, 'soundsPlayed')) + 1 })
      start.apply(this, when)
    }
  })
}

export async function soundsPlayed(page: Page): Promise<number> {
  return await page.evaluate(() => Number(Reflect.get(globalThis, 'soundsPlayed')))
}
