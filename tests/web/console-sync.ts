import type { Page } from '@playwright/test'
import { DeviceId } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { type DeviceReport, encodeReports } from '@/lib/protocol/sync-messages'
import { logName } from '@/lib/replica/day-document'
import { DAY, day, kiosk, tablet } from '@/tests/support/day'
import { FakeSyncServer } from './fake-sync-server'

/** A morning at three stations, with one who came too late for his paper and one who waits too long. */
const STORY = `opened d( 1( 2( 3( ${Array.from({ length: 24 }, (_, n) => `${'ABRA'.charAt(n % 4)}1${String(n + 1).padStart(2, '0')} ~40s`).join(' ')}
  1>A101 1+ ~4m 1. 2>B102 2+ ~3m 2. 3>R103 3+ ~5m 3>>1 1>A104 1+ ~2m 2>A105 ~1m`

const NOW = day(STORY).now

function report(device: DeviceId, change: Partial<NonNullable<DeviceReport['health']>> = {}): DeviceReport {
  const storage = { usedBytes: 14_000_000, quotaBytes: 2_000_000_000, isProtected: true }
  const fine = { version: 'a1b2c3d4e5', unsent: 0, storage, printer: 'ok', sound: 'ok', screen: 'awake' } as const
  const heard = { connectedSince: NOW, heardAt: NOW, clockOffsetMs: 0, healthAt: NOW }
  return { device, ...heard, health: { ...fine, ...change } }
}

const REPORTS = [
  report(kiosk(1)),
  report(kiosk(2), { printer: 'failed', printerSays: 'paper_out', unsent: 2 }),
  report(tablet(1)),
  report(DeviceId.parse('displ1'), { sound: 'none' }),
]
/** What each of these pages says of them, and of nothing else. */
const TOLD = /Imprimante en panne|Printer fail|2 actions/
const LIVE_PAGES = ['floor', 'day', 'devices']
const TRIES_MAX = 200

/** What the pages of a console ask a server for, in a center with that morning. */
export class ConsoleCenter {
  private constructor(private readonly server: FakeSyncServer) {}

  static async open(page: Page): Promise<ConsoleCenter> {
    const server = await FakeSyncServer.open()
    const { events } = day(STORY)
    server.timeMs = () => NOW
    server.change(doc => {
      for (const event of events) doc.getArray(logName(event.device)).push([[...encodeEvent(event, DAY)]])
    })
    await page.route('**/api/v1/admin/centers/7/sync-ticket', route => {
      const ticket = { wsUrl: server.url, token: 't', serverTime: NOW, sessionExpires: NOW + 900_000 }
      return route.fulfill({ json: ticket })
    })
    return new ConsoleCenter(server)
  }

  /** Resolves once a page that lives by the queue shows how its devices are; at once for any other. */
  async told(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (!LIVE_PAGES.includes(new URL(page.url()).searchParams.get('page') ?? '')) return
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      this.server.send(encodeReports(REPORTS))
      if ((await page.getByText(TOLD).count()) > 0) return
      await page.waitForTimeout(100)
    }
    throw new Error(`${page.url()} does not show its devices`)
  }

  async close(): Promise<void> {
    await this.server.close()
  }
}
