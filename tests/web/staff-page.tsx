import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Agent } from '@/components/agent/agent'
import { deviceDatabase } from '@/lib/client/device-database'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useNow } from '@/lib/client/use-now'
import { useLeftAlone, useStaff } from '@/lib/client/use-staff'
import { Agent as AgentRow, type Catalogue, Center, Service, Station } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { day, queueOf, tablet } from '../support/day'
import { agentWork } from './agent-work'

/** A tablet with its real lock and its real store, at a station where somebody waits. Behind it no server, but what a test says. */

const asked = new URLSearchParams(location.search)
/** Kept over a start of the page, as a network that is away is. */
const OFFLINE = 'offline'
const status = (isOffline: boolean) =>
  ({
    rung: isOffline ? 'offline' : 'online',
    since: Date.now(),
    pendingCount: Number(asked.get('pending') ?? 0),
  }) as const

const SERVICE = { id: 1, code: 'A', nameFr: 'Nouvelle demande', nameEn: 'New application', letter: 'A' }
const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: '15:30' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: [Service.parse({ ...SERVICE, priority: 5, durationMinutes: 10, active: true })],
  stations: [1, 2].map(id =>
    Station.parse({ id, number: String(id), name: `Guichet ${id}`, services: [1], active: true }),
  ),
  agents: [
    ['Estelle', 'Mballa Owona'],
    ['Ibrahim', 'Hamadou Bello'],
  ].map(([firstName, lastName], index) => {
    const row = { id: index + 1, employeeId: `AG-00${index + 1}`, firstName, lastName, role: 'agent' }
    return AgentRow.parse({ ...row, services: [], active: true })
  }),
}

const database = deviceDatabase('guichet-agent')
const queue = queueOf(day('opened 1( A101 A102').events)

function Tablet() {
  const now = useNow()
  const [language, setLanguage] = useState<Language>('fr')
  const [isOffline, setOffline] = useState(localStorage.getItem(OFFLINE) !== null)
  Object.assign(globalThis, {
    cut: (isCut: boolean) => {
      if (isCut) localStorage.setItem(OFFLINE, '1')
      else localStorage.removeItem(OFFLINE)
      setOffline(isCut)
    },
  })
  const device = { database, bearer: () => 'device', status: status(isOffline) }
  const staff = useStaff(device as unknown as ReadyDevice, CATALOGUE, now) // reason: it asks nothing else of a device
  const isServing = asked.has('serving')
  useLeftAlone(staff, isServing, now)
  const [agent, other] = CATALOGUE.agents
  const [station] = CATALOGUE.stations
  if (!agent || !other || !station) throw new Error('no staff')
  const here = staff.state.kind === 'open' ? staff.state.agent : null
  const hasPost = here === agent.id && !asked.has('choosing')
  return (
    <Agent
      {...agentWork('free', CATALOGUE)}
      {...{ device: tablet(1), staff, catalogue: CATALOGUE, status: device.status, now, language }}
      openStations={[...queue.openStations.values()]}
      post={hasPost ? { agent, station, open: true, occupation: null } : null}
      held={{ agent, station, hasCitizen: isServing }}
      lostPost={
        asked.has('lost')
          ? { kind: 'taken', station: station.id, agent: other.id, device: tablet(2), at: now - 60_000 }
          : null
      }
      takeoverOf={id => {
        const holder = queue.openStations.get(id) ?? null
        return { holder: holder && { ...holder, device: tablet(2), agent: other.id }, closes: [] }
      }}
      lostCall={null}
      autoNext={false}
      setAutoNext={() => undefined}
      ignored={[]}
      wrongClocks={[]}
      center={null}
      refusal={null}
      act={() => undefined}
      takePost={() => undefined}
      leavePost={() => undefined}
      dayDoubt={null}
      onConfirmDay={() => undefined}
      onLanguageChange={setLanguage}
    />
  )
}

const root = document.createElement('div')
root.className = 'h-dvh'
document.body.append(root)
createRoot(root).render(<Tablet />)
