import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Display } from '@/components/display/display'
import { Kiosk } from '@/components/kiosk/kiosk'
import { PaperTicket } from '@/components/ticket/paper-ticket'
import type { CodeAnswer } from '@/lib/client/code-check'
import { WHOLE_CENTER } from '@/lib/client/display-zone'
import type { CheckInWish, KioskAnswer } from '@/lib/client/kiosk-desk'
import { outlookOf } from '@/lib/client/outlook'
import type { Paper } from '@/lib/client/printer'
import { type QrCode, qrCodeOf } from '@/lib/client/qr-code'
import { type Catalogue, Center, Service, Station } from '@/lib/domain/catalogue'
import type { Sound } from '@/lib/domain/clips'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import {
  DeviceId,
  eventId,
  type Language,
  PreEnrollmentCode,
  ServiceDay,
  ServiceId,
  TicketNumber,
} from '@/lib/domain/ids'
import { staffCorner } from './staff-corner'

/** A kiosk, its paper, and a display, in a hall of which the address says how long one waits. */

const NOON = Date.parse('2026-03-02T11:00:00Z')

const NAMES = [
  ['Retrait de la carte', 'Card collection', 'C', 'COLLECTION'],
  ['Renouvellement', 'Renewal', 'B', 'RENEWAL'],
  ['Nouvelle demande', 'New application', 'A', 'NEW_APP'],
  ['Perte ou vol de la carte', 'Lost or stolen card', 'P', 'LOSS'],
  ['Correction de données', 'Correction of data', 'D', 'CORRECTION'],
  ['Renseignements', 'Information', 'F', 'INFORMATION'],
] as const

const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: '15:30' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: NAMES.map(([nameFr, nameEn, letter, code], index) =>
    Service.parse({ id: index + 1, code, nameFr, nameEn, letter, priority: 5, durationMinutes: 10, active: true }),
  ),
  stations: [1, 2, 3].map(id =>
    Station.parse({ id, number: String(id), name: `Guichet ${id}`, services: [1, 2, 3], active: true }),
  ),
  agents: [],
}
const [, , STATION] = CATALOGUE.stations

const SERVED: Foretold = {
  ...{ wait: { kind: 'range', fromMinutes: 20, toMinutes: 40 }, ahead: 12 },
  ...{ station: null, closing: 'ordinary', isServed: true, raw: null },
}

/** What a newcomer is told. */
const HALLS = {
  served: SERVED,
  station: { ...SERVED, station: STATION?.id ?? null },
  short: { ...SERVED, wait: { kind: 'range', fromMinutes: 0, toMinutes: 10 }, ahead: 0 },
  unserved: { ...NOTHING_FORETOLD, ahead: 3 },
  unknown: { ...NOTHING_FORETOLD, isServed: true, ahead: 31 },
  late: { ...SERVED, closing: 'not_guaranteed', wait: { kind: 'range', fromMinutes: 100, toMinutes: 170 }, ahead: 41 },
  closing: { ...SERVED, closing: 'refuse' },
} as const satisfies Record<string, Foretold>

const asked = new URLSearchParams(location.search)
const language: Language = asked.get('language') === 'en' ? 'en' : 'fr'
const hall: Foretold = HALLS[(asked.get('hall') ?? 'served') as keyof typeof HALLS] // reason: the test asks for one that is there
const code = PreEnrollmentCode.parse('CNI2025001234')
const rung = asked.has('offline') ? 'offline' : 'online'
const number = TicketNumber.parse(asked.get('number') ?? 'A112')

/** The queue goes on between any two looks at it. */
function moving(): (isVulnerable: boolean) => Foretold {
  let looks = 0
  return isVulnerable => {
    looks += 1
    if (!asked.has('moving')) return isVulnerable && hall.ahead > 0 ? { ...hall, ahead: hall.ahead - 1 } : hall
    return { ...hall, ahead: hall.ahead + looks }
  }
}
const look = moving()

function HallKiosk() {
  const [, again] = useState(0)
  Object.assign(globalThis, { lookAgain: () => again(before => before + 1) })
  return (
    <Kiosk
      catalogue={CATALOGUE}
      label="Borne de l’entrée"
      today={ServiceDay.parse('2026-03-02')}
      status={{ rung, since: NOON - 600_000, pendingCount: 0 }}
      waitingCount={12}
      outlooks={new Map(CATALOGUE.services.map(({ id }) => [id, hall]))}
      door={() => null}
      estimate={({ isVulnerable }) => look(isVulnerable)}
      checkIn={answer}
      checkCode={lookUp}
      dayDoubt={null}
      onConfirmDay={() => undefined}
      unprinted={[]}
      onReprint={() => undefined}
      onBusyChange={busy => Object.assign(globalThis, { busy })}
      onIdleWarning={() => Object.assign(globalThis, { warned: true })}
      staff={staffCorner(asked)}
      onSay={sound => said.push(sound)}
    />
  )
}

/** For the test to read. */
const wishes: CheckInWish[] = []
const said: Sound[] = []
Object.assign(globalThis, { wishes, said })

/** By the address: what is known of any code, and how long it takes. */
async function lookUp(): Promise<CodeAnswer> {
  const found = asked.get('code')
  if (found === 'silent') return await new Promise(() => undefined)
  if (found === 'unknown_code') return { kind: 'unknown_code' }
  const [first] = CATALOGUE.services
  if (found === 'held' && first) return { kind: 'settled', held: number, service: first.id, foretold: hall }
  return { kind: 'open', word: rung === 'offline' ? 'later' : 'checked' }
}

async function answer(wish: CheckInWish): Promise<KioskAnswer> {
  wishes.push(wish)
  const print = asked.has('jammed') ? 'print_failed' : 'printed'
  const kind = asked.has('again') ? 'shown_again' : 'issued'
  const ticket = { number, print, isVulnerable: wish.isVulnerable } as const
  if (asked.has('called') && STATION) return { kind, ticket, outlook: { kind: 'called', station: STATION }, qr: null }
  return { kind, ticket, outlook: outlookOf(wish.foretold, CATALOGUE.stations), qr: null }
}

function paper(qr: QrCode): Paper {
  const [service] = CATALOGUE.services
  if (!service || !STATION) throw new Error('no service')
  return {
    ...{ center: CATALOGUE.center, service, number, language, code, kioskLabel: 'Borne de l’entrée' },
    ...{ checkedInAt: NOON, toldAt: NOON, copy: asked.has('again') ? 2 : 1, isVulnerable: asked.has('priority') },
    offline: rung === 'offline',
    qr,
    outlook: asked.has('called')
      ? { kind: 'called', station: STATION }
      : asked.has('over')
        ? { kind: 'no_turn' }
        : outlookOf(hall, CATALOGUE.stations),
  }
}

function HallDisplay() {
  const shown = CATALOGUE.services.slice(0, Number(asked.get('services') ?? 6))
  const calls = [3, 2, 1, 2].map((station, turn) => ({
    call: eventId(DeviceId.parse('agent1'), 1, turn),
    number: TicketNumber.parse(`A10${9 - turn}`),
    ...{ station: String(station), calledAt: NOON - 20_000 - turn * 90_000, callNo: 1 },
    shownAt: NOON - 20_000 - turn * 90_000,
  }))
  return (
    <Display
      catalogue={CATALOGUE}
      status={{ rung, since: NOON - 600_000, pendingCount: 0 }}
      now={NOON}
      zone={{ zone: WHOLE_CENTER, stations: [], services: [], wrong: [] }}
      hall={{ kind: 'open' }}
      calls={asked.has('quiet') ? [] : calls}
      waiting={shown.map(({ id }, turn) => ({
        service: ServiceId.parse(id),
        count: 3 * turn,
        wait: waitOf(turn),
        isSuspended: false,
      }))}
      soundBlocked={false}
      onEnableSound={() => undefined}
    />
  )
}

function waitOf(turn: number) {
  return turn === 4 ? NOTHING_FORETOLD.wait : { ...SERVED.wait, fromMinutes: 15 * turn, toMinutes: 15 * turn + 20 }
}

function screen(qr: QrCode) {
  if (asked.get('surface') === 'display') return <HallDisplay />
  return asked.get('surface') === 'paper' ? (
    <PaperTicket paper={paper(qr)} width={asked.get('width') === '58' ? 58 : 80} />
  ) : (
    <HallKiosk />
  )
}

const root = document.createElement('div')
document.body.append(root)
void qrCodeOf('https://guichet.example/t/1.20260302.A112.k3f9xq.Zk2Zk2Zk2Zk2Zk2Z').then(qr =>
  createRoot(root).render(screen(qr)),
)
