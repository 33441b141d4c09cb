import { createRoot } from 'react-dom/client'
import * as Y from 'yjs'
import { Display } from '@/components/display/display'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useDisplay } from '@/lib/client/use-display'
import { type Catalogue, Center, Service, Station } from '@/lib/domain/catalogue'
import { CenterId } from '@/lib/domain/ids'
import { DayDocument } from '@/lib/replica/day-document'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { type Identity, Replica } from '@/lib/replica/replica'
import { DAY, day, kiosk, SERVICES } from '../support/day'
import { seededRandom } from '../support/seeded-random'

/** A display with its own replica and its voice, that hears of a day which the test tells in words (`tests/support/day.ts`). */

const IDENTITY: Identity = {
  ...{ center: CenterId.parse(1), device: kiosk(9), surface: 'display', issuerDigit: null },
  timeZone: 'Africa/Douala',
}

const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: IDENTITY.timeZone, opensAt: '07:30', closesAt: '15:30' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: [
    Service.parse({
      ...{ ...SERVICES.A, code: 'RENEWAL', nameFr: 'Renouvellement', nameEn: 'Renewal', letter: 'A' },
      ...{ durationMinutes: 10, active: true },
    }),
  ],
  stations: [Station.parse({ id: 1, number: '1', name: 'Guichet 1', services: [SERVICES.A.id], active: true })],
  agents: [],
}

/** What the center has done, as the server relays it: an update an event. */
function relayed(words: string): Uint8Array[] {
  const center = new DayDocument(DAY)
  center.startSession(1)
  const updates: Uint8Array[] = []
  center.doc.on('update', update => updates.push(update))
  for (const event of day(words).events) center.append(event.device, [event])
  return updates
}

function Hall({ device }: { device: ReadyDevice }) {
  const { speaking, ...view } = useDisplay(device, CATALOGUE)
  Object.assign(globalThis, { speaks: speaking.get })
  return <Display {...view} />
}

async function open() {
  const replica = await Replica.open(IDENTITY, {
    ...{ store: new MemoryEventStore(), clock: { now: () => Date.now() }, random: seededRandom(1) },
    signer: { sign: () => Promise.reject(new Error('a display has nothing to sign')) },
    onFault: (what, fault) => console.error(what, fault),
  })
  const device = {
    ...{ identity: IDENTITY, replica, noteHealth: () => undefined },
    status: { rung: 'online', since: Date.now(), pendingCount: 0 },
    reach: { lostSince: () => null, isGone: () => false },
  } as unknown as ReadyDevice // reason: as much of a device as a display looks at

  const root = document.createElement('div')
  document.body.append(root)
  createRoot(root).render(<Hall device={device} />)

  let heard = 0
  /** All that the words add comes at once, each update as a message of its own: so it comes to a page that was asleep. */
  async function hear(words: string): Promise<void> {
    const updates = relayed(words).slice(heard)
    heard += updates.length
    const { port1, port2 } = new MessageChannel()
    await new Promise<void>(resolve => {
      let left = updates.length
      port1.onmessage = ({ data }) => {
        left -= 1
        if (left === 0) resolve()
        const [today] = replica.documents()
        if (today) Y.applyUpdate(today.doc, data, 'server')
      }
      for (const update of updates) port2.postMessage(update)
    })
    port1.close()
  }
  Object.assign(globalThis, { hear })
}

void open()
