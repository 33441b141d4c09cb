import type { Agent, Catalogue, Station } from '@/lib/domain/catalogue'
import type { ServiceId } from '@/lib/domain/ids'
import { servicesAt } from '@/lib/domain/scheduling'
import type { TicketAtStation } from '@/lib/domain/ticket'
import type { OpenStation } from './agent-types'

type Colleague = { readonly station: Station; readonly agent: Agent }

/** The open stations that serve it, each with its agent. */
function serving(
  service: ServiceId,
  { stations, agents, services }: Catalogue,
  open: readonly OpenStation[],
): readonly Colleague[] {
  return stations.flatMap(station => {
    const post = open.find(opened => opened.station === station.id)
    const agent = agents.find(({ id }) => id === post?.agent)
    return agent && servicesAt(station, agent, services).has(service) ? [{ station, agent }] : []
  })
}

/** The numbers of the open stations that serve it, as their signs say. */
export function stationsServing(
  service: ServiceId,
  catalogue: Catalogue,
  open: readonly OpenStation[],
): readonly string[] {
  return serving(service, catalogue, open).map(({ station }) => station.number)
}

/** To whom somebody at a station can be sent on with the service he has. */
export function colleaguesServing(
  of: Pick<TicketAtStation, 'service' | 'station' | 'agent'>,
  catalogue: Catalogue,
  open: readonly OpenStation[],
): readonly Colleague[] {
  return serving(of.service, catalogue, open).filter(
    ({ station, agent }) => station.id !== of.station && agent.id !== of.agent,
  )
}
