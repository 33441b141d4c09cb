import type { EngineAgent, EngineState, EngineTicket } from '@/lib/domain/engine/model'
import type { InstantMs, TicketId } from '@/lib/domain/ids'

/** What the devices on one side of the network know; without a cut there is one view for all. */
export class CenterView implements EngineState {
  readonly waiting: EngineTicket[]
  readonly agents: EngineAgent[]
  readonly #places = new Map<TicketId, number>()

  constructor(waiting: Iterable<EngineTicket> = [], agents: Iterable<EngineAgent> = []) {
    this.waiting = []
    this.agents = [...agents]
    for (const ticket of waiting) this.add(ticket)
  }

  add(ticket: EngineTicket): void {
    this.#places.set(ticket.id, this.waiting.length)
    this.waiting.push(ticket)
  }

  has(id: TicketId): boolean {
    return this.#places.has(id)
  }

  /** The last ticket takes its place: the order of the tickets means nothing. */
  remove(id: TicketId): void {
    const place = this.#places.get(id)
    const last = this.waiting.pop()
    this.#places.delete(id)
    if (place === undefined || !last || last.id === id) return
    this.waiting[place] = last
    this.#places.set(last.id, place)
  }

  /** The agents for whom this holds have not been heard since then. */
  lose(isLost: (index: number) => boolean, lastSeenAt: InstantMs, isReachable: boolean): void {
    this.agents.forEach((agent, index) => {
      if (isLost(index)) this.agents[index] = { ...agent, lastSeenAt, isReachable }
    })
  }
}
