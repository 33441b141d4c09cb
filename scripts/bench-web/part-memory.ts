import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import type { Stack } from '@/tests/e2e/support/stack'
import { CHROMIUM } from '@/tests/support/chromium'
import { printTable } from '../bench/figures'
import { Crowd, type Heard } from './crowd'
import { browserSide, type DeviceSurface, enroll, opened } from './surfaces'

/** A day of twelve hours, driven as fast as it goes: tickets of the center, and how many of them are taken at the kiosk by touch. */
const TICKETS = Number(process.env.BENCH_TICKETS ?? 5_000)
const VISITS = Number(process.env.BENCH_VISITS ?? 500)
/** Calls whose citizen comes only once the hall has heard him; the others come at once, and nobody speaks of them any more. */
const ANNOUNCED = Number(process.env.BENCH_ANNOUNCED ?? 2_000)
const QUARTERS = ['start', '3 h', '6 h', '9 h', '12 h'] as const
/** The kiosk's own clock of touches runs so much faster: it takes two touches within a moment for a slip of the finger. */
const HASTE = 3
/** An announcement of eight seconds is over in a fifth of one: a hall then hears them all. */
const VOICE_HASTE = 40
const SAID_MS_MAX = 20_000

type Watched = {
  readonly surface: DeviceSurface
  readonly page: Page
  readonly devTools: CDPSession
  readonly rows: string[][]
}

/**
 * What a display and a kiosk hold in memory through a day, after a forced collection of garbage. A day's own events are held
 * until midnight, so memory follows the tickets; what is more than a page that was just opened on the same day holds has leaked.
 */
export async function memoryOfADay(stack: Stack): Promise<void> {
  const browser = await chromium.launch(CHROMIUM)
  const crowd = await Crowd.open(stack)
  try {
    const display = await watch(browser, stack, 'display')
    const kiosk = await watch(browser, stack, 'kiosk')
    const heard = hall(display.page)
    for (const [quarter, name] of QUARTERS.entries()) {
      if (quarter > 0) await quarterOfADay(crowd, kiosk.page, heard)
      await settle(crowd, display.page, heard)
      for (const each of [display, kiosk]) await note(each, name, crowd)
    }
    for (const each of [display, kiosk]) {
      await each.page.reload()
      await opened(stack, each.surface).untilUsable(each.page)
      await each.page.waitForTimeout(5_000)
      await note(each, 'opened anew', crowd)
    }
    const heading = ['at', 'tickets', 'called', 'heap KiB', 'DOM nodes', 'listeners', 'sounds', 'papers']
    for (const { surface, rows } of [display, kiosk]) printTable(`Memory of a day: ${surface}`, [heading, ...rows])
  } finally {
    crowd.close()
    await browser.close()
  }
}

async function watch(browser: Browser, stack: Stack, surface: DeviceSurface): Promise<Watched> {
  const context = await browser.newContext({ viewport: opened(stack, surface).size, hasTouch: surface === 'kiosk' })
  await context.addInitScript(prepare, { haste: surface === 'kiosk' ? HASTE : 1, voiceHaste: VOICE_HASTE })
  const page = await context.newPage()
  await enroll(page, stack, surface, `Mémoire ${surface}`)
  const devTools = await browserSide(page)
  return { surface, page, devTools, rows: [] }
}

/**
 * Waits until the hall begins to say a call: what is begun is said to its end. Those that are waited for are spread over the day;
 * one that is not said in time is not waited for any more, and is missing among the sounds that are printed.
 */
function hall(display: Page): Heard {
  const sounds = async () => Number(await display.evaluate(() => Reflect.get(globalThis, 'soundCount')))
  let said = 0
  let due = 0
  return async () => {
    due += ANNOUNCED / TICKETS
    if (due < 1) return
    due -= 1
    const before = said
    // Not the page's own waiting: its policy lets nobody evaluate text.
    for (const latest = Date.now() + SAID_MS_MAX; said === before && Date.now() < latest; said = await sounds())
      await display.waitForTimeout(50)
  }
}

async function quarterOfADay(crowd: Crowd, kiosk: Page, heard: Heard): Promise<void> {
  const visits = Math.round(VISITS / (QUARTERS.length - 1))
  const others = Math.round((TICKETS - VISITS) / (QUARTERS.length - 1))
  await Promise.all([crowd.come(others, heard), visitKiosk(kiosk, visits)])
}

/** Check-ins by touch, one after another, without a code. A visit that the kiosk has cleared away meanwhile is made anew. */
async function visitKiosk(kiosk: Page, count: number): Promise<void> {
  for (let visit = 0; visit < count; visit++) while (!(await isVisited(kiosk))) await kiosk.waitForTimeout(SETTLED_MS)
}

async function isVisited(kiosk: Page): Promise<boolean> {
  try {
    for (const name of STEPS) {
      const button = kiosk.getByRole('button', { name })
      await button.waitFor({ timeout: STEP_MS_MAX })
      await kiosk.waitForTimeout(SETTLED_MS)
      await button.tap({ timeout: STEP_MS_MAX })
    }
    return true
  } catch {
    return false // reason: who touches nothing for a while is cleared away, and a busy machine is slow to touch
  }
}

const STEPS = [/^Français/, /pas de code/, /^Nouvelle demande/, /^Prendre mon ticket/, /^Terminé/]
const STEP_MS_MAX = 3_000
/** A little more than the kiosk takes for a slip of the finger, by its hasty clock. */
const SETTLED_MS = 130

/** Everybody is served, and the display has shown the last call. */
async function settle(crowd: Crowd, display: Page, heard: Heard): Promise<void> {
  await crowd.serveAll(heard)
  const { lastCalled } = crowd
  if (lastCalled) await display.getByText(lastCalled, { exact: true }).first().waitFor({ timeout: 120_000 })
  await display.waitForTimeout(3_000)
}

/** Also said at once: a day takes minutes, and what ended it early would be lost. */
async function note(watched: Watched, name: string, crowd: Crowd): Promise<void> {
  const row = await held(watched, name, crowd)
  watched.rows.push(row)
  console.log(`  ${watched.surface}, ${row.join(', ')}`)
}

async function held({ page, devTools }: Watched, name: string, crowd: Crowd): Promise<string[]> {
  for (let turn = 0; turn < 2; turn++) await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters')
  const counts = await page.evaluate(() => [
    Reflect.get(globalThis, 'soundCount'),
    Reflect.get(globalThis, 'paperCount'),
  ])
  const numbers = [crowd.ticketCount, crowd.callCount, Math.round(usedSize / 1024), nodes, jsEventListeners, ...counts]
  return [name, ...numbers.map(String)]
}

/** Runs in the page before the surface does: a printer that takes every page, a count of sounds that pass fast, and a hasty clock of touches. */
function prepare({ haste, voiceHaste }: { haste: number; voiceHaste: number }): void {
  Object.assign(globalThis, { soundCount: 0, paperCount: 0 })
  globalThis.print = () => {
    Reflect.set(globalThis, 'paperCount', Reflect.get(globalThis, 'paperCount') + 1)
    dispatchEvent(new Event('afterprint'))
  }
  const { start } = AudioBufferSourceNode.prototype
  AudioBufferSourceNode.prototype.start = function (...when) {
    Reflect.set(globalThis, 'soundCount', Reflect.get(globalThis, 'soundCount') + 1)
    this.playbackRate.value = voiceHaste
    start.apply(this, when)
  }
  const now = performance.now.bind(performance)
  performance.now = () => now() * haste
}
