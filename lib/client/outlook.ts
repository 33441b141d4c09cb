import type { Station } from '@/lib/domain/catalogue'
import type { Foretold } from '@/lib/domain/estimates'
import type { StationId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'

/** A turn that is to come. `station`: where that is likely; null when it is not sure enough to be said. */
export type TurnToCome = Omit<Foretold, 'station' | 'raw'> & {
  readonly kind: 'waits'
  readonly station: Station | null
}

/** What the holder of a ticket is told of his turn, on the screen and on paper. */
export type Outlook =
  | TurnToCome
  /** To this station, now. */
  | { readonly kind: 'called'; readonly station: Station }
  /** Parked, at a station or served: no turn of his is to come of itself. */
  | { readonly kind: 'no_turn' }

export function outlookOf(
  { wait, ahead, closing, isServed, station }: Foretold,
  stations: readonly Station[],
): TurnToCome {
  return { kind: 'waits', wait, ahead, closing, isServed, station: stationOf(station, stations) }
}

/** @param foretell called for a ticket that waits, and for no other. */
export function outlookOfTicket(
  ticket: Ticket,
  stations: readonly Station[],
  foretell: (ticket: Ticket) => Foretold,
): Outlook {
  if (ticket.state === 'waiting') return outlookOf(foretell(ticket), stations)
  const station = ticket.state === 'called' ? stationOf(ticket.station, stations) : null
  return station ? { kind: 'called', station } : { kind: 'no_turn' }
}

function stationOf(id: StationId | null, stations: readonly Station[]): Station | null {
  return stations.find(station => station.id === id) ?? null
}
