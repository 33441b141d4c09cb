import type { CenterCommand } from '@/lib/domain/command'
import type { Queue } from '@/lib/domain/fold'
import { serviceDayOf } from '@/lib/domain/service-day'
import type { TicketState } from '@/lib/domain/ticket'
import type { Chance } from './chance'
import { CATALOGUE } from './people'
import type { SimServer } from './sim-server'
import { delay, virtualTime } from './virtual-time'
import { CENTER, type World } from './world'

const PACE_MS = 14_000
/** Stations are released until the last has let go. */
const ATTEMPTS_MAX = 10

/** A supervisor at the console, while the server and its database answer. */
export class Supervisor {
  readonly #chance: Chance

  constructor(private readonly world: World) {
    this.#chance = world.chance.of('supervisor')
  }

  async work(isOpen: () => boolean): Promise<void> {
    while (isOpen()) {
      await delay(this.#chance.wait(PACE_MS))
      // Of a server that dies meanwhile no answer comes.
      if (isOpen()) await Promise.race([this.#command(queue => this.#wish(queue)), delay(20_000)])
    }
  }

  /** At the end of the day: whoever is still at a station is sent away from it. True once it is closed. */
  async closeDay(): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const refusal = await this.#command(() => ({ kind: 'close_day', unserved: 'carry_over' }))
      if (refusal === null || refusal === 'day_closed') return true
      await this.#command(queue => {
        const [station] = queue.openStations.keys()
        return station === undefined ? null : { kind: 'release_station', station }
      })
    }
    return false
  }

  /** Null when it was done; else why not. */
  async #command(wish: (queue: Queue) => CenterCommand | null): Promise<string | null> {
    const { server, trace } = this.world
    if (!server) return 'no server'
    const key = { center: CENTER, day: serviceDayOf(virtualTime.now(), CATALOGUE.center.timeZone) }
    const told = await server.supervise(key, CATALOGUE, wish).catch(() => AWAY)
    trace.say('console', `${told.kind}: ${told.outcome}`)
    trace.count(`console ${told.kind}: ${told.outcome}`)
    return told.outcome === 'done' ? null : told.outcome
  }

  #wish(queue: Queue): CenterCommand | null {
    const chance = this.#chance
    const isClosed = queue.dayState.reception?.state === 'closed'
    if (isClosed && chance.once(2)) return { kind: 'open_day' }
    const ticketIn = (...states: readonly TicketState[]) => {
      const all = [...queue.tickets.values()].filter(({ state }) => states.includes(state))
      return all.length > 0 ? chance.pick(all) : null
    }
    const service = chance.pick(CATALOGUE.services).id
    const kind = chance.pick(KINDS)
    switch (kind) {
      case 'close_day':
        return { kind, unserved: chance.pick(['carry_over', 'close']) }
      case 'suspend_service':
        return { kind: queue.dayState.suspendedServices.has(service) ? 'resume_service' : kind, service }
      case 'pause_kiosk': {
        const [paused] = queue.dayState.pausedKiosks.keys()
        if (paused) return { kind: 'resume_kiosk', device: paused }
        const kiosks = this.world.members.filter(({ identity }) => identity.surface === 'kiosk')
        return { kind, device: chance.pick(kiosks).identity.device }
      }
      case 'release_station': {
        const stations = [...queue.openStations.keys()]
        return stations.length > 0 ? { kind, station: chance.pick(stations) } : null
      }
      case 'cancel_ticket': {
        const ticket = ticketIn('waiting', 'parked', 'called', 'duplicate')
        return ticket && { kind, ticket: ticket.id, code: 'left_by_citizen' }
      }
      case 'transfer_ticket': {
        const ticket = ticketIn('waiting', 'parked', 'called')
        return ticket && { kind, ticket: ticket.id, service }
      }
      case 'reopen_ticket': {
        const ticket = ticketIn('no_show', 'closed')
        return ticket && { kind, ticket: ticket.id }
      }
      case 'grant_emergency': {
        const ticket = ticketIn('waiting')
        return ticket && { kind, ticket: ticket.id, reason: 'supervisor' }
      }
    }
  }
}

const AWAY = { kind: 'a command', outcome: 'away' } as const satisfies Awaited<ReturnType<SimServer['supervise']>>

const KINDS = [
  ...(['cancel_ticket', 'cancel_ticket', 'transfer_ticket', 'transfer_ticket', 'reopen_ticket'] as const),
  ...(['grant_emergency', 'release_station', 'suspend_service', 'pause_kiosk', 'close_day'] as const),
]
