import { expect, type Page, test } from '@playwright/test'
import { openStack, type Stack } from './support/stack'
import { chip, leaveKiosk, openDevice, press, takePost, takeTicketAt } from './support/surfaces'

/** From the moment at which the administrator is told that it is done. */
const TOLD_MS_MAX = 5_000

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

test('[ACCESS-2] [DEV-3] a tablet and a kiosk that are revoked say so within five seconds, keep no key and no names, and the center goes on', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const lost = await openDevice(browser, stack, 'kiosk', 'Borne 1')
  const kiosk = await openDevice(browser, stack, 'kiosk', 'Borne 2')
  const stolen = await openDevice(browser, stack, 'agent', 'Tablette 1')
  const tablet = await openDevice(browser, stack, 'agent', 'Tablette 2')
  await takePost(stolen, /Estelle/, 1)
  await takePost(tablet, /Ibrahim/, 2)
  expect(await takeTicketAt(lost)).toBe('A101')
  await leaveKiosk(lost)
  await press(stolen, /Appeler le suivant/)
  await press(stolen, /^Démarrer/)
  for (const page of [lost, stolen]) await expect(chip(page)).toHaveText('En ligne')

  for (const [page, label] of [
    [stolen, 'Tablette 1'],
    [lost, 'Borne 1'],
  ] as const) {
    await test.step(`${label} is revoked while it works`, async () => {
      expect(await revoke(label)).toMatch(/ is revoked/)
      await expectEnd(page, label, NOTHING_UNSENT, TOLD_MS_MAX)
    })
    await test.step(`${label} says so at a cold start too, and has nothing left to work with`, async () => {
      await expectNothingPrivate(page)
      await page.reload()
      await expectEnd(page, label, NOTHING_UNSENT)
      await expectNothingPrivate(page)
    })
  }

  await test.step('the others take, call and serve', async () => {
    expect(await takeTicketAt(kiosk)).toBe('A201')
    await leaveKiosk(kiosk)
    await press(tablet, /Appeler le suivant/)
    await expect(tablet.getByText('A201', { exact: true }).first()).toBeVisible()
    await press(tablet, /^Démarrer/)
    await press(tablet, /^Terminer/)
    await expect(chip(tablet)).toHaveText('En ligne')
  })

  await test.step('one that is revoked while it is cut off says so when it hears, and how much it had not sent', async () => {
    expect(await takeTicketAt(kiosk)).toBe('A202')
    await leaveKiosk(kiosk)
    await expect(tablet.getByText('A202', { exact: true }).first()).toBeVisible()
    await stack.kill()
    await expect(chip(tablet)).toContainText('Hors ligne')
    await press(tablet, /Appeler le suivant/)
    expect(await revoke('Tablette 2')).toMatch(/ is revoked/)
    await stack.start()
    await expectEnd(tablet, 'Tablette 2', ONE_UNSENT, 60_000)
    const file = tablet.waitForEvent('download')
    await tablet.getByRole('button', { name: /fichier/ }).tap()
    expect((await file).suggestedFilename()).toMatch(/\.json$/)
    await expectNothingPrivate(tablet)
  })

  await test.step('a revoked device stays so without a server', async () => {
    await stack.kill()
    await stolen.reload()
    await expectEnd(stolen, 'Tablette 1', NOTHING_UNSENT)
  })
})

const NOTHING_UNSENT = [/Tout a été envoyé au centre/, /Everything was sent to the centre/]
const ONE_UNSENT = [/1 action n’a pas été envoyée au centre/, /1 action was not sent to the centre/]

/** By the name on its label, as an administrator finds it in the list. */
async function revoke(label: string): Promise<string> {
  const devices = await stack.deviceCommand('list', '--center', '1')
  const line = devices.split('\n').find(row => row.includes(label))
  return await stack.deviceCommand('revoke', line?.split(' ')[0] ?? '')
}

/** In both languages: what happened, whom to call, and what is still here. */
async function expectEnd(page: Page, label: string, unsent: readonly RegExp[], timeout = 20_000): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Cet appareil a été révoqué' })).toBeVisible({ timeout })
  await expect(page.getByRole('heading', { name: 'This device has been revoked' })).toBeVisible()
  await expect(page.getByText(/appelez l’administrateur/)).toBeVisible()
  await expect(page.getByText(/call the administrator/)).toBeVisible()
  await expect(page.getByText(label)).toBeVisible()
  for (const words of unsent) await expect(page.getByText(words)).toBeVisible()
}

async function expectNothingPrivate(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(readPrivateData))
    .toEqual({ keys: [], catalogues: [], meta: ['revoked'], documents: 0 })
}

type PrivateData = {
  readonly keys: string[]
  readonly catalogues: string[]
  readonly meta: string[]
  documents: number
}

/** Runs in the page: what its databases hold that only a device in service may have. */
async function readPrivateData(): Promise<PrivateData> {
  const opened = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const hasKey = (value: unknown): boolean =>
    value instanceof CryptoKey || (typeof value === 'object' && value !== null && Object.values(value).some(hasKey))
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  const catalogues = names.filter(name => name.includes('catalogue'))
  const found: PrivateData = { keys: [], catalogues, meta: [], documents: 0 }
  // To open one that is about to be deleted would make it anew, empty, and for good.
  if (catalogues.length > 0) return found
  for (const name of names) {
    const database = await opened(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const values: unknown[] = await opened(database.transaction(store).objectStore(store).getAll())
      const keys = await opened(database.transaction(store).objectStore(store).getAllKeys())
      if (values.some(hasKey)) found.keys.push(`${name} ${store}`)
      if (store === 'meta') found.meta.push(...keys.map(String))
      if (store === 'docs') found.documents += values.length
    }
    database.close()
  }
  return found
}
