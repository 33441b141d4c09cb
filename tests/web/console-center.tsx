import { Day } from '@/components/admin/day/day'
import { Floor } from '@/components/admin/floor/floor'
import { sendCommand } from '@/lib/client/console'
import type { ConsoleReplica } from '@/lib/client/console-replica'
import { type KnownDevice, useConsoleReplica, useFloor, useLiveQueue } from '@/lib/client/use-floor'
import { Center, Service } from '@/lib/domain/catalogue'
import { DeviceId, ServiceDay } from '@/lib/domain/ids'
import { kiosk, SERVICES, tablet } from '../support/day'
import { catalogueOf } from '../support/scheduling'

/** A center in the console: its catalogue, its devices, and the two pages that live by its queue. */

const NAMES = {
  A: ['Renouvellement', 'Renewal', 'RENEWAL'],
  B: ['Nouvelle demande', 'New application', 'NEW_APP'],
  R: ['Retrait de la carte nationale', 'Collection of the identity card', 'COLLECTION'],
  E: ['Urgence', 'Emergency', 'EMERGENCY'],
} as const satisfies Record<keyof typeof SERVICES, unknown>

const services = Object.entries(SERVICES).map(([letter, { id, priority }]) => {
  const [nameFr, nameEn, code] = NAMES[letter as keyof typeof NAMES] // reason: the keys of one table are those of the other
  return Service.parse({ id, code, nameFr, nameEn, letter, priority, durationMinutes: 10, active: true })
})
const known = catalogueOf(services)
const center = Center.parse({
  ...{ ...known.center, id: 7, opensAt: '07:30', closesAt: '15:30', thresholds: { waitTargetMinutes: 20 } },
  ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
})
export const CATALOGUE = { ...known, center }

export const DEVICES: readonly KnownDevice[] = [
  { device: kiosk(1), label: 'Borne de l’entrée', surface: 'kiosk' },
  { device: kiosk(2), label: 'Borne du couloir', surface: 'kiosk' },
  { device: tablet(1), label: 'Tablette 1', surface: 'agent' },
  { device: tablet(2), label: 'Tablette 2', surface: 'agent' },
  { device: DeviceId.parse('displ1'), label: 'Écran de la salle', surface: 'display' },
]

const BEFORE = { day: ServiceDay.parse('2026-03-01'), end: 'forgotten' } as const

/** Nothing until the queue of today is opened. */
export function LivePage({ page }: { page: 'floor' | 'day' }) {
  const opened = useConsoleReplica(CATALOGUE)
  if (!opened) return null
  return page === 'day' ? <LiveDay opened={opened} /> : <LiveFloor opened={opened} />
}

function LiveFloor({ opened }: { opened: ConsoleReplica }) {
  const view = useFloor(opened, CATALOGUE, DEVICES)
  return (
    <Floor
      view={view}
      catalogue={CATALOGUE}
      day={opened.replica.day}
      send={command => sendCommand(CATALOGUE.center.id, command)}
    />
  )
}

function LiveDay({ opened }: { opened: ConsoleReplica }) {
  return (
    <Day
      live={useLiveQueue(opened, DEVICES)}
      catalogue={CATALOGUE}
      day={opened.replica.day}
      before={BEFORE}
      carried={[]}
      send={command => sendCommand(CATALOGUE.center.id, command)}
      onClosed={() => undefined}
    />
  )
}
