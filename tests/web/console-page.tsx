import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { createRoot } from 'react-dom/client'
import { Audit, type AuditView } from '@/components/admin/audit/audit'
import type { AuditNames } from '@/components/admin/audit/audit-values'
import { ConsoleFrame } from '@/components/admin/console-frame'
import { ConsoleLanguage } from '@/components/admin/console-language'
import { Devices } from '@/components/admin/devices/devices'
import { Settings } from '@/components/admin/settings/settings'
import { isTicketEvent, type QueueEvent } from '@/lib/domain/events'
import { type Language, TicketNumber } from '@/lib/domain/ids'
import { EmployeeId } from '@/lib/domain/person'
import { DeviceRow } from '@/lib/protocol/console-devices'
import { CenterRow } from '@/lib/protocol/console-rows'
import { lineOfEvent } from '@/lib/server/console/audit-lines'
import { lineWithWay } from '@/lib/server/console/audit-ways'
import { DAY, day, ticketOf } from '../support/day'
import { CATALOGUE, DEVICES, LivePage } from './console-center'

/** A page of the console in its frame, as an administrator of the center sees it: `?page=floor`, and so on. */

const asked = new URLSearchParams(location.search)
const language: Language = asked.get('language') === 'en' ? 'en' : 'fr'
const NOON = Date.parse('2026-03-02T11:00:00Z')

const CENTER = CenterRow.parse({
  ...CATALOGUE.center,
  ...{ revision: 3, hasKioskPin: true, dailyQuota: 250, lastTicketAt: '15:00', active: true },
  weeklyHours: [
    ...Array(5).fill({ opensAt: '07:30', closesAt: '15:30' }),
    { opensAt: '08:00', closesAt: '12:00' },
    null,
  ],
  holidays: [{ day: '2026-05-20', nameFr: 'Fête nationale', nameEn: 'National Day' }],
  thresholds: { waitTargetMinutes: 20, longestWaitMinutes: 60, waitingTickets: 80 },
  queueRules: [],
})

const HEALTH = {
  ...{ version: 'a1b2c3d4e5', unsent: 0, printer: 'ok', sound: 'ok', screen: 'awake' },
  storage: { usedBytes: 14_000_000, quotaBytes: 2_000_000_000, isProtected: true },
} as const

const ROWS = DEVICES.map(({ device, label, surface }, index) =>
  DeviceRow.parse({
    ...{ id: device, surface, label, issuerDigit: surface === 'kiosk' ? index + 1 : null },
    ...{ enrolledAt: NOON - 40 * 86_400_000, lastSeenAt: NOON - index * 3_600_000 },
    ...{ health: HEALTH, healthAt: NOON - index * 3_600_000, revokedAt: null },
  }),
)

/** A visit of three steps, sent on twice. */
const STEPS = [
  { fr: 'Dossier', en: 'Documents' },
  { fr: 'Biométrie', en: 'Biometrics' },
  { fr: 'Récépissé', en: 'Receipt' },
]
const STORY = '1( 2( 3( A101 A101* R102 1>A101 ~3m 1+ ~8m 1>>+ 2>A101 2+ ~6m 2>>@3 1>R102 1! 3>A101 3+ ~5m 3. 1~'

const NAMES: AuditNames = {
  services: new Map(CATALOGUE.services.map(({ id, nameFr, nameEn }) => [id, { fr: nameFr, en: nameEn, steps: STEPS }])),
  stations: new Map(CATALOGUE.stations.map(({ id, number }) => [id, number])),
  agents: new Map(
    CATALOGUE.agents.map(({ id, firstName, lastName, employeeId }) => [
      id,
      { name: `${firstName} ${lastName}`, employeeId },
    ]),
  ),
  devices: new Map(DEVICES.map(({ device, label }) => [device, label])),
}

function auditLines(isShown: (event: QueueEvent) => boolean) {
  const events = day(STORY).events
  const history = events.filter(event => isTicketEvent(event))
  return events.filter(isShown).map(event => lineWithWay(lineOfEvent(event, DAY), history))
}

function auditView(): AuditView {
  if (asked.has('life')) {
    const lines = auditLines(event => isTicketEvent(event) && event.ticket === ticketOf('A101'))
    return { kind: 'life', ticket: TicketNumber.parse('A101'), day: DAY, lines, lost: [] }
  }
  const lines = auditLines(() => true).reverse()
  return { kind: 'search', query: {}, found: { page: { lines, next: null }, from: DAY, to: DAY } }
}

const page = asked.get('page') ?? 'floor'

function content() {
  if (page === 'devices') return <Devices center={CENTER} rows={ROWS} />
  if (page === 'audit') return <Audit center={CENTER} names={NAMES} view={auditView()} />
  if (page === 'settings') return <Settings center={CENTER} today={DAY} />
  return <LivePage page={page === 'day' ? 'day' : 'floor'} />
}

const nowhere = () => undefined
// reason: nobody goes anywhere from here
const ROUTER = { back: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere } as never

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(
  <AppRouterContext.Provider value={ROUTER}>
    <PathnameContext.Provider value={`/admin/centers/7/${page}`}>
      <ConsoleLanguage initial={language} timeZone="Africa/Douala">
        <ConsoleFrame
          person={{ employeeId: EmployeeId.parse('ADM-001'), role: 'admin', center: CENTER, centerId: CENTER.id }}
          center={CENTER}
          centers={[CENTER]}
        >
          {content()}
        </ConsoleFrame>
      </ConsoleLanguage>
    </PathnameContext.Provider>
  </AppRouterContext.Provider>,
)
