import { expect, type Page, test } from '@playwright/test'
import { CATALOGUE_ROWS } from '@/lib/protocol/rest'
import { employ, PASSWORD } from '@/tests/support/people'
import { expectAccessible, pressByKeyboard, tabTo } from './support/console'
import { openStack, type Stack } from './support/stack'

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

const HERE = '/admin/centers/1'

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('dialog').getByLabel(label, { exact: true }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

async function follow(page: Page, name: string): Promise<void> {
  await pressByKeyboard(page, page.getByRole('navigation').getByRole('link', { name, exact: true }))
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
  await expect(page.locator('[aria-current=page]')).toHaveText(name)
}

/** What any device of the center would pull, by a token of the console. */
async function pulledServices(page: Page): Promise<unknown[]> {
  return await page.evaluate(async () => {
    const ticket = await fetch('/api/v1/admin/centers/1/sync-ticket', { method: 'POST' })
    const headers = { authorization: `Bearer ${(await ticket.json()).token}` }
    const pulled = await fetch('/api/v1/catalogue/services?since=0', { headers })
    return (await pulled.json()).rows
  })
}

test('[CONSOLE-2] a service, a station and a person are made by the keyboard alone, refusals stand at their field, and devices are told', async ({
  browser,
}) => {
  await employ(stack.database, 'ADM-050', { role: 'admin', center: null })
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' })
  const page = await context.newPage()
  const misdeeds: string[] = []
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) misdeeds.push(message.text())
  })
  page.on('pageerror', error => misdeeds.push(String(error)))
  await page.goto(`${stack.origin}/admin/sign-in?to=${HERE}/services`)
  await page.getByLabel('Matricule').fill('ADM-050')
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(7)
  await expectAccessible(page)

  await test.step('a service', async () => {
    await pressByKeyboard(page, page.getByRole('button', { name: 'Ajouter un service' }))
    await expect(page.getByLabel('Nom en français')).toBeFocused()
    await page.keyboard.type('Photo d’identité')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Écrivez le nom en anglais.')).toBeVisible()
    await expect(page.getByLabel('Nom en anglais')).toBeFocused()
    await page.keyboard.type('Identity photo')
    await type(page, 'Lettre', 'a')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'a déjà cette lettre' })).toBeVisible()
    await expect(page.getByLabel('Lettre')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('p')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('rowheader', { name: /Photo d’identité/ })).toBeVisible()
    const services = (await pulledServices(page)).map(row => CATALOGUE_ROWS.services.parse(row))
    expect(services.at(-1)).toMatchObject({
      letter: 'P',
      code: 'IDENTITY_PHOTO',
      nameEn: 'Identity photo',
      active: true,
    })
  })

  await test.step('a station', async () => {
    await follow(page, 'Guichets')
    await expectAccessible(page)
    await pressByKeyboard(page, page.getByRole('button', { name: 'Ajouter un guichet' }))
    await expect(page.getByRole('dialog').getByLabel('Numéro')).toHaveValue('5')
    await tabTo(page, page.getByRole('checkbox', { name: 'Urgence' }))
    await page.keyboard.press('Space')
    await type(page, 'Nom', 'Guichet photo')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toContainText('sera perdu')
    await page.keyboard.press('Escape')
    await type(page, 'Nom', 'Guichet photo')
    await page.keyboard.press('Enter')
    const row = page.getByRole('row').filter({ hasText: 'Guichet photo' })
    await expect(row).toContainText('Photo d’identité')
    await expect(row).not.toContainText('Urgence')
  })

  await test.step('a person, whose password is told once', async () => {
    await follow(page, 'Personnel')
    await expectAccessible(page)
    await pressByKeyboard(page, page.getByRole('button', { name: 'Ajouter une personne' }))
    await expect(page.getByLabel('Prénom')).toBeFocused()
    await page.keyboard.type('Odette')
    await type(page, 'Nom de famille', 'Atangana')
    await type(page, 'Matricule', 'ag-060')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Mot de passe de AG-060' })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog').locator('output')).toHaveText(/\S{10,}/)
    await pressByKeyboard(page, page.getByRole('button', { name: 'J’ai transmis le mot de passe' }))
    await expect(page.getByRole('row').filter({ hasText: 'Odette Atangana' })).toContainText('Premier mot de passe')
  })

  await test.step('a message, ended by a touch that opens nothing else', async () => {
    await follow(page, 'Messages')
    await pressByKeyboard(page, page.getByRole('button', { name: 'Écrire un message' }))
    await type(page, 'Texte en français', 'Panne de courant')
    await type(page, 'Texte en anglais', 'Power cut')
    await pressByKeyboard(page, page.getByRole('button', { name: 'Publier' }))
    await page.getByRole('button', { name: 'Terminer maintenant · Panne de courant' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await pressByKeyboard(page, page.getByRole('button', { name: 'Terminer maintenant', exact: true }))
    await expect(page.getByText('Aucun message.')).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('the other pages, in both languages', async () => {
    for (const name of ['Réglages', 'Centres', 'Administrateurs']) {
      await follow(page, name)
      await expectAccessible(page)
    }
    await pressByKeyboard(page, page.getByRole('button', { name: 'English' }))
    for (const [path, title] of [
      ['/admin/centers/new', 'New centre'],
      [`${HERE}/settings`, 'Settings'],
      [`${HERE}/services`, 'Services'],
    ] as const) {
      await page.goto(stack.origin + path)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expectAccessible(page)
    }
  })
  expect(misdeeds).toEqual([])
})
