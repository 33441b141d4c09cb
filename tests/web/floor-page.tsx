import { createRoot } from 'react-dom/client'
import { ConsoleLanguage } from '@/components/admin/console-language'
import { Day } from '@/components/admin/day/day'
import { Floor } from '@/components/admin/floor/floor'
import { ToastProvider } from '@/components/admin/ui/toast'
import { sendCommand } from '@/lib/client/console'
import type { ConsoleReplica } from '@/lib/client/console-replica'
import { type KnownDevice, useConsoleReplica, useFloor, useLiveQueue } from '@/lib/client/use-floor'
import { Center, Service } from '@/lib/domain/catalogue'
import { DeviceId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { kiosk, SERVICES, tablet } from '../support/day'
import { catalogueOf } from '../support/scheduling'

/** The floor of a center, and its day (`?page=day`), with the queue that a sync server has. */

const asked = new URLSearchParams(location.search)

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
const CATALOGUE = { ...known, center }

const DEVICES: readonly KnownDevice[] = [
  { device: kiosk(1), label: 'Borne de l’entrée', surface: 'kiosk' },
  { device: kiosk(2), label: 'Borne du couloir', surface: 'kiosk' },
  { device: tablet(1), label: 'Tablette 1', surface: 'agent' },
  { device: tablet(2), label: 'Tablette 2', surface: 'agent' },
  { device: DeviceId.parse('displ1'), label: 'Écran de la salle', surface: 'display' },
]

const CARRIED = asked.has('carried')
  ? [{ ticket: TicketId.parse('A102.kiosk1'), number: 'A102', toNumber: 'A001' }]
  : []
const BEFORE = { day: ServiceDay.parse('2026-03-01'), end: 'forgotten' } as const

function Page() {
  const opened = useConsoleReplica(CATALOGUE)
  if (!opened) return null
  return asked.get('page') === 'day' ? <LiveDay opened={opened} /> : <LiveFloor opened={opened} />
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
      carried={CARRIED}
      send={command => sendCommand(CATALOGUE.center.id, command)}
      onClosed={() => undefined}
    />
  )
}

const root = document.createElement('main')
root.className = 'min-h-full bg-ground px-7 py-5'
document.body.append(root)
createRoot(root).render(
  <ConsoleLanguage initial={asked.get('language') === 'en' ? 'en' : 'fr'} timeZone="Africa/Douala">
    <ToastProvider>
      <Page />
    </ToastProvider>
  </ConsoleLanguage>,
)
