import { type Browser, expect, type Page, test } from '@playwright/test'
import { OTHER_CENTER } from '@/scripts/idcam-simulator'
import { openStack, type Stack } from './support/stack'
import { chip, expectWholeAtEachSize, leaveKiosk, openDevice, papersOf, shownNumber, touch } from './support/surfaces'

const UNKNOWN = 'CNI2001000001'
const NOT_READY = 'CNI2001000002'
const WRONG_CENTER = 'CNI2001000004'
const WRONG_DAY = 'CNI2001000005'
const COLLECTION = 'CNI2001000006'
const SLOW = 'CNI2001000008'

/** What each code of the simulator's is answered with, and the next step. */
const ANSWERS = {
  fr: {
    door: 'Français',
    restart: /^Recommencer/,
    codes: [
      [UNKNOWN, /Nous ne trouvons pas ce code\..*continuez sans code/],
      [NOT_READY, /Votre carte n’est pas encore prête\.Revenez à partir du \S+ \d/],
      [WRONG_CENTER, /dans un autre centre\.Présentez-vous à ce centre.: Centre de Douala I/],
      [WRONG_DAY, /Votre rendez-vous est un autre jour\.Revenez le \S+ \d/],
    ],
  },
  en: {
    door: 'English',
    restart: /^Start over/,
    codes: [
      [UNKNOWN, /We cannot find this code\..*go on without a code/],
      [NOT_READY, /Your card is not ready yet\.Come back from \S+ \d/],
      [WRONG_CENTER, /at another centre\.Please go to this centre: Douala I Centre/],
      [WRONG_DAY, /Your appointment is on another day\.Come back on \S+ \d/],
    ],
  },
} as const

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
  await stack.database.sql`
    insert into centers (code, name_fr, name_en, time_zone, opens_at, closes_at)
    values (${OTHER_CENTER}, 'Centre de Douala I', 'Douala I Centre', 'Africa/Douala', '07:30', '15:30')`
})
test.afterAll(() => stack.close())

test('[KIOSK-14, IDCAM-6] each answer to a code, in both languages; whom nobody could check gets his ticket, with the servers stopped too', async ({
  browser,
}) => {
  const { kiosk, urls } = await openKiosk(browser)
  // A web app that has just started loads a route at its first request, longer than a visitor waits.
  await expect.poll(() => isAnswered(kiosk), { timeout: 60_000 }).toBe(true)
  for (const { door, restart, codes } of Object.values(ANSWERS))
    for (const [code, answer] of codes) {
      await scan(kiosk, door, code)
      await expect(kiosk.getByRole('main').getByRole('alert')).toContainText(answer)
      await expectWholeAtEachSize(kiosk)
      await touch(kiosk, restart)
    }

  await scan(kiosk, 'Français', COLLECTION)
  await expect(kiosk.getByRole('definition').filter({ hasText: 'Retrait' })).toBeVisible()
  await expectWholeAtEachSize(kiosk)
  await touch(kiosk, /^Prendre mon ticket/)
  const first = await shownNumber(kiosk)
  await leaveKiosk(kiosk)

  await scan(kiosk, 'English', SLOW)
  await expect(kiosk.getByRole('heading', { name: /checking your code/ })).toBeVisible()
  await takeUnchecked(kiosk, { service: /^New application/i, later: /check your code at the station/, take: /^Take/ })

  await stack.kill()
  await expect(chip(kiosk)).toContainText('Hors ligne')
  await scan(kiosk, 'Français', NOT_READY)
  await takeUnchecked(kiosk, { service: /^Nouvelle demande/, later: /vérifierons votre code/, take: /^Prendre/ })
  await scan(kiosk, 'Français', COLLECTION)
  await expect(kiosk.getByRole('heading', { name: 'Vous avez déjà un ticket' })).toBeVisible()
  await expectWholeAtEachSize(kiosk)
  await touch(kiosk, new RegExp(`^Réimprimer le ticket ${first}`))
  expect(await shownNumber(kiosk)).toBe(first)
  expect((await papersOf(kiosk)).at(-1)).toContain('DUPLICATA')
  expect(urls.filter(url => /2001000|CNI2/.test(url))).toEqual([])
})

/** With all that it asks for from then on. */
async function openKiosk(browser: Browser): Promise<{ kiosk: Page; urls: readonly string[] }> {
  const kiosk = await openDevice(browser, stack, 'kiosk', 'Borne 1')
  const urls: string[] = []
  kiosk.on('request', request => urls.push(request.url()))
  return { kiosk, urls }
}

async function isAnswered(kiosk: Page): Promise<boolean> {
  await scan(kiosk, 'Français', UNKNOWN)
  const answer = kiosk.getByRole('heading', { name: 'Nous avons vérifié votre code' })
  await answer.or(kiosk.getByRole('heading', { name: 'Quel est l’objet de votre visite' })).waitFor()
  const isTold = await answer.isVisible()
  await touch(kiosk, /^Recommencer/)
  return isTold
}

/** A language, and a code under the scanner, which types it faster than anybody and ends with Enter. */
async function scan(kiosk: Page, door: string, code: string): Promise<void> {
  await touch(kiosk, door)
  await expect(kiosk.getByRole('button', { name: '7', exact: true })).toBeVisible()
  await kiosk.evaluate(typeAtOnce, [...code, 'Enter'])
}

/** Runs in the page: a busy machine would be slower than a scanner. */
function typeAtOnce(keys: readonly string[]): void {
  for (const key of keys)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

async function takeUnchecked(kiosk: Page, words: { service: RegExp; later: RegExp; take: RegExp }): Promise<void> {
  await touch(kiosk, words.service)
  await expect(kiosk.getByText(words.later)).toBeVisible()
  await expectWholeAtEachSize(kiosk)
  await touch(kiosk, words.take)
  expect(await shownNumber(kiosk)).toMatch(/^[A-Z]\d\d{2,}$/)
  await leaveKiosk(kiosk)
}
