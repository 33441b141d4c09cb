import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHROMIUM } from '@/tests/support/chromium'
import { launch, openPage, programStyles, type Site, serveEntry } from './chromium'
import type { DeviceSurfacePage } from './device-surface-page'

declare const deviceSurface: DeviceSurfacePage

let site: Site

beforeAll(async () => {
  site = await serveEntry('tests/web/device-surface-page.tsx', () => '', await programStyles())
})

afterAll(async () => {
  await site.close()
})

test('[DEV-3] a revoked device offers a new enrollment on its own screen, and the way back', async () => {
  const browser = await launch()
  try {
    const page = await openPage(await browser.newContext(), site)
    await page.evaluate(() => deviceSurface.noteRevocation())
    await page.evaluate(() => deviceSurface.show())
    const revoked = page.getByRole('heading', { name: /révoqué/ })
    await revoked.waitFor()
    expect(await page.getByText('k3f9xq').isVisible()).toBe(true)
    await page.getByRole('button', { name: /Add this device again/ }).click()
    await page.getByRole('textbox').waitFor()
    await page.getByRole('button', { name: /Retour.*Back/ }).click()
    await revoked.waitFor()
  } finally {
    await browser.close()
  }
})

test('[DEV-7] where site data is blocked, the surface says so instead of opening for ever', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'guichet-blocked-'))
  mkdirSync(join(profile, 'Default'))
  const blockCookies = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blockCookies))
  const blocked = await chromium.launchPersistentContext(profile, CHROMIUM)
  try {
    const page = await openPage(blocked, site)
    await page.evaluate(() => deviceSurface.show())
    await page.getByRole('heading', { name: /interdit à Guichet/ }).waitFor()
  } finally {
    await blocked.close()
    rmSync(profile, { recursive: true, force: true })
  }
})
