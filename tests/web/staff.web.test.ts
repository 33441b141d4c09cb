import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openPage, programStyles, type Site, serveEntry } from './chromium'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const MORNING = Date.parse('2026-03-02T06:30:00Z')
const PASSWORD = 'quatre pirogues au marché'
const TOKEN = 'token-of-the-morning'
const PIN = '4862'

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
let asked: string[] = []
/** What the server says of a session that it is asked about. */
let session: 'counts' | 'ended' = 'counts'

beforeAll(async () => {
  site = await serveEntry('tests/web/staff-page.tsx', () => '', await programStyles())
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
beforeEach(async () => {
  await context?.close()
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.clock.install({ time: MORNING })
  await answerAsServer()
  session = 'counts'
  asked = []
  page = await openPage(context, site)
})

async function answerAsServer(): Promise<void> {
  await context.route('**/api/v1/staff/**', async route => {
    const request = route.request()
    const [path, body] = [new URL(request.url()).pathname.split('/').at(-1), request.postDataJSON()]
    asked.push(`${request.method()} ${path}${body?.elapsedMs === undefined ? '' : ` ${body.elapsedMs / HOUR_MS} h`}`)
    const refuse = (code: string) => route.fulfill({ status: 401, json: { code, status: 401 } })
    if (path === 'sign-in' && body.password !== PASSWORD) return refuse('wrong_credentials')
    if (path === 'session' && session === 'ended') return refuse('signed_out')
    const times = { serverTime: 0, expiresAt: 12 * HOUR_MS - (body?.elapsedMs ?? 0) }
    return route.fulfill({ json: { agent: 1, token: TOKEN, mustChangePassword: false, ...times } })
  })
}

const button = (name: RegExp | string) => page.getByRole('button', { name })
const seesQueue = () => page.getByRole('region', { name: 'Ma file' }).isVisible()
async function cut(isCut: boolean): Promise<void> {
  await page.evaluate(isCut => Reflect.get(globalThis, 'cut')(isCut), isCut)
  await page.getByText(isCut ? 'Hors ligne' : 'En ligne', { exact: true }).waitFor()
}
const later = (ms: number) => page.clock.fastForward(ms)

async function enter(pin: string, then: RegExp): Promise<void> {
  await page.keyboard.type(pin)
  await button(then).click()
}

/** His employee id and password, then a PIN of his own. */
async function signIn(): Promise<void> {
  await page.getByLabel('Matricule').fill('ag-001')
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await button('Se connecter').click()
  await page.getByRole('heading', { name: 'Choisissez votre PIN' }).waitFor()
  await enter(PIN, /Continuer/)
  await page.getByRole('heading', { name: /encore une fois/ }).waitFor()
  await enter(PIN, /Continuer/)
  await page.getByRole('region', { name: 'Ma file' }).waitFor()
}

const opens = () => page.getByRole('region', { name: 'Ma file' }).waitFor()
const locks = () => page.getByRole('heading', { name: 'Tablette verrouillée' }).waitFor()

test('[STAFF-8, STAFF-10, STAFF-11] a PIN opens the tablet after a start without a network, in the shift and in the next outage', async () => {
  await signIn()
  await cut(true)
  await page.reload()
  await locks()
  expect(await seesQueue()).toBe(false)
  await enter(PIN, /Déverrouiller/)
  await opens()

  // Nobody touches it for three minutes.
  await later(4 * MINUTE_MS)
  await locks()
  expect(await seesQueue()).toBe(false)

  // The next morning, still without a network.
  await later(20 * HOUR_MS)
  await page.getByText(/sera vérifiée/).waitFor()
  await enter(PIN, /Déverrouiller/)
  await page.getByText('Connexion non vérifiée').waitFor()
  await later(MINUTE_MS)
  asked = []
  await cut(false)
  await page.getByText('Connexion non vérifiée').waitFor({ state: 'detached' })
  expect(asked[0]).toMatch(/^POST session 0\.0\d+ h$/)

  // Ended in the console: the tablet learns of it, and the PIN opens nothing more.
  session = 'ended'
  await cut(true)
  await cut(false)
  await page.getByText(/Le centre a fermé votre session/).waitFor()
  expect(await seesQueue()).toBe(false)
  await page.getByLabel('Matricule').waitFor()
})

test('[STAFF-9] five wrong PINs, also over a restart, erase what the right one would open; nothing of it is readable', async () => {
  await signIn()
  const stored = await page.evaluate(readStores)
  expect(stored).toContain('"passwordAt"')
  for (const secret of [TOKEN, PASSWORD, PIN]) {
    // By itself, for the four digits of a PIN are in some moments and names by chance.
    expect(stored).not.toMatch(new RegExp(`(?<!\\w)${secret}(?!\\w)`))
    expect(stored).not.toContain([...new TextEncoder().encode(secret)].join())
  }
  await button('Verrouiller').click()
  for (const [index, pauseMs] of [0, 5_000, 30_000, 60_000, 0].entries()) {
    if (index === 2) await page.reload()
    await locks()
    await enter('9517', /Déverrouiller/)
    if (index < 4) await page.getByText(/PIN incorrect/).waitFor()
    await later(pauseMs + 1_000)
  }
  await page.getByText(/il est effacé d’ici/).waitFor()
  await page.getByLabel('Matricule').waitFor()
  expect(await page.evaluate(readStores)).not.toContain('"passwordAt"')
})

/** Runs in the page: everything that its databases hold, as text. */
async function readStores(): Promise<string> {
  const opened = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const found: unknown[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await opened(indexedDB.open(name))
    for (const store of database.objectStoreNames)
      found.push(await opened(database.transaction(store).objectStore(store).getAll()))
    database.close()
  }
  return JSON.stringify(found, (_key, value) => (value instanceof Uint8Array ? [...value].join() : value))
}
