import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhoneTicket } from '@/lib/protocol/phone'
import { barriersOn } from '@/tests/support/axe'
import { isTooWide } from '@/tests/support/whole-screens'
import { launch } from './chromium'
import { PHONE_PATH, PhoneSite } from './phone-site'

const PHONE = { width: 360, height: 640 }

let site: PhoneSite
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  site = await PhoneSite.open()
  browser = await launch()
  context = await browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'fr-FR', reducedMotion: 'reduce' })
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  site.close()
})

async function open(): Promise<void> {
  site.forget()
  await page.goto(site.url)
  if (site.status === 200) await expect.poll(() => site.listenerCount).toBeGreaterThan(0)
}

async function reads(): Promise<string> {
  return ((await page.locator('main').textContent()) ?? '').replaceAll('\u202f', ' ')
}
const told = (words: RegExp) => expect.poll(reads).toMatch(words)
const button = (name: RegExp) => page.getByRole('button', { name })

/** In public, and in the sun: a contrast of 7 to 1. */
async function barriers(): Promise<unknown[]> {
  const rules = { 'color-contrast-enhanced': { enabled: true } }
  return await barriersOn(page, rules)
}

const STATES: readonly [string, Partial<PhoneTicket>, RegExp, RegExp][] = [
  [
    'waits',
    {},
    /12 personnes devant vous.*Encore 20 à 40 min environ.*à 10 h 05/,
    /12 people ahead.*About 20 to 40 min.*As of 10:05(?! [AP]M)/,
  ],
  [
    'nobody serves it',
    { fromMinutes: null, toMinutes: null, ahead: 0 },
    /Personne devant vous pour ce service.*inconnue/,
    /Nobody ahead of you for this service.*unknown/,
  ],
  ['soon', { fromMinutes: 0, toMinutes: 10, station: '2' }, /moins de 10 min.*guichet 2/, /Less than 10.*station 2/],
  [
    'called',
    { state: 'called', station: '3', calls: 2 },
    /C’est à vous.*guichet 3.*2e appel/,
    /your turn.*station 3.*no\. 2/,
  ],
  ['served', { state: 'serving', station: '3' }, /Vous êtes au guichet 3/, /You are at station 3/],
  [
    'sent on by name',
    { sentOn: true, sentTo: '2', station: '2', step: { no: 2, count: 4, fr: 'Biométrie', en: 'Biometrics' } },
    /Vous irez au guichet 2.*même.*Prochaine étape : Biométrie \(2 sur 4\)(?!.*Probablement)/,
    /You will go to station 2.*same.*Next step: Biometrics \(2 of 4\)(?!.*Probably)/,
  ],
  [
    'at a step',
    { state: 'serving', station: '2', step: { no: 2, count: 4, fr: 'Biométrie', en: 'Biometrics' } },
    /Étape en cours : Biométrie \(2 sur 4\)/,
    /Current step: Biometrics \(2 of 4\)/,
  ],
  [
    'missed',
    { heldUntil: Date.parse('2026-03-02T09:15:00Z') },
    /Vous étiez absent à l’appel.: vous pourrez être rappelé à partir de 10 h 15\./,
    /You missed your call: you may be called again from 10:15\./,
  ],
  ['set aside', { state: 'paused', pausedFor: 'errand' }, /mis de côté.*à votre retour/, /set aside.*you are back/],
  ['kept waiting', { state: 'paused', pausedFor: 'center' }, /mis de côté.*Restez dans la salle/, /Stay in the hall/],
  ['over', { state: 'completed' }, /visite est terminée/, /visit is over/],
  ['absent', { state: 'no_show' }, /absent à l’appel/, /not there when called/],
  ['left', { state: 'closed' }, /n’est plus dans la file/, /no longer in the queue/],
]

/** Each kind of page: with a wait, in the colour of a call, with a message. */
const LOOKED_AT = new Set(['waits', 'missed', 'sent on by name', 'called', 'absent'])

test('[PHONE-3, PHONE-5, PHONE-7] each state is said in both languages, free of barriers, on the smallest screen', async () => {
  await open()
  for (const [name, part, french, english] of STATES) {
    site.tell(part)
    await told(french)
    if (LOOKED_AT.has(name)) expect([name, await barriers()]).toEqual([name, []])
    expect([name, await isTooWide(page)]).toEqual([name, false])
    await button(/English/).click()
    await told(english)
    await button(/Français/).click()
  }
})

test('[PHONE-3] the last state is shown again without a network, with its time; a link that is over, or wrong, says so', async () => {
  await open()
  site.tell({ ahead: 7 })
  await told(/7 personnes/)
  site.tellAway()
  await told(/Le centre n’est pas joignable.*Situation à 10 h 05/)
  site.status = 503
  await open()
  await told(/7 personnes.*Hors ligne.*Situation à 10 h 05/)
  for (const [code, words] of [
    [410, /n’est plus valable/],
    [404, /n’est pas bon/],
  ] as const) {
    site.status = code
    await open()
    await told(words)
  }
  site.status = 200
})

test('[PHONE-2] a phone whose place newer ones took says so, and comes back when its holder looks at it', async () => {
  const looksAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await open()
  site.tell({ ahead: 7 })
  await told(/7 personnes/)
  site.end()
  await told(/Hors ligne.*Situation à 10 h 05/)
  await looksAgain()
  await expect.poll(() => site.listenerCount).toBe(2)
  site.tell({ ahead: 6 })
  await told(/6 personnes/)
})

test('[PHONE-4] giving up is asked twice, by the keyboard too, and sent once', async () => {
  await open()
  site.tell({})
  await button(/Je renonce/).press('Enter')
  await told(/Vous perdez votre place/)
  const answers = await Promise.all([/je garde/, /Oui, je renonce/].map(name => button(name).boundingBox()))
  expect(answers.every(box => box && box.y >= 0 && box.y + box.height <= PHONE.height)).toBe(true)
  await button(/je garde/).press('Enter')
  expect(site.posted).toEqual([])
  await button(/Je renonce/).press('Enter')
  await button(/Oui, je renonce/).press('Enter')
  await expect.poll(() => site.posted).toEqual([`${PHONE_PATH}/give-up`])
})

test('[PHONE-3] the page is light', async () => {
  const bytes = [readFileSync('lib/phone/page.html'), site.files.script, site.files.styles].map(
    file => gzipSync(file).length,
  )
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(60_000)
})
