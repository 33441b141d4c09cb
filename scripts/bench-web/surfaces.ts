import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { CenterId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { deriveKeys } from '@/lib/server/keys'
import { makeLink } from '@/lib/server/phone/link'
import { SECRET, type Stack } from '@/tests/e2e/support/stack'
import { SIZES } from '@/tests/e2e/support/surfaces'
import { CHROMIUM } from '@/tests/support/chromium'

export type DeviceSurface = keyof typeof SIZES

/** A page as a person gets it, and when it can be used. */
export type Opened = {
  readonly name: string
  readonly url: string
  readonly size: { readonly width: number; readonly height: number }
  /** Opens without a server once it was there. */
  readonly worksOffline: boolean
  untilUsable(page: Page): Promise<void>
}

const PHONE = { width: 360, height: 640 }
const DESK = { width: 1366, height: 768 }

const USABLE: Readonly<Record<DeviceSurface, (page: Page) => Promise<void>>> = {
  kiosk: page => page.getByRole('button', { name: /^Français/ }).waitFor(),
  agent: page => page.getByRole('button', { name: 'Se connecter' }).waitFor(),
  display: page =>
    page
      .getByText(/^\d\d:\d\d:\d\d$/)
      .first()
      .waitFor(),
}

export const DEVICE_SURFACES: readonly DeviceSurface[] = ['kiosk', 'agent', 'display']

export function opened(stack: Stack, surface: DeviceSurface): Opened {
  const url = `${stack.origin}/${surface}`
  return { name: surface, url, size: SIZES[surface], worksOffline: true, untilUsable: USABLE[surface] }
}

/** The administrators' door, and a citizen's ticket. */
export function otherPages(stack: Stack): readonly Opened[] {
  const day = ServiceDay.parse(serviceDayOf(Date.now(), 'Africa/Douala'))
  const linked = { center: CenterId.parse(1), day, ticket: TicketId.parse('A101.k3f9xq') }
  const link = `${stack.origin}/t/${makeLink(deriveKeys(SECRET), linked)}`
  return [
    {
      ...{ name: 'admin sign-in', url: `${stack.origin}/admin/sign-in`, size: DESK, worksOffline: false },
      untilUsable: page => page.getByRole('button', { name: /Se connecter|Sign in/ }).waitFor(),
    },
    {
      ...{ name: 'phone page', url: link, size: PHONE, worksOffline: true },
      untilUsable: page => page.getByRole('heading').first().waitFor(),
    },
  ]
}

/** A browser's profile on disk, which keeps what it has over the end of the browser. */
export class Profile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'guichet-bench-web-'))

  async open(size: Opened['size']): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const options = {
      ...CHROMIUM,
      args: [...CHROMIUM.args],
      viewport: size,
      locale: 'fr-FR',
      timezoneId: 'Africa/Douala',
    }
    const context = await chromium.launchPersistentContext(this.#folder, options)
    return { context, page: context.pages()[0] ?? (await context.newPage()) }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Enrolls the page's device, and waits until it opens without a server. */
export async function enroll(page: Page, stack: Stack, surface: DeviceSurface, label: string): Promise<void> {
  await page.goto(await stack.enrollmentLink(surface, label))
  await page.waitForURL(`**/${surface}`)
  await USABLE[surface](page)
  await untilKept(page)
}

/** Waits until the page's worker has kept what it needs. */
export async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    await navigator.serviceWorker.ready
    return navigator.serviceWorker.controller !== null
  })
}

export async function browserSide(page: Page): Promise<CDPSession> {
  return await page.context().newCDPSession(page)
}
