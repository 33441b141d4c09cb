import type { Catalogue } from '@/lib/domain/catalogue'
import type { ServiceId } from '@/lib/domain/ids'
import { servicesAt } from '@/lib/domain/scheduling'
import type { OpenStation } from './agent-types'

/** The numbers of the open stations that serve it, as their signs say. */
export function stationsServing(
  service: ServiceId,
  { stations, agents, services }: Catalogue,
  open: readonly OpenStation[],
): readonly string[] {
  return stations
    .filter(station => {
      const post = open.find(opened => opened.station === station.id)
      const agent = agents.find(({ id }) => id === post?.agent)
      return agent !== undefined && servicesAt(station, agent, services).has(service)
    })
    .map(({ number }) => number)
}
