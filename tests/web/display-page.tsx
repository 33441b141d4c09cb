import { useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { Display } from '@/components/display/display'
import { DisplayGuard } from '@/components/display/display-guard'
import type { DisplayProps } from '@/components/display/display-types'
import type { WaitingAtService } from '@/lib/client/announced-calls'
import type { ShownCall } from '@/lib/client/display-board'
import type { Hall } from '@/lib/client/display-hall'
import { useWatchdog } from '@/lib/client/display-watchdog'
import { zoneIn, zoneWish } from '@/lib/client/display-zone'
import { useNow } from '@/lib/client/use-now'
import { type Catalogue, Center, Message, Service, Station } from '@/lib/domain/catalogue'
import { DeviceId, eventId, ServiceDay, TicketNumber } from '@/lib/domain/ids'

/** The screen of a hall in a state that the address names (`?look=`). Nothing runs behind it. */

const NOON = Date.parse('2026-03-02T11:00:09Z')
const asked = new URLSearchParams(location.search)
const look = asked.get('look') ?? 'calls'

const NAMES = [
  ['Retrait de la carte', 'Card collection', 'A', 'COLLECTION'],
  ['Renouvellement', 'Renewal', 'B', 'RENEWAL'],
  ['Nouvelle demande', 'New application', 'C', 'NEW_APP'],
  ['Perte ou vol de la carte', 'Lost or stolen card', 'P', 'LOSS'],
  ['Correction de données', 'Correction of data', 'D', 'CORRECTION'],
  ['Renseignements', 'Information', 'F', 'INFORMATION'],
] as const
/** The longest that a center has written into its catalogue, and French that is a third longer than ours. */
const LONG = ['Renouvellement après perte, vol ou détérioration', 'Renewal after loss, theft or damage'] as const

const ALERT = Message.parse({
  ...{ id: 1, kind: 'alert', startsAt: null, endsAt: NOON + 60_000, active: true },
  textFr: 'Coupure de courant à 12 h 30 : gardez votre ticket, les appels reprendront ensuite.',
  textEn: 'Power cut at 12:30: keep your ticket, calls will go on afterwards.',
})

const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: '15:30' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: NAMES.map(([nameFr, nameEn, letter, code], index) =>
    Service.parse({
      ...{ id: index + 1, code, letter, priority: 5, durationMinutes: 10, active: true },
      ...(look === 'long' ? { nameFr: LONG[0], nameEn: LONG[1] } : { nameFr, nameEn }),
    }),
  ),
  stations: [1, 2, 3, 12].map(id =>
    Station.parse({ id, number: String(id), name: `Guichet ${id}`, services: [1, 2, 3], active: true }),
  ),
  agents: [],
  messages: look === 'alert' ? [ALERT] : [],
}

/** Seconds ago, newest first. */
const CALLS: Record<string, readonly (readonly [number: string, station: string, ago: number])[]> = {
  empty: [],
  one: [['A112', '3', 4]],
  wide: [['B1100', 'G12A', 4]],
  known: [['A112', '3', 75]],
  calls: [
    ...([['A112', '3', 4]] as const),
    ...([
      ['B104', '12', 31],
      ['A111', '1', 55],
      ['C1103', '2', 96],
    ] as const),
    ...([
      ['P101', '3', 140],
      ['A110', '1', 190],
      ['F102', '12', 260],
      ['B103', '2', 300],
    ] as const),
  ],
  burst: Array.from({ length: 15 }, (_, turn) => [`A${1100 + turn}`, String(1 + (turn % 12)), turn * 4] as const),
}

function callsOf(): readonly ShownCall[] {
  return (CALLS[look] ?? CALLS.calls ?? []).map(([number, station, ago], turn) => ({
    call: eventId(DeviceId.parse('agent1'), 1, turn),
    ...{ number: TicketNumber.parse(number), station, callNo: 1 },
    ...{ calledAt: NOON - ago * 1_000, shownAt: NOON - ago * 1_000 },
  }))
}

const NEXT = { day: ServiceDay.parse('2026-03-04'), opensAt: '07:30' }
const HOLIDAY = { day: ServiceDay.parse('2026-03-02'), nameFr: 'Fête de la Jeunesse', nameEn: 'Youth Day' }
const HALLS: Record<string, Hall> = {
  before: { kind: 'before_opening', opensAt: '07:30', ticketsFrom: '06:30' },
  doors: { kind: 'before_opening', opensAt: '07:30', ticketsFrom: null },
  closed: { kind: 'closed', isAllDay: false, holiday: null, next: NEXT },
  holiday: { kind: 'closed', isAllDay: true, holiday: HOLIDAY, next: NEXT },
  done: { kind: 'done', next: NEXT },
  finishing: { kind: 'finishing' },
}
const QUIET = ['empty', 'before', 'doors', 'closed', 'holiday', 'done']

function waitingOf(): readonly WaitingAtService[] {
  if (['before', 'closed', 'holiday', 'done'].includes(look)) return []
  return CATALOGUE.services.map(({ id }, turn) => ({
    ...{ service: id, count: 7 * turn, isSuspended: turn === 3 },
    wait: turn === 4 ? { kind: 'unknown' } : { kind: 'range', fromMinutes: 15 * turn, toMinutes: 15 * turn + 20 },
  }))
}

const zone = zoneIn(zoneWish(location.search), CATALOGUE)
const props: DisplayProps = {
  catalogue: CATALOGUE,
  zone,
  hall: HALLS[look] ?? { kind: 'open' },
  status: { rung: look === 'offline' ? 'offline' : 'online', since: NOON - 31_000, pendingCount: 0 },
  now: NOON,
  calls: QUIET.includes(look) ? [] : callsOf(),
  waiting: waitingOf(),
  soundBlocked: look === 'blocked',
  onEnableSound: () => undefined,
}

const root = document.createElement('div')
document.body.append(root)

/** Fails until the test says otherwise. */
function Failing() {
  if (!Reflect.has(globalThis, 'repaired')) throw new Error('TypeError: undefined is not a function')
  return <Display {...props} />
}

/** Under its watchdog. Its clock goes where the test asks for that. */
function Watched() {
  const now = useNow()
  useWatchdog(useRef(() => Reflect.has(globalThis, 'speaks')))
  return <Display {...props} now={asked.has('ticks') ? now : NOON} />
}

function screen() {
  if (look === 'failed') return <Failing />
  return look === 'watched' ? <Watched /> : <Display {...props} />
}

createRoot(root).render(<DisplayGuard timeZone={CATALOGUE.center.timeZone}>{screen()}</DisplayGuard>)
