import type { Stack } from '@/tests/e2e/support/stack'
import { median, printTable } from '../bench/figures'
import { browserSide, DEVICE_SURFACES, enroll, type Opened, opened, otherPages, Profile, untilKept } from './surfaces'

const STARTS = 5
const SLOW = 6

type Kept = { readonly what: Opened; readonly profile: Profile; readonly row: string[] }

/** From a browser that has just started to a page that can be used: with the servers, without, and on a processor six times as slow. */
export async function coldStart(stack: Stack): Promise<void> {
  const pages: Kept[] = []
  for (const surface of DEVICE_SURFACES) {
    const profile = new Profile()
    const { context, page } = await profile.open(opened(stack, surface).size)
    await enroll(page, stack, surface, `Départ ${surface}`)
    await context.close()
    pages.push({ what: opened(stack, surface), profile, row: [surface] })
  }
  for (const what of otherPages(stack)) pages.push({ what, profile: await visited(what), row: [what.name] })
  for (const page of pages) page.row.push(await startMs(page, 1), await startMs(page, SLOW))
  await stack.kill()
  for (const page of pages)
    if (page.what.worksOffline) page.row.push(await startMs(page, 1), await startMs(page, SLOW))
    else page.row.push('-', '-')
  await stack.start()
  for (const { profile } of pages) profile.remove()
  const heading = ['page', 'online', `online, CPU 1/${SLOW}`, 'offline', `offline, CPU 1/${SLOW}`]
  printTable(`Cold start until usable, ms (median of ${STARTS})`, [heading, ...pages.map(({ row }) => row)])
}

async function visited(what: Opened): Promise<Profile> {
  const profile = new Profile()
  const { context, page } = await profile.open(what.size)
  await page.goto(what.url)
  await what.untilUsable(page)
  if (what.worksOffline) await untilKept(page)
  await context.close()
  return profile
}

async function startMs({ what, profile }: Kept, slowness: number): Promise<string> {
  const times: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const { context, page } = await profile.open(what.size)
    const devTools = await browserSide(page)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowness })
    const startedAt = performance.now()
    await page.goto(what.url, { waitUntil: 'commit' })
    await what.untilUsable(page)
    times.push(performance.now() - startedAt)
    await context.close()
  }
  return median(times).toFixed(0)
}
