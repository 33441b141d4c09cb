import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { NOTHING_TOLD, UNEXPLAINED } from '@/lib/domain/events'
import { CodeMark, type EventId, ServiceId, type TicketId } from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import { ticketId } from '@/lib/domain/ticket-number'
import type { Random } from '@/lib/replica/ports'
import type { BenchDevice } from './bench-device'

const MARK_LETTERS = 'ABCDEFGHJKLMNPRTUVWXYabcdefghjkmnpqrstuvwxyz23456789'
const MARK_LENGTH = 11

/**
 * The day of one center, event after event: a kiosk checks in and prints, a tablet calls, starts and completes. The
 * kiosks take turns, and so do the tablets.
 */
export class TicketFlow {
  readonly #kiosks: readonly BenchDevice[]
  readonly #tablets: readonly BenchDevice[]
  #count = 0
  #ticket: TicketId | null = null
  #head: EventId | null = null

  constructor(
    readonly devices: readonly BenchDevice[],
    private readonly random: Random,
  ) {
    this.#kiosks = devices.filter(({ seat }) => seat.surface === 'kiosk')
    this.#tablets = devices.filter(({ seat }) => seat.surface === 'agent')
  }

  async next(): Promise<QueueEvent> {
    const step = this.#count % STEPS.length
    const round = Math.floor(this.#count / STEPS.length)
    this.#count++
    const author = STEPS[step] === 'check_in' || STEPS[step] === 'print' ? this.#kiosks : this.#tablets
    const device = author[round % author.length]
    if (!device) throw new Error('a center without kiosks or tablets')
    const event = await this.#act(device, STEPS[step] ?? 'check_in')
    if (event.type !== 'ticket.printed.v1') this.#head = event.id
    return event
  }

  async #act(device: BenchDevice, step: Step): Promise<QueueEvent> {
    const result = await device.replica.act(({ nextNumber, device: author }) => {
      if (step === 'check_in') {
        this.#head = null
        this.#ticket = ticketId(nextNumber('A'), author)
      }
      return ok(this.#draft(device, step))
    })
    if (!result.ok) throw new Error(`refused: ${result.refusal}`)
    return result.value
  }

  #draft({ seat }: BenchDevice, step: Step): EventDraft {
    const { agent: actor, station } = seat
    if (!this.#ticket) throw new Error('no ticket yet')
    const ofTicket = { ticket: this.#ticket, basedOn: this.#head }
    switch (step) {
      case 'check_in':
        return { ...ofTicket, ...CHECKED_IN, ...NOTHING_TOLD, mark: this.#mark() }
      case 'print':
        return { ...ofTicket, type: 'ticket.printed.v1', actor: null, copy: 1 }
      case 'call':
        return { ...ofTicket, type: 'ticket.called.v1', ...UNEXPLAINED, actor, station }
      case 'start':
        return { ...ofTicket, type: 'ticket.service_started.v1', actor }
      case 'complete':
        return { ...ofTicket, type: 'ticket.completed.v1', actor }
    }
  }

  #mark(): CodeMark {
    const letters = Array.from({ length: MARK_LENGTH }, () => MARK_LETTERS.charAt(this.random.int(MARK_LETTERS.length)))
    return CodeMark.parse(letters.join(''))
  }
}

const STEPS = ['check_in', 'print', 'call', 'start', 'complete'] as const
type Step = (typeof STEPS)[number]

const CHECKED_IN = {
  type: 'ticket.checked_in.v1',
  actor: null,
  service: ServiceId.parse(5),
  priority: 5,
  language: 'fr',
} as const
