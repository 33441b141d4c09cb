import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { PASSWORD } from '@/tests/support/people'
import { withSpeaker } from '@/tests/support/speaker'
import { expectAccessible, pressByKeyboard, tabTo } from './support/console'
import { openStack, type Stack } from './support/stack'
import { chip, isTouched, leaveKiosk, SIZES, takeTicketAt, withPrinter } from './support/surfaces'

/** Citizens of the day. */
const TICKETS = 10
const NEXT_PASSWORD = 'le fleuve Sanaga au matin'
const PIN = '4862'
const MOVE_MS = 1_500
const AGENTS = [
  { firstName: 'Odette', lastName: 'Atangana', employeeId: 'AG-061' },
  { firstName: 'Samuel', lastName: 'Fotso', employeeId: 'AG-062' },
] as const

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

test('[CONSOLE-6] a center from nothing, run for a day by its own staff: by the screens alone, in French', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const desk = await openDesk(browser)
  await becomeFirstAdministrator(desk)
  await createCenter(desk)

  const passwords: string[] = []
  await test.step('two agents', async () => {
    await goTo(desk, 'Personnel')
    for (const agent of AGENTS) passwords.push(await hire(desk, agent))
  })
  await goTo(desk, 'Appareils')
  const kiosk = await addDevice(browser, desk, 'Borne', 'Borne 1')
  const tablets = [
    await addDevice(browser, desk, 'Tablette d’agent', 'Tablette 1'),
    await addDevice(browser, desk, 'Tablette d’agent', 'Tablette 2'),
  ] as const
  const lost = await addDevice(browser, desk, 'Tablette d’agent', 'Tablette perdue')
  const display = await addDevice(browser, desk, 'Écran de salle', 'Écran 1')

  await test.step('the day is opened', async () => {
    await goTo(desk, 'Journée')
    await desk.getByRole('button', { name: 'Ouvrir la journée' }).click()
    await desk.getByRole('alertdialog').getByRole('button', { name: 'Ouvrir la journée' }).click()
    await expect(desk.getByText(/^Ouverte depuis .* par un administrateur\.$/)).toBeVisible()
  })
  await test.step('both agents sign in, each with a password of his own from now on', async () => {
    await startShift(tablets[0], 0, passwords[0] ?? '', BY_TOUCH)
    await startShift(tablets[1], 1, passwords[1] ?? '', BY_KEYBOARD)
  })
  await test.step('a lost tablet is revoked', async () => {
    await goTo(desk, 'Appareils')
    await desk.getByRole('button', { name: 'Autres actions : Tablette perdue' }).click()
    await desk.getByRole('menuitem', { name: 'Révoquer' }).click()
    await desk.getByLabel(/^Pour confirmer/).fill('Tablette perdue')
    await desk.getByRole('button', { name: 'Révoquer', exact: true }).click()
    await expect(lost.getByRole('heading', { name: /révoqué/ })).toBeVisible()
  })

  await test.step(`${TICKETS} citizens are served by two agents at once`, async () => {
    await goTo(desk, 'Salle')
    const queue = takeTickets(kiosk)
    await Promise.all([serveByTouch(tablets[0]), serveByKeyboard(tablets[1]), queue])
    await expect.poll(() => servedIn(stack)).toEqual([{ status: 'completed', count: TICKETS }])
    expect(new Set(await queue).size).toBe(TICKETS)
    await expect(display.locator('main')).toContainText(/Guichet/)
  })

  await test.step('one more waits when the day is closed, and is carried over', async () => {
    const late = await takeTicketAt(kiosk)
    await goTo(desk, 'Journée')
    await expect(desk.getByText(/Nouvelle demande.: 1$/)).toBeVisible()
    await desk.getByRole('button', { name: 'Fermer la journée' }).click()
    await desk.getByLabel(/^Pour confirmer/).fill('fermer')
    await desk.getByRole('alertdialog').getByRole('button', { name: 'Fermer la journée' }).click()
    await expect(desk.getByText(/^Fermée à .* par un administrateur/)).toBeVisible()
    await expect(desk.getByRole('row').filter({ hasText: late })).toContainText(`${late.charAt(0)}001`)
  })
  await test.step('the same in English', async () => {
    await desk.getByRole('button', { name: 'English' }).click()
    await expect(desk.getByText(/^Closed at .* by an administrator/)).toBeVisible()
    await desk.getByRole('navigation').getByRole('link', { name: 'Audit log' }).click()
    await expect(desk.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
    await expect.poll(() => desk.getByRole('row').count()).toBeGreaterThan(TICKETS)
  })
  expect(strangers).toEqual([])
})

/** Addresses that some page asked and that are not of this installation. */
const strangers: string[] = []

function watch(page: Page): void {
  page.on('request', request => {
    const { hostname, protocol } = new URL(request.url())
    if (hostname !== 'localhost' && !/^(data|blob):$/.test(protocol)) strangers.push(request.url())
  })
}

async function openDesk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' })
  const page = await context.newPage()
  watch(page)
  return page
}

async function becomeFirstAdministrator(desk: Page): Promise<void> {
  await desk.goto(await stack.firstAdminLink())
  await desk.getByLabel('Matricule').fill('ADM-001')
  for (const label of ['Mot de passe', 'Le même mot de passe, encore une fois'])
    await desk.getByLabel(label, { exact: true }).fill(PASSWORD)
  await desk.getByRole('button', { name: 'Créer mon compte' }).click()
  // There is one center so far, the demonstration: whoever may see one alone is led to its floor.
  await expect(desk.getByRole('heading', { level: 1, name: 'Salle' })).toBeVisible()
}

async function createCenter(desk: Page): Promise<void> {
  await goTo(desk, 'Centres')
  await desk.getByRole('link', { name: 'Créer un centre' }).click()
  await desk.getByLabel('Code du centre').fill('DLA2')
  await desk.getByLabel('Nom en français').fill('Centre de Douala Bonabéri')
  await desk.getByLabel('Nom en anglais').fill('Douala Bonabéri centre')
  await desk.getByRole('button', { name: 'Créer le centre' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible()
  await expect(desk.getByRole('row')).toHaveCount(7)
  await goTo(desk, 'Guichets')
  await expect(desk.getByRole('row')).toHaveCount(3)
}

async function goTo(desk: Page, name: string): Promise<void> {
  await desk.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  await expect(desk.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
  await expectAccessible(desk)
}

/** @returns the password that is told once */
async function hire(desk: Page, agent: (typeof AGENTS)[number]): Promise<string> {
  await desk.getByRole('button', { name: 'Ajouter une personne' }).click()
  const form = desk.getByRole('dialog')
  await form.getByLabel('Prénom').fill(agent.firstName)
  await form.getByLabel('Nom de famille').fill(agent.lastName)
  await form.getByLabel('Matricule').fill(agent.employeeId)
  await form.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(desk.getByRole('heading', { name: `Mot de passe de ${agent.employeeId}` })).toBeVisible()
  const password = (await desk.locator('output').textContent()) ?? ''
  await desk.getByRole('button', { name: 'J’ai transmis le mot de passe' }).click()
  return password
}

/** A browser of its own becomes a device, by the link that the console shows. */
async function addDevice(browser: Browser, desk: Page, type: string, name: string): Promise<Page> {
  await desk.getByRole('button', { name: 'Ajouter un appareil' }).click()
  const form = desk.getByRole('dialog')
  if (type !== 'Borne') {
    await form.getByRole('button', { name: /Type d’appareil/ }).click()
    await desk.getByRole('option', { name: type }).click()
  }
  await form.getByLabel('Nom', { exact: true }).fill(name)
  await form.getByRole('button', { name: 'Obtenir le code' }).click()
  const link = (await desk.getByText(/\/enroll#/).textContent()) ?? ''

  const surface = type === 'Borne' ? 'kiosk' : type === 'Écran de salle' ? 'display' : 'agent'
  const context = await browser.newContext({ viewport: SIZES[surface], hasTouch: isTouched(surface), locale: 'fr-FR' })
  await withPrinter(context)
  await withSpeaker(context)
  const page = await context.newPage()
  watch(page)
  await page.goto(link)
  await page.waitForURL(`**/${surface}`)
  await expect(chip(page)).toHaveText('En ligne')
  await expect(desk.getByText(`C’est fait : ${name} est au centre. Vous pouvez fermer.`)).toBeVisible()
  await desk.getByRole('button', { name: 'Fermer', exact: true }).click()
  return page
}

type Hands = {
  readonly press: (page: Page, target: Locator) => Promise<void>
  readonly fill: (page: Page, label: string, text: string) => Promise<void>
}
const BY_TOUCH: Hands = {
  press: (_page, target) => target.tap(),
  fill: (page, label, text) => page.getByLabel(label, { exact: true }).fill(text),
}
const BY_KEYBOARD: Hands = {
  press: pressByKeyboard,
  async fill(page, label, text) {
    await tabTo(page, page.getByLabel(label, { exact: true }))
    await page.keyboard.type(text)
  },
}

/** First use: the password that the console told is replaced, then a PIN, then the station. */
async function startShift(tablet: Page, index: number, password: string, { press, fill }: Hands): Promise<void> {
  const button = (name: string | RegExp) => tablet.getByRole('button', { name })
  await fill(tablet, 'Matricule', AGENTS[index]?.employeeId ?? '')
  await fill(tablet, 'Mot de passe', password)
  await press(tablet, button('Se connecter'))
  await expect(tablet.getByRole('heading', { name: 'Choisissez votre mot de passe' })).toBeVisible()
  await fill(tablet, 'Nouveau mot de passe', NEXT_PASSWORD)
  await fill(tablet, 'Le même mot de passe, encore une fois', NEXT_PASSWORD)
  await tablet.keyboard.press('Enter')
  for (const heading of ['Choisissez votre PIN', 'Le même PIN, encore une fois']) {
    await expect(tablet.getByRole('heading', { name: heading })).toBeVisible()
    await tablet.keyboard.type(PIN)
    await press(tablet, button('Continuer'))
  }
  await press(tablet, button(new RegExp(`Guichet ${index + 1}`)))
  await expect(button('Appeler le suivant')).toBeVisible()
}

async function takeTickets(kiosk: Page): Promise<string[]> {
  const numbers: string[] = []
  for (let count = 0; count < TICKETS; count++) {
    numbers.push(await takeTicketAt(kiosk))
    await leaveKiosk(kiosk)
  }
  return numbers
}

const isDayServed = async () =>
  (await servedIn(stack)).some(({ status, count }) => status === 'completed' && count === TICKETS)

/** What an agent does next, by the keys of the buttons. A call that another station won leaves him with the next one. */
const MOVES = [
  ['f', /^Terminer/],
  ['s', /^Démarrer/],
  ['n', /^Appeler le suivant/],
] as const

async function serveByTouch(tablet: Page): Promise<void> {
  await serve(tablet, (_key, button) => button.tap({ timeout: MOVE_MS }))
}

/** N, S and F: an agent with a keyboard needs no finger. */
async function serveByKeyboard(tablet: Page): Promise<void> {
  await serve(tablet, key => tablet.keyboard.press(key))
}

async function serve(tablet: Page, move: (key: string, button: Locator) => Promise<void>): Promise<void> {
  while (!(await isDayServed())) {
    for (const [key, name] of MOVES) {
      const button = tablet.getByRole('button', { name, disabled: false }).first()
      if (!(await button.isVisible())) continue
      // Gone meanwhile: the next look tells what is there instead.
      await move(key, button).catch(() => undefined)
      break
    }
    await tablet.waitForTimeout(DOUBLE_TAP_MS)
  }
}

type Count = { readonly status: string; readonly count: number }

/** Of the center that was made here: the demonstration is another one. */
async function servedIn({ database }: Stack): Promise<Count[]> {
  const rows = await database.sql<Count[]>`
    select status, count(*)::integer as count from queue_entries q join centers c on c.id = q.center_id
    where c.code = 'DLA2' group by status`
  return [...rows]
}
