import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Language, ServiceDay } from '@/lib/domain/ids'
import { launch, programStyles, type Site, serveEntry } from './chromium'
import type { Shown } from './kiosk-steps-page'

const SIZES = [
  [1080, 1920],
  [1920, 1080],
  [1280, 800],
] as const
/** The longest date, and a long name. */
const DAY = ServiceDay.parse('2026-09-23')
const OTHER = {
  nameFr: 'Centre d’identification de Ngaoundéré II',
  nameEn: 'Ngaoundéré II identification centre',
}
const LANGUAGES: readonly Language[] = ['fr', 'en']

/** With the button that leads on, which is the largest. */
const SCREENS: readonly [shown: Omit<Shown, 'language'>, primary: RegExp | null][] = [
  [{ step: 'welcome' }, /^(Français|English)/],
  [{ step: 'welcome', isOffline: true }, /^(Français|English)/],
  [{ step: 'welcome', isCutOff: true }, /^(Français|English)/],
  [{ step: 'welcome', isCutOff: true, door: 'quota_reached' }, null],
  [{ step: 'scanned' }, /^(Français|English)/],
  [{ step: 'scan_failed' }, /^(Français|English)/],
  [{ step: 'welcome', door: 'center_closed' }, null],
  [{ step: 'welcome', door: 'not_open_yet' }, null],
  [{ step: 'welcome', door: 'last_ticket_passed' }, null],
  [{ step: 'welcome', door: 'reception_closed' }, null],
  [{ step: 'welcome', door: 'quota_reached' }, null],
  [{ step: 'welcome', door: 'kiosk_paused' }, null],
  [{ step: 'code' }, /^Continue/],
  [{ step: 'code', hasCamera: true }, /^Continue/],
  [{ step: 'code_full', isWarned: true }, /continue/],
  [{ step: 'checking' }, null],
  [{ step: 'service' }, /^(Retrait|Card|Priorité|Priority)/],
  [{ step: 'priority' }, /^(Retrait|Card|Priorité|Priority)/],
  [{ step: 'confirm' }, /^(Prendre|Take)/],
  [{ step: 'confirm_later', isOffline: true }, /^(Prendre|Take)/],
  [{ step: 'has_ticket' }, /^(Réimprimer|Reprint)/],
  [{ step: 'confirm_unserved' }, /^(Prendre|Take)/],
  [{ step: 'issuing' }, /^(Un instant|One moment)/],
  [{ step: 'ticket' }, /^(Terminé|Done)/],
  [{ step: 'ticket_again' }, /^(Terminé|Done)/],
  [{ step: 'ticket_called' }, /^(Terminé|Done)/],
  [{ step: 'no_paper' }, /^(Terminé|Done)/],
  [{ step: 'no_paper_again' }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: 'invalid_code' }, /^(Corriger|Correct)/],
  [{ step: 'code', refusal: { kind: 'unknown_code' } }, /^(Corriger|Correct)/],
  [{ step: 'code', refusal: { kind: 'card_not_ready', from: DAY } }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: { kind: 'card_not_ready', from: null } }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: { kind: 'wrong_center', center: OTHER } }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: { kind: 'wrong_center', center: null } }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: { kind: 'wrong_day', day: DAY } }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: 'service_closed' }, /^(Retour|Back)/],
  [{ step: 'code', refusal: 'service_suspended' }, /^(Retour|Back)/],
  [{ step: 'code', refusal: 'closing' }, /^(Retour|Back)/],
  [{ step: 'code', refusal: 'day_in_doubt' }, /^(Retour|Back)/],
  [{ step: 'code', refusal: 'not_durable' }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: 'quota_reached' }, /^(Terminé|Done)/],
  [{ step: 'code', refusal: 'not_open_yet' }, /^(Terminé|Done)/],
]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/kiosk-steps-page.tsx', () => '', await programStyles())
  browser = await launch()
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  page = await context.newPage()
  await page.goto(site.url)
  await page.getByRole('main').waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

test.each(SIZES)('[KIOSK-9] at %ix%i every step can be read and touched, in both languages', async (width, height) => {
  await page.setViewportSize({ width, height })
  const screens = LANGUAGES.flatMap(language =>
    SCREENS.map(([screen, primary]) => [{ ...screen, language }, primary?.source ?? null] as const),
  )
  const { targetCount, problems } = await page.evaluate(all => Reflect.get(globalThis, 'measure')(all), screens)
  expect(problems).toEqual([])
  expect(targetCount).toBeGreaterThan(200)
})
