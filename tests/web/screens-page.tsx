import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Agent } from '@/components/agent/agent'
import { DeviceNotice } from '@/components/device/device-notice'
import { RetiredNotice } from '@/components/device/retired-notice'
import { WorkingSurface } from '@/components/device/working-surface'
import { Display } from '@/components/display/display'
import { Kiosk } from '@/components/kiosk/kiosk'
import type { WrongClock } from '@/lib/client/agent-desk'
import type { Busy, OnBusyChange } from '@/lib/client/busy'
import type { ClockError } from '@/lib/client/clock-error'
import { WHOLE_CENTER } from '@/lib/client/display-zone'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { AgentRefusal } from '@/lib/client/use-desk-actions'
import {
  Agent as AgentRow,
  type Catalogue,
  Center,
  type Message,
  MessageKind,
  Service,
  Station,
} from '@/lib/domain/catalogue'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { CenterId, DeviceId, eventId, type Language, ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import { agentWork, type Work } from './agent-work'
import { staffAsAsked } from './staff-at-work'
import { staffCorner } from './staff-corner'

/** One screen of a device in a state that a test asks for. Nothing runs behind it. */

const NOON = Date.parse('2026-03-02T11:00:00Z')
const TODAY = ServiceDay.parse('2026-03-02')
const YESTERDAY = ServiceDay.parse('2026-03-01')

const NAMES = [
  ['Retrait de la carte', 'Card collection', 'C'],
  ['Renouvellement', 'Renewal', 'R'],
  ['Nouvelle demande', 'New application', 'A'],
  ['Perte ou vol de la carte', 'Lost or stolen card', 'P'],
  ['Correction de données', 'Correction of data', 'D'],
  ['Renseignements', 'Information', 'F'],
] as const

const CATALOGUE: Catalogue = {
  center: Center.parse({
    id: 1,
    code: 'YDE',
    nameFr: 'Centre d’identification de Yaoundé',
    nameEn: 'Yaoundé identification centre',
    timeZone: 'Africa/Douala',
    opensAt: '07:30',
    closesAt: '15:30',
  }),
  services: NAMES.map(([nameFr, nameEn, letter], index) =>
    Service.parse({
      id: index + 1,
      code: letter,
      nameFr,
      nameEn,
      letter,
      priority: 5,
      durationMinutes: 10,
      active: true,
    }),
  ),
  stations: [1, 2, 3].map(id =>
    Station.parse({ id, number: String(id), name: `Guichet ${id}`, services: [1, 2, 3], active: true }),
  ),
  agents: [
    AgentRow.parse({
      id: 1,
      employeeId: 'E1',
      firstName: 'Clarisse',
      lastName: 'Ngo Bassa',
      role: 'supervisor',
      services: [],
      active: true,
    }),
    ...[2, 3].map(id =>
      AgentRow.parse({
        id,
        employeeId: `E${id}`,
        firstName: 'Jean-Baptiste',
        lastName: `Atangana ${id}`,
        role: 'agent',
        services: [],
        active: true,
      }),
    ),
  ],
}

const IDENTITY = {
  device: DeviceId.parse('k3f9xq'),
  center: CenterId.parse(1),
  surface: 'kiosk',
  issuerDigit: 1,
  timeZone: 'Africa/Douala',
  label: 'Borne de l’entrée',
} as const

const ASIDE = [{ day: YESTERDAY, count: 3 }]

/** What was done in the staff corner. */
const done: string[] = []
Object.assign(globalThis, { done })

/** What each state is made of; the rest of a device does not show. */
const STATES = {
  well: {},
  unknown: { halt: 'device_unknown' },
  sealed: { halt: 'day_sealed' },
  outdated: { halt: 'client_too_old' },
  refused: { halt: 'violation' },
  aside: { aside: ASIDE },
  unprotected: { storageProtected: false },
  fast: { clockError: { way: 'ahead', unit: 'minutes', count: 10 } },
  slow: { clockError: { way: 'behind', unit: 'days', count: 20_514 } },
  doubt: { dayDoubt: { last: ServiceDay.parse('2026-02-20'), clock: TODAY } },
  everything: {
    halt: 'violation',
    olderHalts: [{ day: YESTERDAY, halt: 'client_too_old' }],
    aside: ASIDE,
    storageProtected: false,
  },
} as const satisfies Record<string, Partial<ReadyDevice>>

const asked = new URLSearchParams(location.search)
const language: Language = asked.get('language') === 'en' ? 'en' : 'fr'
const count = Number(asked.get('pending') ?? 0)
const rung = asked.get('rung') === 'local' ? 'local' : asked.get('rung') === 'offline' ? 'offline' : 'online'
const status = { rung, since: NOON - 600_000, pendingCount: count } as const

function readyDevice(state: keyof typeof STATES): ReadyDevice {
  const device = {
    kind: 'ready',
    identity: { ...IDENTITY, surface: asked.get('surface') ?? 'agent' },
    catalogue: CATALOGUE,
    status,
    halt: null,
    olderHalts: [],
    aside: [],
    storageProtected: true,
    clockError: null,
    dayDoubt: null,
    saveUnsent: () => Promise.resolve({ name: 'guichet-k3f9xq-2026-03-02.json', count: 3 }),
    ...STATES[state],
  }
  return device as unknown as ReadyDevice // reason: replica and store are behind a screen, never on it
}

const doubt = asked.get('state') === 'doubt' ? STATES.doubt.dayDoubt : null

function surface(onBusyChange: OnBusyChange) {
  switch (asked.get('surface')) {
    case 'kiosk':
      return kiosk(onBusyChange)
    case 'display':
      return display()
    default:
      return agent()
  }
}

function kiosk(onBusyChange: OnBusyChange) {
  return (
    <Kiosk
      catalogue={CATALOGUE}
      label={IDENTITY.label}
      today={TODAY}
      status={status}
      waitingCount={12}
      outlooks={new Map()}
      estimate={() => NOTHING_FORETOLD}
      door={() => (asked.has('paused') ? 'kiosk_paused' : asked.has('closed') ? 'reception_closed' : null)}
      checkIn={() => new Promise(() => undefined)}
      checkCode={() => new Promise(() => undefined)}
      dayDoubt={doubt}
      onConfirmDay={confirm}
      unprinted={[]}
      onReprint={() => undefined}
      onBusyChange={onBusyChange}
      onIdleWarning={() => undefined}
      staff={staffCorner(asked, done)}
      onSay={() => undefined}
    />
  )
}

/** The longest that the console takes, when a test asks for one. */
const MESSAGES: Message[] = MessageKind.options
  .filter(kind => kind === asked.get('message'))
  .map(kind => ({
    ...{ id: 1, kind, startsAt: null, endsAt: NOON + 60_000, active: true },
    textFr: 'Coupure de courant. '.repeat(10).trim(),
    textEn: 'The power is cut off. '.repeat(9).trim(),
  }))

function display() {
  const waiting = CATALOGUE.services.map(({ id }) => ({
    service: ServiceId.parse(id),
    count: 3,
    wait: UNKNOWN_WAIT,
    isSuspended: false,
  }))
  const calls = [3, 2, 1].map(station => ({
    call: eventId(IDENTITY.device, 1, station),
    number: TicketNumber.parse(`A10${station}`),
    station: String(station),
    calledAt: NOON - (4 - station) * 90_000,
    shownAt: NOON - (4 - station) * 90_000,
    callNo: 1,
  }))
  return (
    <Display
      catalogue={{ ...CATALOGUE, messages: MESSAGES }}
      status={status}
      now={NOON}
      zone={{ zone: WHOLE_CENTER, stations: [], services: [], wrong: [] }}
      hall={{ kind: 'open' }}
      calls={calls}
      waiting={waiting}
      soundBlocked={false}
      onEnableSound={() => undefined}
    />
  )
}

const UNKNOWN_WAIT = { kind: 'unknown' } as never // reason: of no matter here

/** What staff have said of the date, for the test to read. */
function confirm(day: ServiceDay): void {
  document.title = day
}

const WRONG_CLOCKS = [
  wrongClock('k9x2pf', 'kiosk', 1, { way: 'ahead', unit: 'minutes', count: 10 }),
  wrongClock('t7k2p9', 'agent', null, { way: 'behind', unit: 'hours', count: 3 }),
]

function wrongClock(id: string, surface: WrongClock['surface'], issuerDigit: number | null, error: ClockError) {
  return { device: DeviceId.parse(id), surface, issuerDigit, error }
}

const IGNORED = [
  { device: DeviceId.parse('k9x2pf'), surface: 'kiosk', type: 'ticket.called.v1', count: 4 },
  { device: DeviceId.parse('x7k2p9'), surface: null, type: 'ticket.checked_in.v1', count: 1 },
] as const

/** A chain that the administrator has named. */
const STEPS = [
  { fr: 'Dépôt du dossier', en: 'Documents' },
  { fr: 'Biométrie', en: 'Biometrics' },
  { fr: 'Remise du récépissé', en: 'Receipt' },
]

function agent() {
  const [supervisor, ...colleagues] = CATALOGUE.agents
  const others = colleagues.map(({ id }) => id)
  const [station] = CATALOGUE.stations
  if (!supervisor || !station) throw new Error('no staff')
  const services = asked.has('steps')
    ? CATALOGUE.services.map(service => ({ ...service, steps: STEPS }))
    : CATALOGUE.services
  const { occupation, ...work } = agentWork((asked.get('work') ?? 'empty') as Work, CATALOGUE) // reason: as asked
  return (
    <Agent
      device={IDENTITY.device}
      staff={staffAsAsked(asked.get('staff'), supervisor.id, others, NOON)}
      held={asked.get('staff') === 'first' ? null : { agent: supervisor, station, hasCitizen: false }}
      lostPost={null}
      takeoverOf={() => null}
      catalogue={{ ...CATALOGUE, services }}
      status={status}
      post={
        ['stations', 'first'].includes(asked.get('staff') ?? '')
          ? null
          : { agent: supervisor, station, open: true, occupation }
      }
      {...work}
      lostCall={null}
      autoNext={asked.has('autonext')}
      setAutoNext={isOn => {
        document.title = `auto ${isOn}`
      }}
      ignored={asked.has('ignored') ? IGNORED : []}
      wrongClocks={asked.has('clocks') ? WRONG_CLOCKS : []}
      center={null}
      refusal={asked.get('refusal') as AgentRefusal | null} // reason: as asked
      act={action => {
        document.title = JSON.stringify(action)
      }}
      takePost={() => undefined}
      leavePost={() => undefined}
      dayDoubt={doubt}
      onConfirmDay={confirm}
      language={language}
      onLanguageChange={() => undefined}
    />
  )
}

function screen() {
  const retired = asked.get('retired')
  if (retired === 'revoked' || retired === 'store_lost' || retired === 'damaged') {
    const saveUnsent = readyDevice('well').saveUnsent
    const former = retired === 'revoked' ? IDENTITY : null
    return (
      <RetiredNotice device={{ kind: retired, former, unsentCount: count, saveUnsent }} onEnroll={() => undefined} />
    )
  }
  const notice = asked.get('notice')
  if (notice === 'failed')
    return <DeviceNotice title={t => t('device.failedTitle')} next={t => t('device.failedNext')} />
  if (notice === 'storage_forbidden')
    return <DeviceNotice title={t => t('device.storageForbiddenTitle')} next={t => t('device.storageForbiddenNext')} />
  const state = asked.get('state') ?? 'well'
  return <Working device={readyDevice(state as keyof typeof STATES)} /> // reason: as asked
}

function Working({ device }: { device: ReturnType<typeof readyDevice> }) {
  const [busy, setBusy] = useState<Busy>(null)
  return (
    <WorkingSurface device={device} busy={busy}>
      {surface(setBusy)}
    </WorkingSurface>
  )
}

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(screen())
