import type { Page } from '@playwright/test'
import type { Language } from '@/lib/domain/ids'
import type { PhoneTicket } from '@/lib/protocol/phone'
import {
  CONSOLE,
  inBoth,
  KIOSK,
  PHONE,
  type Scene,
  type Size,
  SMALL_KIOSK,
  steps,
  tablet,
  VISIT,
  type View,
  WIDE_KIOSK,
} from './scene'

/** States that are not of the first row: other sizes, other ways in, and what only staff see. */

function onSheet(sheet: string, scenes: readonly Scene[]): Scene[] {
  return scenes.map(scene => ({ ...scene, sheet }))
}

const WIDE_ANSWERS: readonly View[] = [
  { name: 'no paper', shown: { step: 'no_paper' } },
  { name: 'cut off', shown: { step: 'confirm_later', isOffline: true } },
  { name: 'no such code', shown: { step: 'code', refusal: 'invalid_code' } },
  { name: 'are you there', shown: { step: 'code_full', isWarned: true } },
  { name: 'paused', shown: { step: 'welcome', door: 'kiosk_paused' } },
]

export const WIDE_KIOSKS = onSheet(
  'kiosk-wide',
  inBoth(language => [
    steps(language, WIDE_KIOSK, [...VISIT, ...(language === 'fr' ? WIDE_ANSWERS : [])]),
    steps(language, SMALL_KIOSK, [...VISIT, ...(language === 'en' ? WIDE_ANSWERS : [])]),
  ]),
)

const ACCESS = /^Mode accessible/
const DOOR = { fr: /^Français/, en: /^English/ } as const
const WITHOUT_CODE = /^(Je n’ai pas de code|I have no code)/
const SERVICE = /^(Renouvellement|Renewal)/

function accessible(language: Language, size: Size): Scene {
  const views: View[] = [
    { name: 'accessible: code', touches: [ACCESS, DOOR[language]] },
    { name: 'accessible: service', touches: [WITHOUT_CODE] },
    { name: 'accessible: confirm', touches: [SERVICE] },
  ]
  return { surface: 'kiosk', language, size, page: 'estimates', query: 'hall=served', views }
}

/** Five seconds on the emblem. */
async function holdEmblem(page: Page): Promise<void> {
  const box = await page.locator('header svg').first().boundingBox()
  if (!box) throw new Error('no emblem')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.getByRole('heading', { name: /^(Coin du personnel|Staff corner)/ }).waitFor()
  await page.mouse.up()
}

async function openInEnglish(page: Page): Promise<void> {
  await holdEmblem(page)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Staff corner' }).waitFor()
}

async function typePin(page: Page): Promise<void> {
  await page.keyboard.type('482913')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^(Essai du papier|Paper test)/ }).waitFor()
}

function corner(language: Language, size: Size): Scene {
  const views: View[] = [
    { name: 'staff corner', prepare: language === 'fr' ? holdEmblem : openInEnglish },
    { name: 'staff corner, open', prepare: typePin },
  ]
  return { surface: 'kiosk', language, size, page: 'screens', query: 'surface=kiosk&pending=2&rung=offline', views }
}

export const ACCESSIBLE = onSheet('kiosk-access', [
  ...inBoth(language => [accessible(language, KIOSK)]),
  accessible('fr', SMALL_KIOSK),
  accessible('en', WIDE_KIOSK),
  corner('fr', KIOSK),
  corner('en', SMALL_KIOSK),
])

/** Before somebody is at work, and how it looks in a hand. */
function doors(language: Language): readonly Scene[] {
  const phone = language === 'fr' ? [tablet(language, 'locked', 'staff=locked', PHONE)] : []
  return [
    tablet(language, 'first sign-in', 'staff=first'),
    tablet(language, 'a password of his own', 'staff=password'),
    tablet(language, 'a PIN of his own', 'staff=pin'),
    tablet(language, 'locked', 'staff=locked&work=free'),
    tablet(language, 'which station', 'staff=stations&work=free'),
    tablet(language, 'all at once', 'work=called&state=refused&rung=offline&pending=7&refusal=queue_empty'),
    tablet(language, 'sent on, by step', 'work=serving&steps=1'),
    ...phone,
    tablet(language, 'free', 'work=free', PHONE),
    tablet(language, 'called', 'work=called', PHONE),
    tablet(language, 'serving', 'work=serving&rung=offline&pending=7', PHONE),
    tablet(language, 'first sign-in', 'staff=first', PHONE),
  ]
}

export const TABLET_DOORS = onSheet('agent-doors', inBoth(doors))

export function phone(
  language: Language,
  name: string,
  ticket: Partial<PhoneTicket>,
  views: readonly View[] = [],
): Scene {
  const at = { surface: 'phone', language, size: PHONE, page: 'phone' } as const
  return { ...at, ticket: { language, ...ticket }, views: [{ name }, ...views] }
}

const STEP = { no: 2, count: 3, fr: 'Biométrie', en: 'Biometrics' }
export const SENT_ON: Partial<PhoneTicket> = { sentOn: true, sentTo: '2', station: '2', ahead: 1, step: STEP }

export const PHONES = inBoth(language => [
  phone(language, 'waits', {}, [{ name: 'gives up', touches: [/^(Je renonce|I give up)/] }]),
  phone(language, 'soon', { ahead: 0, fromMinutes: 0, toMinutes: 10, station: '3' }),
  phone(language, 'called', { state: 'called', station: '3', calls: 1 }),
  phone(language, 'serving, a step', { state: 'serving', station: '2', step: STEP }),
  phone(language, 'sent on by name', SENT_ON),
  phone(language, 'missed', { ahead: 2, heldUntil: Date.parse('2026-03-02T09:10:00Z') }),
  phone(language, 'set aside', { state: 'paused' }),
  phone(language, 'absent', { state: 'no_show' }),
  phone(language, 'over', { state: 'completed' }),
  phone(language, 'left', { state: 'closed' }),
  { ...phone(language, 'center out of reach', {}), away: true },
])

export function consolePage(language: Language, name: string, query: string): Scene {
  return {
    surface: 'console',
    language,
    size: CONSOLE,
    page: 'console',
    query: `language=${language}&${query}`,
    views: [{ name }],
  }
}

export const CONSOLES = inBoth(language => [
  consolePage(language, 'floor', 'page=floor'),
  consolePage(language, 'day', 'page=day'),
  consolePage(language, 'devices', 'page=devices'),
  consolePage(language, 'audit', 'page=audit'),
  consolePage(language, 'life of a ticket', 'page=audit&life=1'),
  consolePage(language, 'settings', 'page=settings'),
])
