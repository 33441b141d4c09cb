import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PhoneTicket } from '@/lib/protocol/phone'
import { launch } from './chromium'

const PATH = '/t/1.20260302.A112.k3f9xq.Zk2Zk2Zk2Zk2Zk2Z'
const PHONE = { width: 360, height: 640 }

let server: Server
let origin: string
let browser: Browser
let context: BrowserContext
let page: Page
/** Phones that listen, what they were told last, and what was posted. */
let listening: ServerResponse[] = []
let last = ''
let posted: string[] = []
let status = 200
let script: Uint8Array
let styles: Uint8Array

beforeAll(async () => {
  const made = await build({
    ...{ bundle: true, write: false, minify: true, target: 'chrome90', format: 'iife', outdir: 'out' },
    entryPoints: ['lib/phone/phone.ts', 'lib/phone/phone.css'],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  ;[script, styles] = ['.js', '.css'].map(
    ending => made.outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? expect.fail(ending),
  ) as [Uint8Array, Uint8Array] // reason: two names, two files
  server = createServer((request, response) => answer(request.method ?? '', request.url ?? '', response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on TCP has an AddressInfo
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch()
  context = await browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'fr-FR', reducedMotion: 'reduce' })
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

function answer(method: string, url: string, response: ServerResponse): void {
  if (method === 'POST') {
    posted.push(url)
    response.writeHead(204).end()
  } else if (url === `${PATH}/events`) {
    response.writeHead(status, { 'content-type': 'text/event-stream' })
    if (status !== 200) return void response.end()
    response.write(last || ':\n\n')
    listening.push(response)
  } else if (url === '/phone/phone.js') response.setHeader('content-type', 'text/javascript').end(script)
  else if (url === '/phone/phone.css') response.setHeader('content-type', 'text/css').end(styles)
  else if (url === PATH) response.setHeader('content-type', 'text/html').end(readFileSync('lib/phone/page.html'))
  else response.writeHead(404).end()
}

async function open(): Promise<void> {
  listening = []
  last = ''
  posted = []
  await page.goto(origin + PATH)
  if (status === 200) await expect.poll(() => listening.length).toBeGreaterThan(0)
}

/** The server tells the page. */
function tell(part: Partial<PhoneTicket>): void {
  const ticket = PhoneTicket.parse({
    ...{ number: 'A112', state: 'waiting', language: 'fr', calls: 0, timeZone: 'Africa/Douala' },
    ...{ centerFr: 'Centre d’identification de Yaoundé', centerEn: 'Yaoundé identification centre' },
    ...{ serviceFr: 'Renouvellement', serviceEn: 'Renewal', ahead: 12, fromMinutes: 20, toMinutes: 40, station: null },
    asOf: Date.parse('2026-03-02T09:05:00Z'),
    ...part,
  })
  last = `event: ticket\ndata: ${JSON.stringify(ticket)}\n\n`
  for (const phone of listening) phone.write(last)
}

async function reads(): Promise<string> {
  return ((await page.locator('main').textContent()) ?? '').replaceAll('\u202f', ' ')
}
const told = (words: RegExp) => expect.poll(reads).toMatch(words)
const button = (name: RegExp) => page.getByRole('button', { name })

/** In public, and in the sun: a contrast of 7 to 1. */
async function barriers(): Promise<unknown[]> {
  const rules = { 'color-contrast-enhanced': { enabled: true } }
  const { violations } = await new AxeBuilder({ page }).options({ rules }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}

const STATES: readonly [string, Partial<PhoneTicket>, RegExp, RegExp][] = [
  ['waits', {}, /12 personnes devant vous.*Encore 20 à 40 min environ.*à 10:05/, /12 people ahead.*About 20 to 40 min/],
  [
    'nobody serves it',
    { fromMinutes: null, toMinutes: null, ahead: 0 },
    /Personne devant.*inconnue/,
    /Nobody.*unknown/,
  ],
  [
    'soon',
    { fromMinutes: 0, toMinutes: 10, station: '2' },
    /moins de 10 min.*guichet 2/,
    /Less than about 10.*station 2/,
  ],
  [
    'called',
    { state: 'called', station: '3', calls: 2 },
    /C’est à vous.*guichet 3.*2e appel/,
    /your turn.*station 3.*no\. 2/,
  ],
  ['served', { state: 'serving', station: '3' }, /Vous êtes au guichet 3/, /You are at station 3/],
  ['set aside', { state: 'paused' }, /mis de côté/, /set aside/],
  ['over', { state: 'completed' }, /visite est terminée/, /visit is over/],
  ['absent', { state: 'no_show' }, /absent à l’appel/, /not there when called/],
  ['left', { state: 'closed' }, /n’est plus dans la file/, /no longer in the queue/],
]

/** Each kind of page: with a wait, in the colour of a call, with a message. */
const LOOKED_AT = new Set(['waits', 'called', 'absent'])

test('[PHONE-3] each state is said in both languages, free of barriers, on the smallest screen', async () => {
  await open()
  for (const [name, part, french, english] of STATES) {
    tell(part)
    await told(french)
    if (LOOKED_AT.has(name)) expect([name, await barriers()]).toEqual([name, []])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
    await button(/English/).click()
    await told(english)
    await button(/Français/).click()
  }
})

test('[PHONE-3] the last state is shown again without a network, with its time; a link that is over, or wrong, says so', async () => {
  await open()
  tell({ ahead: 7 })
  await told(/7 personnes/)
  for (const phone of listening) phone.write('event: away\ndata:\n\n')
  await told(/Le centre n’est pas joignable.*Situation à 10:05/)
  status = 503
  await open()
  await told(/7 personnes.*Hors ligne.*Situation à 10:05/)
  for (const [code, words] of [
    [410, /n’est plus valable/],
    [404, /n’est pas bon/],
  ] as const) {
    status = code
    await open()
    await told(words)
  }
  status = 200
})

test('[PHONE-4] giving up is asked twice, by the keyboard too, and sent once', async () => {
  await open()
  tell({})
  await button(/Je renonce/).press('Enter')
  await told(/Vous perdez votre place/)
  await button(/je garde/).press('Enter')
  expect(posted).toEqual([])
  await button(/Je renonce/).press('Enter')
  await button(/Oui, je renonce/).press('Enter')
  await expect.poll(() => posted).toEqual([`${PATH}/give-up`])
})

test('[PHONE-3] the page is light', async () => {
  const bytes = [readFileSync('lib/phone/page.html'), script, styles].map(file => gzipSync(file).length)
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(60_000)
})
