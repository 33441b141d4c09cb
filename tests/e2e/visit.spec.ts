import { type Browser, expect, type Page, test } from '@playwright/test'
import { printedPage } from '@/tests/support/printed-page'
import { cutOffInHall, isTooWide } from '@/tests/support/whole-screens'
import { openStack, type Stack } from './support/stack'
import { chip, leaveKiosk, openDevice, press, SIZES, takePost, takeTicketAt, unlock } from './support/surfaces'

/** PRODUCT, section 3; as it stands or hangs in the journeys last. */
const TABLET_SIZES = [{ width: 360, height: 740 }, SIZES.agent] as const
const HALL_SIZES = [{ width: 3840, height: 2160 }, { width: 1080, height: 1920 }, SIZES.display] as const
const PHONE_SIZE = { width: 360, height: 640 } as const

const PRIMARY = {
  call: [/^Appeler le suivant/, /^Call next/],
  start: [/^Démarrer/, /^Start/],
  finish: [/^Terminer/, /^Finish/],
} as const

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

test('[CALL-12, SHOW-6, SHOW-7, PHONE-1, PHONE-3] two visits, one in each language, as the tablet, the hall and the citizens’ phones show them: at each size, with the servers stopped too', async ({
  browser,
}) => {
  const kiosk = await openDevice(browser, stack, 'kiosk', 'Borne 1')
  const tablet = await openDevice(browser, stack, 'agent', 'Tablette 1')
  const display = await openDevice(browser, stack, 'display', 'Écran 1')

  const french = await openPhone(browser, await paperOf(kiosk, 'Français', 'Personne devant vous'))
  const english = await openPhone(browser, await paperOf(kiosk, 'English', '1 person ahead of you'))

  await test.step('who waits', async () => {
    // Each in the language of its ticket, before anybody has touched it.
    await expect(french.getByRole('heading', { level: 1 })).toHaveText('Vous attendez')
    await expect(english.getByRole('heading', { level: 1 })).toHaveText('You are waiting')
    await expectOnPhone(french, ['A101', /Vous attendez.*Personne devant vous/, /You are waiting.*Nobody ahead/])
    await expectOnPhone(english, ['A102', /Vous attendez.*1 personne devant/, /You are waiting.*1 person ahead/])
    await takePost(tablet, /Estelle/, 1)
    await expectOnTablet(tablet, PRIMARY.call, ['Prochain ticket : A101', 'Next ticket: A101'])
  })

  await test.step('who is called', async () => {
    await press(tablet, /^Appeler le suivant/)
    await expectOnPhone(french, ['A101', /C’est à vous.*Allez au guichet 1/, /It is your turn.*Go to station 1/])
    await expectOnPhone(english, ['A102', /Personne devant vous/, /Nobody ahead of you/])
    await expectOnTablet(tablet, PRIMARY.start, ['A101', 'A101'])
    await expectInHall(display, 'A101')
  })

  await test.step('who is served, and who has been', async () => {
    await press(tablet, /^Démarrer/)
    await expectOnPhone(french, ['A101', /Vous êtes au guichet 1/, /You are at station 1/])
    await expectOnTablet(tablet, PRIMARY.finish, ['En cours', 'Serving'])
    await press(tablet, /^Terminer/)
    await expectOnPhone(french, ['A101', /Votre visite est terminée/, /Your visit is over/])
    await press(tablet, /^Appeler le suivant/)
    await expectOnPhone(english, ['A102', /C’est à vous.*guichet 1/, /It is your turn.*station 1/])
    await expectInHall(display, 'A102')
  })

  await test.step('the servers are gone: each goes on with what it knows, from a cold start', async () => {
    await stack.kill()
    await Promise.all([tablet, display, english].map(page => page.reload()))
    await unlock(tablet)
    await expect(chip(tablet)).toContainText('Hors ligne')
    await expectOnTablet(tablet, PRIMARY.start, ['A102', 'A102'])
    await press(tablet, /^Démarrer/)
    await expectOnTablet(tablet, PRIMARY.finish, ['En cours', 'Serving'])
    await press(tablet, /^Terminer/)
    await expectOnTablet(tablet, PRIMARY.call, [
      'Personne n’attend pour vos services',
      'Nobody is waiting for your services',
    ])
    await expectOnPhone(english, ['A102', /C’est à vous.*Hors ligne.*Situation à/, /your turn.*Offline.*As of/])
    await expect(display.getByText(/Affichage autonome depuis/)).toBeVisible({ timeout: 45_000 })
    await expectInHall(display, 'A102')
  })

  await test.step('they are back, and what was done alone is known everywhere', async () => {
    await stack.start()
    await expectOnPhone(english, ['A102', /Votre visite est terminée/, /Your visit is over/])
    await expect(display.getByText(/Affichage autonome depuis/)).toBeHidden({ timeout: 60_000 })
    await expectInHall(display, 'A102')
  })
})

/** Takes a ticket, and reads the link of its QR code from the paper: the page that its printer is given. */
async function paperOf(kiosk: Page, language: 'Français' | 'English', ahead: string): Promise<string> {
  await kiosk.evaluate(() => Object.assign(globalThis, { print: () => undefined }))
  const taken = takeTicketAt(kiosk, { language })
  await kiosk.getByRole('article', { includeHidden: true }).waitFor({ state: 'attached' })
  const paper = await printedPage(await kiosk.pdf({ preferCSSPageSize: true }))
  await kiosk.evaluate(() => dispatchEvent(new Event('afterprint')))
  for (const words of [await taken, ahead]) expect(paper.letters).toContain(words.replaceAll(' ', ''))
  const link = paper.qrCode()
  if (link === null) throw new Error('the paper has no code that can be read')
  await leaveKiosk(kiosk)
  return link
}

async function openPhone(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE_SIZE, hasTouch: true, isMobile: true })
  const phone = await context.newPage()
  await phone.goto(link)
  await expect(phone.getByRole('main')).toContainText(/A\d{3}/)
  // From here on the link opens without a server.
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return phone
}

type InBothLanguages<Said> = readonly [french: Said, english: Said]

async function expectOnPhone(phone: Page, [number, ...said]: readonly [string, RegExp, RegExp]): Promise<void> {
  for (const [index, language] of ['Français', 'English'].entries()) {
    await phone.getByRole('button', { name: language }).tap()
    await expect(phone.getByRole('main')).toContainText(said[index] ?? '', { timeout: 60_000 })
    expect([language, await isTooWide(phone)]).toEqual([language, false])
    await expect(phone.getByText(number, { exact: true })).toBeInViewport()
    await expect(phone.getByRole('heading', { level: 1 })).toBeInViewport()
  }
}

async function expectOnTablet(
  tablet: Page,
  primary: InBothLanguages<RegExp>,
  says: InBothLanguages<string>,
): Promise<void> {
  for (const index of [0, 1] as const) {
    const main = tablet.getByRole('main')
    await expect(main.getByText(says[index]).filter({ visible: true }).first()).toBeVisible()
    for (const size of TABLET_SIZES) {
      await tablet.setViewportSize(size)
      await expect(tablet.getByRole('navigation').getByRole('button', { name: primary[index] })).toBeInViewport({
        ratio: 1,
      })
      expect([size, await isTooWide(tablet)]).toEqual([size, false])
    }
    await press(tablet, index === 0 ? /^English$/ : /^Français$/)
  }
}

async function expectInHall(display: Page, number: string): Promise<void> {
  for (const size of HALL_SIZES) {
    await display.setViewportSize(size)
    await expect(display.getByText(number, { exact: true }).first()).toBeVisible()
    await expect.poll(() => cutOffInHall(display), { message: `${size.width}x${size.height}` }).toEqual([])
  }
}
