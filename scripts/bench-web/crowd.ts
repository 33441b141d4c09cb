import { UNEXPLAINED } from '@/lib/domain/events'
import { AgentId, type EventId, StationId, type TicketId, type TicketNumber } from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import type { Ticket } from '@/lib/domain/ticket'
import { numberOf } from '@/lib/domain/ticket-number'
import { deriveKeys } from '@/lib/server/keys'
import { SECRET, type Stack } from '@/tests/e2e/support/stack'
import { KIOSK, type NodeDevice, openNodeDevice, TABLET, takeTicket, until } from '@/tests/support/node-device'
import { enrollNodeDevices } from '@/tests/support/sync-stack'

/** So many come at once, and are served before the next come: a queue as long as on a busy morning. */
const PARTY = 40
/** Events that the crowd has and the server does not: what a center's network would have under way. */
const CAUGHT_UP_MS_MAX = 120_000

/** Resolves once a hall begins to hear the call that was just made, or nobody waits for that. */
export type Heard = () => Promise<void>

/** The rest of a center: a kiosk at which many come, and a tablet that calls and serves whoever waits, wherever he came. */
export class Crowd {
  #stops = false
  callCount = 0
  lastCalled: TicketNumber | null = null

  private constructor(
    private readonly kiosk: NodeDevice,
    private readonly tablet: NodeDevice,
  ) {}

  static async open(stack: Stack): Promise<Crowd> {
    await enrollNodeDevices(stack.database)
    const server = { wsUrl: stack.syncUrl, keys: deriveKeys(SECRET) }
    return new Crowd(await openNodeDevice(server, KIOSK), await openNodeDevice(server, TABLET))
  }

  /** How many tickets the day has had by now, as a device of the center knows. */
  get ticketCount(): number {
    return this.tablet.replica.queue.tickets.size
  }

  /** Resolves once so many more have come and been served. */
  async come(count: number, heard: Heard): Promise<void> {
    for (let left = count; left > 0 && !this.#stops; left -= PARTY) {
      for (let one = Math.min(PARTY, left); one > 0; one--) await takeTicket(this.kiosk)
      const issued = this.kiosk.replica.queue
      await until(
        this.tablet,
        'the tickets of the crowd',
        () => [...issued.tickets.keys()].every(id => this.tablet.replica.queue.tickets.has(id)),
        CAUGHT_UP_MS_MAX,
      )
      await this.serveAll(heard)
    }
  }

  /** Calls, starts and completes whoever waits; who is called comes once he was heard. */
  async serveAll(heard: Heard): Promise<void> {
    const waiting = [...this.tablet.replica.queue.tickets.values()].filter(({ state }) => state === 'waiting')
    for (const ticket of waiting) await this.#serve(ticket, heard)
  }

  close(): void {
    this.#stops = true
    this.kiosk.stop()
    this.tablet.stop()
  }

  async #serve(ticket: Ticket, heard: Heard): Promise<void> {
    const actor = AgentId.parse(1 + (this.callCount % 2))
    const station = StationId.parse(1 + (this.callCount % 2))
    const called = { type: 'ticket.called.v1', ...UNEXPLAINED, actor, station } as const
    let basedOn = await this.#act(ticket.id, ticket.head, called)
    this.callCount += 1
    this.lastCalled = numberOf(ticket.id)
    await heard()
    basedOn = await this.#act(ticket.id, basedOn, { type: 'ticket.service_started.v1', actor })
    await this.#act(ticket.id, basedOn, { type: 'ticket.completed.v1', actor })
  }

  async #act(ticket: TicketId, basedOn: EventId, what: Said): Promise<EventId> {
    const result = await this.tablet.replica.act(() => ok({ ticket, basedOn, ...what }))
    if (!result.ok) throw new Error(`refused: ${result.refusal}`)
    return result.value.id
  }
}

type Said =
  | ({ readonly type: 'ticket.called.v1'; readonly actor: AgentId; readonly station: StationId } & typeof UNEXPLAINED)
  | { readonly type: 'ticket.service_started.v1' | 'ticket.completed.v1'; readonly actor: AgentId }
