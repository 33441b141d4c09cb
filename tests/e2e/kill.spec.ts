import { expect, type Page, test } from '@playwright/test'
import { KillableBrowser } from './support/killable-browser'
import { queueOn } from './support/queue'
import { openStack, type Stack } from './support/stack'
import { chip, enrollPage, withPrinter } from './support/surfaces'

const ROUNDS = 6
/** Of the delays between a paper and the kill: a visitor takes some two seconds, so it falls anywhere in the next ones. */
const SEED = 20251122
const KILL_AFTER_MS_MAX = 3_000

let stack: Stack
const browser = new KillableBrowser()
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(async () => {
  await browser.close()
  await stack.close()
})

test(`[LOG-1] [NUM-2] kill -9 during check-ins, ${ROUNDS} rounds, without a server: no paper is lost, no number is given twice`, async () => {
  test.setTimeout(600_000)
  const printed: string[] = []
  const random = mulberry32(SEED)

  const first = await kioskIn(browser, printed)
  await enrollPage(first, stack, 'kiosk', 'Borne 1')
  await stack.kill()

  for (let round = 1; round <= ROUNDS; round++) {
    await browser.kill()
    const kiosk = await kioskIn(browser, printed)
    await kiosk.goto(`${stack.origin}/kiosk`)
    await expect(kiosk.getByRole('button', { name: 'Français' })).toBeVisible()
    await expect.poll(async () => missing(await queueNumbers(kiosk), printed)).toEqual([])

    await startBurst(kiosk)
    await expect.poll(() => printed.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(round)
    await kiosk.waitForTimeout(random() * KILL_AFTER_MS_MAX)
  }
  await browser.kill()

  const kiosk = await kioskIn(browser, printed)
  await stack.start()
  await kiosk.goto(`${stack.origin}/kiosk`)
  await expect(chip(kiosk)).toHaveText('En ligne', { timeout: 60_000 })
  const rows = await stack.database.sql<{ number: string }[]>`select ticket_number as number from queue_entries`
  test
    .info()
    .annotations.push({ type: 'kill test', description: `${printed.length} printed, ${rows.length} in Postgres` })
  console.log(`kill test: ${ROUNDS} rounds, ${printed.length} printed, ${rows.length} tickets in Postgres`)
  expect(printed.length).toBeGreaterThanOrEqual(ROUNDS)
  expect(new Set(printed).size).toBe(printed.length)
  expect(
    missing(
      rows.map(row => row.number),
      printed,
    ),
  ).toEqual([])
})

/** Every paper that leaves the printer is noted here, outside the browser. */
async function kioskIn(of: KillableBrowser, printed: string[]): Promise<Page> {
  const context = await of.launch()
  await withPrinter(context)
  const page = await context.newPage()
  page.on('console', message => {
    const number = /^printed ([A-Z]\d+)$/.exec(message.text())?.[1]
    if (number) printed.push(number)
  })
  return page
}

async function queueNumbers(kiosk: Page): Promise<string[]> {
  return [...(await queueOn(kiosk)).tickets.values()].map(ticket => ticket.number)
}

function missing(held: readonly string[], printed: readonly string[]): string[] {
  return printed.filter(number => !held.includes(number))
}

/** Visitors one after another, without a pause, from inside the page: nothing waits for the test. */
async function startBurst(kiosk: Page): Promise<void> {
  await kiosk.evaluate(() => {
    const wanted = /^(Français|Je n.ai pas de code|Nouvelle demande|Prendre mon ticket|Terminé)/
    setInterval(() => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent, disabled }) => !disabled && wanted.test(textContent ?? ''),
      )
      // A click without a pointer, as a switch or a screen reader makes it.
      button?.click()
    }, 20)
  })
}

/** A small seeded generator (public domain, by Tommy Ettinger): the same delays in every run. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
