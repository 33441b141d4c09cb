import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Agent } from '@/components/agent/agent'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useCenterWatch } from '@/lib/client/use-center-watch'
import { useEstimates } from '@/lib/client/use-estimates'
import { useNow } from '@/lib/client/use-now'
import { Agent as AgentRow, type Catalogue, Center, Service, Station } from '@/lib/domain/catalogue'
import type { QueueEvent } from '@/lib/domain/events'
import type { Language } from '@/lib/domain/ids'
import { ticketAt } from '@/lib/domain/post'
import { configOn } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'
import { DAY, day, queueOf, SERVICES, tablet } from '../support/day'
import { staffAtWork } from './staff-at-work'

/** The tablet of a supervisor at station 1, on a day that the address tells in words (`tests/support/day.ts`). */

const asked = new URLSearchParams(location.search)
const language: Language = asked.get('language') === 'en' ? 'en' : 'fr'
const isAlone = asked.has('alone')
const lost = Number(asked.get('lost') ?? 0)

const NAMES = {
  A: ['Renouvellement', 'Renewal', 'RENEWAL'],
  B: ['Nouvelle demande', 'New application', 'NEW_APP'],
  R: ['Rendez-vous', 'Appointment', 'APPOINTMENT'],
  E: ['Urgence', 'Emergency', 'EMERGENCY'],
} as const satisfies Record<keyof typeof SERVICES, unknown>

const STAFF = [
  ['Serge', 'Tchoumi Fotso', 'supervisor', []],
  ['Estelle', 'Mballa Owona', 'agent', [SERVICES.R.id]],
  ['Ibrahim', 'Hamadou Bello', 'agent', []],
  ['Brenda', 'Ngwa Ayuk', 'agent', [SERVICES.B.id]],
] as const

const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: asked.get('closes') ?? '17:00' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: Object.entries(SERVICES).map(([letter, { id, priority }]) => {
    const [nameFr, nameEn, code] = NAMES[letter as keyof typeof NAMES] // reason: the keys of one table are those of the other
    return Service.parse({ id, code, nameFr, nameEn, letter, priority, durationMinutes: 10, active: true })
  }),
  stations: STAFF.map((_, index) => {
    const services = Object.values(SERVICES).map(({ id }) => id)
    return Station.parse({
      id: index + 1,
      number: `${index + 1}`,
      name: `Guichet ${index + 1}`,
      services,
      active: true,
    })
  }),
  agents: STAFF.map(([firstName, lastName, role, services], index) => {
    const row = { id: index + 1, employeeId: `E${index + 1}`, firstName, lastName, role, services, active: true }
    return AgentRow.parse(row)
  }),
}

const words = asked.get('day') ?? 'opened 1('
const story = day(words)
const byName = (event: QueueEvent): QueueEvent =>
  event.type === 'ticket.called.v1' && asked.has('by-name') ? { ...event, override: 'supervisor' } : event
const queue = queueOf(story.events.map(byName))

/** More happens, and this tablet hears of it. */
function goOn(more: string): void {
  queue.add(day(`${words} ${more}`).events)
}
Object.assign(globalThis, { goOn })

const status = { rung: isAlone ? 'offline' : 'online', since: story.now - 120_000, pendingCount: 0 } as const

const DEVICE = {
  replica: { queue, day: DAY },
  status,
  reach: {
    lostSince: (device: string) =>
      (isAlone && device !== tablet(1)) || device === tablet(lost) ? story.now - 120_000 : null,
    isGone: () => false,
  },
} as unknown as ReadyDevice // reason: as much of a device as looks at a center

function Tablet() {
  const now = useNow()
  const [, again] = useState(0)
  const estimates = useEstimates(DEVICE, CATALOGUE)
  const [station] = CATALOGUE.stations
  const agent = CATALOGUE.agents[Number(asked.get('agent') ?? 1) - 1]
  if (!agent || !station) throw new Error('no staff')
  const center = useCenterWatch(DEVICE, estimates, CATALOGUE, agent)
  const tickets = [...queue.tickets.values()]
  const current = ticketAt(queue, { device: tablet(1), station: station.id })
  return (
    <Agent
      {...{ device: tablet(1), held: { agent, station, hasCitizen: false }, lostPost: null, takeoverOf: () => null }}
      staff={staffAtWork(agent.id, story.now)}
      {...{ catalogue: CATALOGUE, status, now, center, language, rules: configOn(DAY, CATALOGUE) }}
      post={{ agent, station, open: true, occupation: null }}
      openStations={[...queue.openStations.values()]}
      current={current ? { ticket: current, confirmed: true } : null}
      waiting={tickets.filter(ticket => ticket.state === 'waiting')}
      parked={[]}
      absent={[]}
      done={tickets.filter((ticket): ticket is Ticket => ticket.state === 'completed')}
      ticketOf={id => queue.tickets.get(id) ?? null}
      whyNot={() => null}
      lastAbsent={null}
      lostCall={null}
      takeBack={null}
      autoNext={false}
      setAutoNext={() => undefined}
      find={() => []}
      ignored={[]}
      wrongClocks={[]}
      refusal={null}
      act={action => {
        document.title = JSON.stringify(action)
        if (action.kind === 'complete') goOn('1.')
        if (action.kind === 'release_station') goOn(`${action.station})`)
        again(before => before + 1)
      }}
      takePost={() => undefined}
      leavePost={() => undefined}
      dayDoubt={null}
      onConfirmDay={() => undefined}
      onLanguageChange={() => undefined}
    />
  )
}

const root = document.createElement('div')
root.className = 'h-full'
document.body.append(root)
createRoot(root).render(<Tablet />)
