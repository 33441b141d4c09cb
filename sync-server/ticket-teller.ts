import { setImmediate as nextTurnOfLoop } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Catalogue } from '@/lib/domain/catalogue'
import { foresightOf } from '@/lib/domain/estimates'
import { currentTicket } from '@/lib/domain/fold'
import type { CenterId, DurationMs, InstantMs, TicketId } from '@/lib/domain/ids'
import { schedulingOf } from '@/lib/domain/scheduling'
import type { PhoneTicket } from '@/lib/protocol/phone'
import type { Clock } from '@/lib/replica/ports'
import type { InternalClaims } from '@/lib/server/commands-token'
import { isDatabaseAway } from '@/lib/server/database'
import type { TicketsAnswer, TicketsRequest } from '@/lib/server/phone/ask-tickets'
import { ForetoldTurns } from '@/lib/server/phone/foretold-turns'
import { phoneTicketOf } from '@/lib/server/phone/phone-ticket'
import { type DocumentKey, documentName } from './journal'
import type { Room } from './room'
import { type Decided, NOTHING_DONE } from './room-decisions'

/** What it reads of a room. */
type Day = Pick<Room, 'key' | 'queue' | 'reach'>

export type TellerPorts = {
  readonly rooms: { enter(key: DocumentKey): Promise<Day> }
  readonly catalogue: (center: CenterId) => Promise<Catalogue>
  readonly clock: Clock
}

/** Names of services and stations change rarely, and all of a center's catalogue is read for them. */
const CATALOGUE_MS_MAX: DurationMs = 30_000
/** As on the devices (`lib/client/estimates.ts`): waits are counted in minutes. */
const FORETOLD_MS_MAX: DurationMs = 5_000
/** Centers and days that are remembered. */
const REMEMBERED_MAX = 1_000

/**
 * Tells phones of their tickets, from the queue that the room of the day holds. This process carries all calls: of whatever many
 * centers ask at once, it foretells one ticket in a turn of its event loop.
 */
export class TicketTeller {
  readonly #catalogues = new Recent<Promise<Catalogue>>()
  readonly #turns = new Recent<ForetoldTurns>()
  readonly #oneByOne = pLimit(1)

  constructor(private readonly ports: TellerPorts) {}

  async tickets(of: InternalClaims, { tickets }: TicketsRequest): Promise<Decided<TicketsAnswer, never>> {
    try {
      const catalogue = await this.#catalogue(of.center)
      const room = await this.ports.rooms.enter({ center: of.center, day: of.day })
      const turns = this.#turnsIn(room, catalogue)
      const told: TicketsAnswer['tickets'] = []
      for (const ticket of tickets) told.push(await this.#told(room, catalogue, turns, ticket))
      return { kind: 'done', answer: { tickets: told } }
    } catch (fault) {
      if (!isDatabaseAway(fault)) throw fault
      return NOTHING_DONE
    }
  }

  #catalogue(center: CenterId): Promise<Catalogue> {
    const now = this.ports.clock.now()
    return this.#catalogues.get(String(center), now, CATALOGUE_MS_MAX, () => {
      const read = this.ports.catalogue(center)
      read.catch(() => this.#catalogues.forget(String(center)))
      return read
    })
  }

  async #told(room: Day, catalogue: Catalogue, turns: ForetoldTurns, id: TicketId): Promise<PhoneTicket | null> {
    const tell = () => phoneTicketOf(room.queue, catalogue, turns, id, this.ports.clock.now())
    const ticket = currentTicket(room.queue, id)
    if (ticket?.state !== 'waiting' || turns.isKnown(ticket)) return tell()
    return await this.#oneByOne(async () => {
      await nextTurnOfLoop()
      return tell()
    })
  }

  #turnsIn(room: Day, catalogue: Catalogue): ForetoldTurns {
    const { day } = room.key
    const now = this.ports.clock.now()
    return this.#turns.get(documentName(room.key), now, FORETOLD_MS_MAX, () => {
      const scheduling = schedulingOf(room.queue, catalogue, day, room.reach)
      return new ForetoldTurns(foresightOf(room.queue, catalogue, day, scheduling, now), now)
    })
  }
}

/** What was made a moment ago, by name; the oldest goes first. */
class Recent<Made> {
  readonly #made = new Map<string, { readonly at: InstantMs; readonly value: Made }>()

  get(name: string, now: InstantMs, ageMsMax: DurationMs, make: () => Made): Made {
    const known = this.#made.get(name)
    if (known && now >= known.at && now - known.at < ageMsMax) return known.value
    const value = make()
    this.#made.delete(name)
    this.#made.set(name, { at: now, value })
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= REMEMBERED_MAX) break
      this.#made.delete(oldest)
    }
    return value
  }

  forget(name: string): void {
    this.#made.delete(name)
  }
}
