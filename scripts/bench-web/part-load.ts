import type { Stack } from '@/tests/e2e/support/stack'
import { printTable } from '../bench/figures'
import { browserSide, DEVICE_SURFACES, enroll, type Opened, opened, otherPages, Profile } from './surfaces'

type Fetched = { readonly scripts: number; readonly scriptBytes: number; readonly allBytes: number }

/** What a browser that has nothing yet fetches until the page can be used, as it came over the wire. */
export async function firstLoad(stack: Stack): Promise<void> {
  const rows = [['page', 'scripts', 'scripts (gzip)', 'everything']]
  for (const surface of DEVICE_SURFACES) {
    const fetched = await fetchedOf(opened(stack, surface), async page =>
      enroll(page, stack, surface, `Charge ${surface}`),
    )
    rows.push(row(surface, fetched))
  }
  for (const page of otherPages(stack)) rows.push(row(page.name, await fetchedOf(page)))
  printTable('First load, without a cache and without a worker', rows)
}

function row(name: string, { scripts, scriptBytes, allBytes }: Fetched): string[] {
  return [name, String(scripts), kilobytes(scriptBytes), kilobytes(allBytes)]
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

type Prepare = (page: Awaited<ReturnType<Profile['open']>>['page']) => Promise<void>

async function fetchedOf(what: Opened, prepare: Prepare = () => Promise.resolve()): Promise<Fetched> {
  const profile = new Profile()
  const { context, page } = await profile.open(what.size)
  await prepare(page)
  const devTools = await browserSide(page)
  await devTools.send('Network.enable')
  await devTools.send('Network.setBypassServiceWorker', { bypass: true })
  await devTools.send('Network.clearBrowserCache')
  const scripts = new Set<string>()
  const bytes = new Map<string, number>()
  devTools.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)))
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength))
  await page.goto(what.url)
  await what.untilUsable(page)
  await page.waitForLoadState('load')
  await context.close()
  profile.remove()
  const sizes = [...bytes]
  const sum = (of: typeof sizes) => of.reduce((total, [, size]) => total + size, 0)
  return { scripts: scripts.size, scriptBytes: sum(sizes.filter(([id]) => scripts.has(id))), allBytes: sum(sizes) }
}
