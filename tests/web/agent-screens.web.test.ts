import type { Browser, Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import { isTooWide } from '@/tests/support/whole-screens'
import { launch, programStyles, type Site, serveEntry } from './chromium'

type Size = readonly [width: number, height: number]
type Language = 'fr' | 'en'

const TABLET: Size = [1280, 800]
const PHONE: Size = [360, 740]
/** Both languages and both sizes; where words may not fit, each with each (`EVERYWHERE`). */
const EITHER: readonly (readonly [Size, Language])[] = [
  [TABLET, 'fr'],
  [PHONE, 'en'],
]
const EVERYWHERE: typeof EITHER = [...EITHER, [TABLET, 'en'], [PHONE, 'fr']]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/screens-page.tsx', () => '', await programStyles())
  browser = await launch()
  page = await browser.newPage()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** A tablet at work (`agent-work.ts`), whose title is the last thing that it was asked to do. */
async function show(work: string, [width, height]: Size, language: Language = 'fr'): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.goto(`${site.url}?surface=agent&work=${work}&language=${language}`)
  await page.getByRole('main').waitFor()
}

const button = (name: RegExp) => page.getByRole('button', { name })
const sheet = () => page.getByRole('dialog')
/** Without a word of its own a page is called after the program. */
const NOTHING_DONE = 'Guichet'

/** A finger that comes no sooner than after a double tap. */
async function touch(target: Locator): Promise<void> {
  await page.waitForTimeout(DOUBLE_TAP_MS)
  await target.click()
}

async function said(): Promise<string> {
  return ((await sheet().textContent()) ?? '').replaceAll('\u202f', ' ')
}

test.each(EITHER)(
  '[CALL-11] at %j in %s, one touch on the ticket at the station tells why it was called',
  async (size, language) => {
    await show('called', size, language)
    await button(/^(Pourquoi ce ticket|Why this ticket)/).click()
    const words =
      language === 'fr'
        ? [
            '54 min comptées sur 15 promises (367 %).',
            'Dont 15 min d’avance.',
            'Ensuite : R112 (302 %).',
            'Règles par défaut.',
          ]
        : [
            '54 of 15 promised minutes counted (367%).',
            'Including a head start of 15 min.',
            'Next: R112 (302%).',
            'Default rules.',
          ]
    for (const line of words) expect(await said()).toContain(line)
    expect([await isTooWide(page), await page.title()]).toEqual([false, NOTHING_DONE])
  },
)

test.each(EITHER)(
  '[CALL-12] at %j in %s, a touch on a row opens its ticket and calls nobody',
  async (size, language) => {
    await show('free', size, language)
    const row = button(/^R112/)
    await row.click()
    expect(await said()).toContain(
      language === 'fr' ? 'R117 passe d’abord : c’est une urgence.' : 'R117 goes first: it is an emergency.',
    )
    expect(await isTooWide(page)).toBe(false)
    for (const target of await sheet().getByRole('button').all()) {
      await target.scrollIntoViewIfNeeded()
      const box = await target.boundingBox()
      expect([box && box.height >= 56, box && box.y >= 0 && box.y + box.height <= size[1]]).toEqual([true, true])
    }
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await expect.poll(() => sheet().count()).toBe(0)
    expect([await row.evaluate(node => node === document.activeElement), await page.title()]).toEqual([
      true,
      NOTHING_DONE,
    ])
  },
)

test.each([TABLET, PHONE])(
  '[CALL-12] at %j a ticket is closed by its cross, and by a touch beside it',
  async (...size) => {
    await show('free', size)
    await button(/^R112/).click()
    await touch(button(/^Fermer$/))
    await expect.poll(() => sheet().count()).toBe(0)
    await touch(button(/^R112/))
    await page.waitForTimeout(DOUBLE_TAP_MS)
    await page.mouse.click(size[0] / 2, 8)
    await expect.poll(() => sheet().count()).toBe(0)
    expect(await page.title()).toBe(NOTHING_DONE)
  },
)

test('[CALL-12] a double tap on a row does nothing on what comes up under the finger', async () => {
  await show('free', TABLET)
  // Where rows lie under the buttons of the sheet that they open.
  for (const y of [480, 500, 520, 540, 560, 580]) {
    await page.mouse.dblclick(900, y)
    expect([y, await sheet().count(), await button(/^Appeler hors ordre/).count()]).toEqual([y, 1, 1])
    await page.waitForTimeout(DOUBLE_TAP_MS)
    await page.keyboard.press('Escape')
    await expect.poll(() => sheet().count()).toBe(0)
  }
  expect(await page.title()).toBe(NOTHING_DONE)
})

test.each<[work: string, tab: RegExp | null, ticket: RegExp, asked: object, presses: readonly RegExp[]]>([
  [
    'free',
    null,
    /^R112/,
    { kind: 'call_out_of_order', ticket: 'R112.kiosk1', reason: 'citizen_returned' },
    [/hors ordre/, /est revenu/],
  ],
  [
    'free',
    null,
    /^R112/,
    { kind: 'grant_emergency', ticket: 'R112.kiosk1', reason: 'proof_seen' },
    [/Accorder une urgence/, /Justificatif vu/],
  ],
  [
    'free',
    null,
    /^R112/,
    { kind: 'reclassify', ticket: 'R112.kiosk1', service: 2 },
    [/Changer de service/, /Renouvellement/],
  ],
  [
    'free',
    null,
    /^R112/,
    { kind: 'remark', ticket: 'R112.kiosk1', remark: 'document_missing' },
    [/Noter une remarque/, /Il manque une pièce/],
  ],
  ['free', /Terminés/, /^A105/, { kind: 'flag_time', ticket: 'A105.kiosk1' }, [/Durée fausse/]],
  ['free', null, /^R127/, { kind: 'remove_head_start', ticket: 'R127.kiosk1' }, [/Retirer l’avance/]],
  ['free', /Mis en attente/, /^A103/, { kind: 'resume', ticket: 'A103.kiosk1' }, [/Remettre en file/]],
  ['free', /Absents/, /^R107/, { kind: 'reopen', ticket: 'R107.kiosk1' }, [/Rouvrir/]],
  ['called', null, /^Plus/, { kind: 'requeue' }, [/Remettre en file/]],
  ['called', null, /^Plus/, { kind: 'park', reason: 'errand' }, [/démarche à faire/]],
  ['called', null, /^Plus/, { kind: 'transfer', service: 2 }, [/Renouvellement/]],
])('[CALL-12] %s, %s, %s: asks for %j', async (work, tab, ticket, asked, presses) => {
  await show(work, PHONE)
  if (tab) await page.getByRole('tab', { name: tab }).click()
  await button(ticket).click()
  for (const name of presses) await touch(sheet().getByRole('button', { name }))
  await expect.poll(() => page.title()).toBe(JSON.stringify(asked))
  expect(await sheet().count()).toBe(0)
})

test.each(EITHER)(
  '[PRIV-7] at %j in %s the code of the citizen stands on his card, or that it is not known here',
  async (size, language) => {
    await show('called', size, language)
    await page.getByText('CNI 2025 001 234').waitFor()
    expect(await isTooWide(page)).toBe(false)
    await show('serving', size, language)
    await page.getByText(language === 'fr' ? 'Code inconnu ici' : 'Code not known here').waitFor()
    expect(await isTooWide(page)).toBe(false)
  },
)

test('[CALL-12] with a citizen at the station nobody else is called, and the ticket says so', async () => {
  await show('serving', TABLET)
  await button(/^R112/).click()
  expect(await button(/hors ordre/).isDisabled()).toBe(true)
  expect(await said()).toContain('Terminez d’abord avec l’usager au guichet.')
})

test.each([
  ['t', /Renouvellement/, { kind: 'transfer', service: 2 }],
  ['p', /Le centre n’est pas prêt/, { kind: 'park', reason: 'center' }],
] as const)('[CALL-12] key %s asks for one choice', async (key, choice, asked) => {
  await show('serving', TABLET)
  await page.keyboard.press(key)
  await touch(sheet().getByRole('button', { name: choice }))
  await expect.poll(() => page.title()).toBe(JSON.stringify(asked))
})

test('[CALL-16] a break begins with its reason and ends with one key; meanwhile no key calls anybody', async () => {
  await show('free', TABLET)
  await page.keyboard.press('p')
  await touch(sheet().getByRole('button', { name: 'Repas' }))
  await expect.poll(() => page.title()).toBe(JSON.stringify({ kind: 'start_break', reason: 'meal' }))
  await show('break', TABLET)
  await page.keyboard.press('n')
  expect([await page.title(), await button(/Appeler/).count()]).toEqual([NOTHING_DONE, 0])
  await page.keyboard.press('p')
  await expect.poll(() => page.title()).toBe(JSON.stringify({ kind: 'end_break' }))
})

test('[CALL-17] somebody without a ticket: for what, why, and his end', async () => {
  await show('free', TABLET)
  await touch(button(/^Servir sans ticket/))
  await touch(sheet().getByRole('button', { name: 'Renouvellement' }))
  await touch(sheet().getByRole('button', { name: 'Borne en panne' }))
  const asked = { kind: 'start_walk_in', service: 2, reason: 'kiosk_down' }
  await expect.poll(() => page.title()).toBe(JSON.stringify(asked))
  await show('walk_in', TABLET)
  await touch(button(/^Terminer/))
  await expect.poll(() => page.title()).toBe(JSON.stringify({ kind: 'end_walk_in' }))
})

test.each(EVERYWHERE)('[CALL-12] at %j in %s everything that may be done has room', async (size, language) => {
  for (const work of ['free', 'break', 'walk_in', 'called', 'serving', 'absent', 'out_of_order']) {
    await show(work, size, language)
    const bar = await page.getByRole('navigation').boundingBox()
    expect([work, await isTooWide(page), bar && bar.height < (size === TABLET ? 110 : 170)]).toEqual([
      work,
      false,
      true,
    ])
  }
})

test.each(EITHER)(
  '[LIFE-7] at %j in %s the tablet says when who did not come may be called again',
  async (size, language) => {
    await show('absent', size, language)
    const words =
      language === 'fr'
        ? /^A106 absent.: il peut être rappelé à partir de 08:52\.$/
        : /^A106 did not come: may be called again from 08:52\.$/
    expect(await page.getByText(words).isVisible()).toBe(true)
  },
)

test.each(EITHER)(
  '[CALL-14] at %j in %s what was just done may be taken back, by a touch and by a key',
  async (size, language) => {
    const says = language === 'fr' ? /^\S+ est appelé\.$/ : /^\S+ has been called\.$/
    await show('just_called', size, language)
    expect(await page.getByRole('status').filter({ hasText: says }).isVisible()).toBe(true)
    expect(await isTooWide(page)).toBe(false)
    const ticket = JSON.stringify({ kind: 'undo', ticket: 'R117.kiosk1' })
    await touch(button(language === 'fr' ? /^Annuler/ : /^Undo/))
    await expect.poll(() => page.title()).toBe(ticket)
    await show('just_done', size, language)
    await page.keyboard.press('z')
    await expect.poll(() => page.title()).toBe(ticket)
  },
)

test.each(EITHER)('[LIFE-9] at %j in %s the next step of a visit is one tap', async (size, language) => {
  await show('serving', size, `${language}&steps` as Language) // reason: one more word of the address
  const where = language === 'fr' ? 'Étape 1 sur 3 : Dépôt du dossier' : 'Step 1 of 3: Documents'
  expect(((await page.getByRole('main').textContent()) ?? '').replaceAll('\u202f', ' ')).toContain(where)
  expect(await isTooWide(page)).toBe(false)
  await touch(button(language === 'fr' ? /^Suite/ : /^Next/))
  await expect.poll(() => page.title()).toBe(JSON.stringify({ kind: 'next_step' }))
})

test.each([
  [/^Guichet 2/, { kind: 'transfer', service: 3, station: 2 }],
  [/^Jean-Baptiste Atangana 2/, { kind: 'transfer', service: 3, agent: 2 }],
] as const)('[CALL-12] sent to %s by name', async (choice, asked) => {
  await show('serving', TABLET)
  await page.keyboard.press('t')
  await touch(sheet().getByRole('button', { name: choice }))
  await expect.poll(() => page.title()).toBe(JSON.stringify(asked))
})

test.each(EITHER)('[CALL-15] at %j in %s a number is found by what is read out', async (size, language) => {
  await show('serving', size, language)
  await button(language === 'fr' ? /^Chercher/ : /^Find/).click()
  await page.keyboard.type('112')
  await page.keyboard.press('n')
  expect(await isTooWide(page)).toBe(false)
  await page.keyboard.press('Backspace')
  await touch(sheet().getByRole('button', { name: /^R112/ }))
  await expect.poll(async () => await said()).toContain('R112')
  expect(await page.title()).toBe(NOTHING_DONE)
})

test.each(EITHER)(
  '[CALL-15] at %j in %s an agent may have the next one called by the end of a visit',
  async (size, language) => {
    await show('serving', size, `${language}&autonext` as Language) // reason: one more word of the address
    await button(language === 'fr' ? /^Terminer et appeler/ : /^Finish and call/).click()
    await expect.poll(() => page.title()).toBe(JSON.stringify({ kind: 'complete_and_call' }))
    expect(await isTooWide(page)).toBe(false)
    await page.keyboard.press('?')
    expect(await isTooWide(page)).toBe(false)
    await touch(sheet().getByRole('switch', { checked: true }))
    await expect.poll(() => page.title()).toBe('auto false')
  },
)

test('[CALL-10] the rows carry their marks, and nobody reads why somebody has a head start', async () => {
  await show('free', TABLET)
  for (const name of [/^R117 .*Urgence/, /^R127 .*P Avance/, /^A106 .*Absent, dès 08:52/, /^B104 .*Transféré/])
    expect([name.source, await button(name).count()]).toEqual([name.source, 1])
})

test.each([
  ['out_of_order', 'Aucune'],
  ['called', 'P Avance'],
  ['emergency', 'Urgence'],
])('[CALL-10] the priority at the station, %s: %s, whatever the class of a service', async (work, priority) => {
  await show(work, TABLET)
  await expect(page.getByRole('definition').nth(1).textContent()).resolves.toBe(priority)
  await expect(page.getByRole('term').nth(1).textContent()).resolves.toBe('Priorité')
})
