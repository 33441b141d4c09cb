import { expect, type Page, test } from '@playwright/test'
import { type DeviceId, ServiceDay, type ServiceId } from '@/lib/domain/ids'
import { CenterFields, type ConsoleCommand } from '@/lib/protocol/console'
import { employ, PASSWORD } from '@/tests/support/people'
import { queueOn } from './support/queue'
import { openStack, type Stack } from './support/stack'
import { chip, expectWholeAtEachSize, openDevice, takeTicketAt, touch } from './support/surfaces'

/** Where it is noon now: what is to come today and what is over are hours of one day. */
const HOURS_TO_NOON = 12 - new Date().getUTCHours()
const ZONE = `Etc/GMT${HOURS_TO_NOON < 0 ? '+' : '-'}${Math.abs(HOURS_TO_NOON)}`
const TODAY = ServiceDay.parse(new Date(Date.now() + HOURS_TO_NOON * 3_600_000).toISOString().slice(0, 10))
const USUAL = { opensAt: '06:00', closesAt: '18:00' } as const

/** Until a kiosk that was alone is told. */
const IN_A_MINUTE = { timeout: 60_000 }

type Language = 'Français' | 'English'
type Change = { readonly edit: Partial<CenterFields> } | { readonly command: ConsoleCommand }
/** What keeps a kiosk from giving anybody a ticket, how it begins and ends, and what its first screen says of it. */
type Closed = { readonly why: string; readonly begins: Change; readonly ends: Change; readonly says: readonly RegExp[] }

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
  await stack.database.sql`
    update centers set time_zone = ${ZONE}, opens_at = ${USUAL.opensAt}, closes_at = ${USUAL.closesAt} where id = 1`
  await employ(stack.database, 'ADM-070', { role: 'admin', center: null })
})
test.afterAll(() => stack.close())

test('[KIOSK-5, KIOSK-8, DAY-6] whom a kiosk cannot serve reads why and what to do, in both languages, at each size, with the servers stopped too', async ({
  browser,
}) => {
  const kiosk = await openDevice(browser, stack, 'kiosk', 'Borne 1')
  const desk = await openDesk(await browser.newPage())
  const [{ service, device }] = await stack.database.sql<[{ service: ServiceId; device: DeviceId }]>`
    select s.id as service, d.id as device from service_types s, devices d
    where s.code = 'NEW_APP' and d.label = 'Borne 1'`

  await test.step('without paper the number stands on the screen', async () => {
    await breakPrinter(kiosk)
    await expectNumberWithoutPaper(kiosk, 'Français', /Notez ce numéro/)
    await expectNumberWithoutPaper(kiosk, 'English', /Write this number down/)
    await stack.kill()
    await expectNumberWithoutPaper(kiosk, 'Français', /vous êtes bien dans la file/)
    await expectNumberWithoutPaper(kiosk, 'English', /you are in the queue/)
    await stack.start()
  })

  await test.step('a service that is suspended', async () => {
    await change(desk, { command: { kind: 'suspend_service', service } })
    await expect
      .poll(async () => (await queueOn(kiosk)).dayState.suspendedServices.has(service), IN_A_MINUTE)
      .toBe(true)
    await expectSuspended(kiosk, 'Français', /Ce service est suspendu pour le moment\.Choisissez un autre service/)
    await expectSuspended(kiosk, 'English', /This service is suspended for now\.Choose another service/)
    await stack.kill()
    await startCold(kiosk)
    await expectSuspended(kiosk, 'Français', /ou adressez-vous à l’accueil/)
    await expectSuspended(kiosk, 'English', /or go to the reception/)
    await stack.start()
    await change(desk, { command: { kind: 'resume_service', service } })
  })

  for (const { why, begins, ends, says } of closures(device))
    await test.step(why, async () => {
      await change(desk, begins)
      await expectClosed(kiosk, says)
      await stack.kill()
      await startCold(kiosk)
      await expectClosed(kiosk, says)
      await stack.start()
      await change(desk, ends)
      await expect(kiosk.getByRole('button', { name: 'Français' })).toBeVisible(IN_A_MINUTE)
    })
  expect(await takeTicketAt(kiosk)).toMatch(/^A\d{3}$/)
})

function closures(device: DeviceId): Closed[] {
  const nextOpening = [/Prochaine ouverture.: .*, à 6.h.00/, /Next opening: .*, at 6:00/]
  return [
    {
      why: 'the kiosk is paused',
      begins: { command: { kind: 'pause_kiosk', device } },
      ends: { command: { kind: 'resume_kiosk', device } },
      says: [/Cette borne est en pause\.Utilisez une autre borne/, /This kiosk is paused\.Use another kiosk/],
    },
    {
      why: 'all tickets of the day are given',
      begins: { edit: { dailyQuota: 1 } },
      ends: { edit: { dailyQuota: null } },
      says: [/Tous les tickets d’aujourd’hui ont été donnés/, /All of today’s tickets have been given/, ...nextOpening],
    },
    {
      why: 'the doors are not open yet',
      begins: { edit: { opensAt: '20:00', closesAt: '21:00' } },
      ends: { edit: USUAL },
      says: [
        /pas encore distribués\.Revenez à cette borne à partir de 19.h.00/,
        /not given out yet\.Come back .* from 19:00/,
      ],
    },
    {
      why: 'the last ticket is given',
      begins: { edit: { lastTicketAt: '11:00' } },
      ends: { edit: { lastTicketAt: null } },
      says: [
        /Le dernier ticket de la journée a été donné/,
        /The last ticket of the day has been given/,
        ...nextOpening,
      ],
    },
    {
      why: 'a holiday',
      begins: { edit: { holidays: [{ day: TODAY, nameFr: 'Fête de la Jeunesse', nameEn: 'Youth Day' }] } },
      ends: { edit: { holidays: [] } },
      says: [/Le centre est fermé aujourd’hui/, /The centre is closed today/, ...nextOpening],
    },
    {
      why: 'the supervisor has closed the day',
      begins: { command: { kind: 'close_day', unserved: 'close' } },
      ends: { command: { kind: 'open_day' } },
      says: [/Plus aucun ticket n’est donné aujourd’hui/, /No more tickets are given today/, ...nextOpening],
    },
  ]
}

/** The console of an administrator, who does there what its forms and buttons send. */
async function openDesk(desk: Page): Promise<Page> {
  await desk.goto(`${stack.origin}/admin/sign-in?to=/admin/account`)
  await desk.getByLabel('Matricule').fill('ADM-070')
  await desk.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await desk.getByRole('button', { name: 'Se connecter' }).click()
  await expect(desk.getByRole('heading', { name: 'Mon compte' })).toBeVisible()
  return desk
}

async function change(desk: Page, wanted: Change): Promise<void> {
  if ('command' in wanted) {
    expect(await answer(desk, 'POST', '/commands', wanted.command)).toMatchObject({ status: 200 })
    return
  }
  const { body: row } = await answer(desk, 'GET', '')
  const fields = Object.keys(CenterFields.shape).map(name => [name, row[name]])
  const edit = { ...Object.fromEntries(fields), ...wanted.edit, revision: row.revision }
  expect(await answer(desk, 'PATCH', '', edit)).toMatchObject({ status: 200 })
}

type Answer = { readonly status: number; readonly body: Record<string, unknown> }

async function answer(desk: Page, method: string, path: string, body?: object): Promise<Answer> {
  const request = { method, path: `/api/v1/admin/centers/1${path}`, body: body && JSON.stringify(body) }
  return await desk.evaluate(async ({ method, path, body }) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(path, { method, headers, body: body ?? null })
    return { status: response.status, body: await response.json() }
  }, request)
}

/** The power was away at the kiosk too. */
async function startCold(kiosk: Page): Promise<void> {
  await kiosk.reload()
  await expect(chip(kiosk)).toContainText('Hors ligne')
}

async function expectClosed(kiosk: Page, says: readonly RegExp[]): Promise<void> {
  for (const words of says) await expect(kiosk.getByRole('main')).toContainText(words, IN_A_MINUTE)
  await expect(kiosk.getByRole('button', { name: 'Français' })).toHaveCount(0)
  await expectWholeAtEachSize(kiosk)
}

async function expectSuspended(kiosk: Page, language: Language, says: RegExp): Promise<void> {
  for (const button of [language, /pas de code|no code/, /Nouvelle demande|New Application/]) await touch(kiosk, button)
  await expect(kiosk.getByRole('main').getByRole('alert')).toContainText(says)
  await expectWholeAtEachSize(kiosk)
  await touch(kiosk, /^(Recommencer|Start over)/)
}

async function breakPrinter(kiosk: Page): Promise<void> {
  await kiosk.evaluate(() => {
    globalThis.print = () => {
      throw new Error('no paper')
    }
  })
}

async function expectNumberWithoutPaper(kiosk: Page, language: Language, says: RegExp): Promise<void> {
  expect(await takeTicketAt(kiosk, { language })).toMatch(/^A\d{3}$/)
  await expect(kiosk.getByRole('main').getByRole('alert')).toContainText(says)
  await expectWholeAtEachSize(kiosk)
  await touch(kiosk, /^(Terminé|Done)/)
}
