import { type APIRequestContext, type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { CenterId } from '@/lib/domain/ids'
import { barriersOn } from '@/tests/support/axe'
import { employ, PASSWORD } from '@/tests/support/people'
import { openStack, type Stack } from './support/stack'

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

const DESK = { width: 1366, height: 768 }
const TABLET = { width: 1280, height: 800 }
const NEXT = 'le fleuve Sanaga au matin'

/** A browser of somebody who has never been here; what it must not do is collected. */
async function openConsole(browser: Browser, viewport = DESK): Promise<{ page: Page; misdeeds: string[] }> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR' })
  const page = await context.newPage()
  const misdeeds: string[] = []
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== stack.origin && !/^(data|blob):$/.test(protocol)) misdeeds.push(`asked ${request.url()}`)
  })
  page.on('console', message => {
    if (/Content Security Policy|Content-Security-Policy/.test(message.text())) misdeeds.push(message.text())
  })
  page.on('pageerror', error => misdeeds.push(String(error)))
  return { page, misdeeds }
}

/** Reaches a part of the page by the keyboard alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 30; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${target}`)
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.type(text)
}

/** Leads to what is his own. */
async function signIn(page: Page, employeeId: string, password = PASSWORD): Promise<void> {
  await page.goto(`${stack.origin}/admin/sign-in?to=/admin/account`)
  await page.getByLabel('Matricule').fill(employeeId)
  await page.getByLabel('Mot de passe', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await barriersOn(page)).toEqual([])
}

async function employed(employeeId: string, mustChange = false): Promise<void> {
  await employ(stack.database, employeeId, { role: 'supervisor', center: CenterId.parse(1), mustChange })
}

test('[PEOPLE-9, PEOPLE-11] the first administrator follows the link, chooses his account and is in the console, by the keyboard alone', async ({
  browser,
}) => {
  const { page, misdeeds } = await openConsole(browser)
  const link = await stack.firstAdminLink()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Premier administrateur' })).toBeVisible()
  await expect.poll(() => page.url()).toBe(`${stack.origin}/admin/first-admin`)
  await expectAccessible(page)
  await type(page, 'Matricule', 'adm-001')
  await type(page, 'Mot de passe', 'motdepasse1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'trop facile à deviner' })).toBeVisible()
  await page.getByLabel('Mot de passe', { exact: true }).clear()
  await type(page, 'Mot de passe', PASSWORD)
  await type(page, 'Le même mot de passe, encore une fois', PASSWORD)
  await page.keyboard.press('Enter')

  await expect(page.getByText('ADM-001')).toBeVisible()
  await expect(page.getByText('Administrateur · Tous les centres')).toBeVisible()
  await tabTo(page, page.getByRole('link', { name: 'Mon compte' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Mon compte' })).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, page.getByRole('button', { name: 'English' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible()
  await page.reload()
  await expect(page.getByText('Administrator · All centres')).toBeVisible()
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
  await expectAccessible(page)
  await tabTo(page, page.getByRole('button', { name: 'Sign out', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await expectAccessible(page)
  expect(misdeeds).toEqual([])

  const late = await openConsole(browser)
  await late.page.goto(link)
  await late.page.getByLabel('Matricule').fill('ADM-002')
  for (const label of ['Mot de passe', 'Le même mot de passe, encore une fois'])
    await late.page.getByLabel(label, { exact: true }).fill(PASSWORD)
  await late.page.getByRole('button', { name: 'Créer mon compte' }).click()
  await expect(late.page.getByRole('alert').filter({ hasText: 'Ce lien a déjà servi.' })).toBeVisible()
})

test('[PEOPLE-5] who mistypes too often is told, in his language, how long to wait, and then gets in', async ({
  browser,
}) => {
  await employed('SUP-001')
  const { page, misdeeds } = await openConsole(browser, TABLET)
  await page.goto(`${stack.origin}/admin/sign-in`)
  await page.getByLabel('Matricule').fill('sup-001')
  const problem = page.getByRole('alert').filter({ hasText: /\S/ })
  for (let attempt = 1; attempt <= 6; attempt++) {
    await page.getByLabel('Mot de passe', { exact: true }).fill(`trois pirogues ${attempt}`)
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await expect(problem).toHaveText('Matricule ou mot de passe incorrect.')
  }
  await expect(page.getByRole('button', { name: /^Réessayez dans \d\ss$/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(problem).toHaveText('Wrong employee ID or password.')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Supervisor · Yaoundé I CNI Centre')).toBeVisible()
  expect(misdeeds).toEqual([])
})

test('[PEOPLE-7] a session that is ended elsewhere is out at the next step; signed out everywhere is out everywhere', async ({
  browser,
}) => {
  await employed('SUP-002')
  const [office, tablet] = [await openConsole(browser), await openConsole(browser, TABLET)]
  for (const { page } of [office, tablet]) {
    await signIn(page, 'SUP-002')
    await expect(page.getByRole('heading', { name: 'Mes sessions' })).toBeVisible()
  }
  await office.page.reload()
  await office.page.getByRole('button', { name: /^Déconnecter : Chrome/ }).click()
  await expect(office.page.getByText('La session est déconnectée.')).toBeVisible()
  await expect(office.page.getByRole('row')).toHaveCount(2)
  await tablet.page.getByRole('link', { name: 'Changer le mot de passe' }).click()
  await expect(tablet.page.getByRole('heading', { name: 'Connexion' })).toBeVisible()
  expect(new URL(tablet.page.url()).searchParams.get('to')).toBe('/admin/password')

  await signIn(tablet.page, 'SUP-002')
  await expect(tablet.page.getByText('Superviseur · Centre CNI de Yaoundé I')).toBeVisible()
  await tablet.page.getByRole('button', { name: 'Se déconnecter partout' }).click()
  await expect(tablet.page.getByText('Vous êtes déconnecté de tous les appareils.')).toBeVisible()
  await office.page.reload()
  await expect(office.page.getByRole('heading', { name: 'Connexion' })).toBeVisible()
  expect([...office.misdeeds, ...tablet.misdeeds]).toEqual([])
})

test('[PEOPLE-8] a password that somebody else chose is changed before anything else', async ({ browser }) => {
  await employed('SUP-003', true)
  const { page, misdeeds } = await openConsole(browser)
  await signIn(page, 'SUP-003')
  await expect(page.getByText('Choisissez le vôtre pour continuer')).toBeVisible()
  await page.goto(`${stack.origin}/admin`)
  await expect(page).toHaveURL(/\/admin\/password$/)
  await expectAccessible(page)
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD)
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(NEXT)
  await page.getByLabel('Le même mot de passe, encore une fois').fill(`${NEXT}!`)
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'différents' })).toBeVisible()
  await page.getByLabel('Le même mot de passe, encore une fois').fill(NEXT)
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await expect(page.getByText('Superviseur · Centre CNI de Yaoundé I')).toBeVisible()
  expect(misdeeds).toEqual([])
})

/** Programs that speak to the routes without our pages. */
async function formToken(request: APIRequestContext): Promise<string> {
  return (await (await request.get(`${stack.origin}/api/auth/csrf`)).json()).csrfToken
}

test('[PEOPLE-10] a sign-in needs a form token and a page of ours, leads nowhere else, and begins a session of its own', async ({
  playwright,
}) => {
  await employed('SUP-004')
  const planted = { name: 'guichet.session', value: 'planted', domain: 'localhost', path: '/', expires: -1 }
  const request = await playwright.request.newContext({
    storageState: { cookies: [{ ...planted, httpOnly: true, secure: false, sameSite: 'Strict' }], origins: [] },
  })
  const send = async (given: Record<string, string>, origin = stack.origin) => {
    const form = { employeeId: 'SUP-004', password: PASSWORD, json: 'true', ...given }
    const url = `${stack.origin}/api/auth/callback/credentials`
    const answer = await request.post(url, { form, headers: { origin }, maxRedirects: 0 })
    return {
      status: answer.status(),
      code: (await answer.text()).match(/"code":"(\w+)"/)?.[1],
      headers: answer.headers(),
    }
  }
  const session = async () =>
    (await request.storageState()).cookies.find(cookie => cookie.name === 'guichet.session')?.value

  const csrfToken = await formToken(request)
  expect(await send({})).toMatchObject({ status: 403, code: 'form_expired' })
  expect(await send({ csrfToken: 'x' })).toMatchObject({ status: 403, code: 'form_expired' })
  expect(await send({ csrfToken }, 'https://evil.example')).toMatchObject({ status: 403, code: 'foreign_origin' })
  expect(await session()).toBe('planted')
  const { status, headers } = await send({ csrfToken, callbackUrl: 'https://evil.example/admin' })
  expect([status, headers.location]).toEqual([204, undefined])
  expect(headers['set-cookie']).not.toContain('evil')
  for (const cookie of (headers['set-cookie'] ?? '').split('\n')) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/i)
  const own = await session()
  expect(own).not.toBe('planted')

  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '/kiosk']) {
    const answer = await request.get(`${stack.origin}/admin/sign-in?to=${encodeURIComponent(to)}`, { maxRedirects: 0 })
    expect([answer.status(), answer.headers().location]).toEqual([307, '/admin'])
  }
  for (const path of ['session', 'providers', 'signin', 'signout', 'error?error=x', 'callback/credentials', '_log'])
    expect((await request.get(`${stack.origin}/api/auth/${path}`, { maxRedirects: 0 })).status()).toBe(404)
  const logged = await request.post(`${stack.origin}/api/auth/_log`, { form: {}, headers: { origin: stack.origin } })
  expect(logged.status()).toBe(404)

  // A cookie that was copied is worth nothing once its owner has signed out.
  const copy = await playwright.request.newContext({ extraHTTPHeaders: { cookie: `guichet.session=${own}` } })
  const read = async () => (await copy.get(`${stack.origin}/admin/account`, { maxRedirects: 0 })).status()
  expect(await read()).toBe(200)
  const leave = (given: Record<string, string>) =>
    request.post(`${stack.origin}/api/auth/signout`, {
      form: given,
      headers: { origin: stack.origin },
      maxRedirects: 0,
    })
  expect((await leave({})).status()).toBe(403)
  expect(await read()).toBe(200)
  expect((await leave({ csrfToken: await formToken(request) })).status()).toBe(204)
  expect(await read()).toBe(307)
})

test('[PEOPLE-11, CSP-1] a page of the console allows its own scripts alone, in nobody’s frame, and is kept nowhere', async ({
  request,
}) => {
  const answers = [
    await request.get(`${stack.origin}/admin/sign-in`),
    await request.get(`${stack.origin}/admin/sign-in`),
  ]
  const policies = answers.map(answer => answer.headers()['content-security-policy'] ?? '')
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  }
  expect(policies[0]).not.toBe(policies[1])
  expect(answers[0]?.headers()['cache-control']).toContain('no-store')
})
