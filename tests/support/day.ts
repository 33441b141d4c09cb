import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import {
  AgentId,
  CodeMark,
  DeviceId,
  eventId,
  type InstantMs,
  SERVER_DEVICE,
  ServiceDay,
  ServiceId,
  StationId,
  type TicketId,
  TicketNumber,
} from '@/lib/domain/ids'
import type { Post } from '@/lib/domain/serve'
import { isAtStation } from '@/lib/domain/ticket'
import { issuerDigitOf, ticketId } from '@/lib/domain/ticket-number'

/**
 * A day at the center, in one line of words. Each word is one thing that happens, one second after the last.
 *
 *   A101       a citizen takes ticket A101 (service A, kiosk 1)     A101=ada   ... and is the person Ada
 *   A101*      its paper came out                                   A101/      its paper did not
 *   1(  1)     station 1 opens, closes                              1>A101     station 1 calls A101
 *   1+  1.     station 1 starts to serve, completes                 1!  1-     recalls, gives up (no-show)
 *   1+A101     the same, of a ticket that may not be there          ~20s ~2m   time passes
 *   { x | y }  x and y are done apart: neither side sees the other  opened     the server opens the day: roster
 */
export type Happening = { readonly events: readonly QueueEvent[]; readonly now: InstantMs }

export const DAY = ServiceDay.parse('2026-03-02')
/** 08:00 at Douala. */
export const MORNING: InstantMs = Date.parse('2026-03-02T07:00:00Z')

/** Service letter -> service and its priority class. */
export const SERVICES = {
  A: { id: ServiceId.parse(1), priority: 4 },
  B: { id: ServiceId.parse(2), priority: 4 },
  R: { id: ServiceId.parse(3), priority: 2 },
  E: { id: ServiceId.parse(4), priority: 1 },
} as const

export function kiosk(digit: number): DeviceId {
  return digit === 0 ? SERVER_DEVICE : DeviceId.parse(`kiosk${digit}`)
}

export function tablet(station: number): DeviceId {
  return DeviceId.parse(`agent${station}`)
}

export function post(station: number): Post {
  const services = new Set(Object.values(SERVICES).map(service => service.id))
  return { device: tablet(station), agent: AgentId.parse(station), station: StationId.parse(station), services }
}

export function ticketOf(number: string): TicketId {
  const parsed = TicketNumber.parse(number)
  return ticketId(parsed, kiosk(issuerDigitOf(parsed)))
}

export function markOf(person: string): CodeMark {
  return CodeMark.parse(person.padEnd(11, '_'))
}

export function queueOf(events: readonly QueueEvent[]): QueueFold {
  const fold = new QueueFold()
  fold.add(events)
  return fold
}

/** All that the story says, in the order of its words. */
export function day(script: string): Happening {
  const story = new Story()
  for (const word of script.split(/\s+/).filter(Boolean)) story.tell(word)
  return { events: story.known, now: story.now }
}

export function dayQueue(script: string): QueueFold {
  return queueOf(day(script).events)
}

/** The tickets as the center would say it: `A101 called 1, A102 waiting`, by number. */
export function told(queue: QueueFold): string {
  const tickets = [...queue.tickets.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return tickets
    .map(ticket => {
      const where = 'station' in ticket ? ` ${ticket.station}` : ''
      const instead = ticket.state === 'duplicate' ? ` of ${ticket.of.slice(0, ticket.of.indexOf('.'))}` : ''
      return `${ticket.number} ${ticket.state}${where}${instead}`
    })
    .join(', ')
}

/** The losers of conflicts: which tablet lost which ticket, and where it is instead. */
export function lost(queue: QueueFold): string {
  return queue.conflicts
    .map(
      ({ ticket, loserDevice, station }) => `${loserDevice} lost ${ticket.slice(0, ticket.indexOf('.'))} to ${station}`,
    )
    .sort()
    .join(', ')
}

type Draft = EventDraft & { readonly device: DeviceId }
type Fork = { readonly before: readonly QueueEvent[]; readonly branches: QueueEvent[] }

class Story {
  known: QueueEvent[] = []
  now = MORNING
  readonly #seqs = new Map<DeviceId, number>()
  readonly #forks: Fork[] = []

  tell(word: string): void {
    if (word === '{') this.#forks.push({ before: [...this.known], branches: [] })
    else if (word === '|' || word === '}') this.#endBranch(word)
    else if (word === 'opened') for (const draft of rosterDrafts()) this.#happens(draft)
    else if (word.startsWith('~')) this.now += durationOf(word)
    else this.#happens(this.#read(word))
  }

  #endBranch(word: string): void {
    const fork = this.#forks.at(-1)
    if (!fork) throw new Error(`${word} outside of { }`)
    fork.branches.push(...this.known.slice(fork.before.length))
    this.known = [...fork.before]
    if (word === '|') return
    this.known.push(...fork.branches)
    this.#forks.pop()
  }

  #read(word: string): Draft {
    const match = /^(?:([A-Z]\d{3,})(?:=(\w+)|([*/]))?|(\d)([()])|(\d)([>+.!-])([A-Z]\d{3,})?)$/.exec(word)
    if (!match) throw new Error(`no such word: ${word}`)
    const [, number, person, paper, gate, move, station, verb, what] = match
    if (number && paper) return this.#paper(number, paper)
    if (number) return checkInDraft(number, person)
    if (gate && move) return gateDraft(Number(gate), move)
    return this.#serve(Number(station), verb ?? '', what)
  }

  #paper(number: string, paper: string): Draft {
    const ticket = ticketOf(number)
    const of = { device: kiosk(Number(number.charAt(1))), actor: null, ticket, basedOn: this.#head(ticket) }
    if (paper === '/') return { ...of, type: 'ticket.print_failed.v1', reason: 'paper_out' }
    return { ...of, type: 'ticket.printed.v1', copy: 1 + (queueOf(this.known).tickets.get(ticket)?.copies ?? 0) }
  }

  #serve(station: number, verb: string, what: string | undefined): Draft {
    const ticket = what ? ticketOf(what) : this.#ticketAt(station)
    const by = { device: tablet(station), actor: AgentId.parse(station), ticket, basedOn: this.#head(ticket) }
    if (verb === '>') return { ...by, type: 'ticket.called.v1', station: StationId.parse(station) }
    if (verb === '+') return { ...by, type: 'ticket.service_started.v1' }
    if (verb === '.') return { ...by, type: 'ticket.completed.v1' }
    return verb === '!' ? { ...by, type: 'ticket.recalled.v1' } : { ...by, type: 'ticket.no_show.v1' }
  }

  #ticketAt(station: number): TicketId {
    const tickets = [...queueOf(this.known).tickets.values()].filter(isAtStation)
    const ticket = tickets.find(at => at.station === station)
    if (!ticket) throw new Error(`nobody is at station ${station}: name the ticket`)
    return ticket.id
  }

  #head(ticket: TicketId): QueueEvent['id'] | null {
    return queueOf(this.known).tickets.get(ticket)?.head ?? null
  }

  #happens(draft: Draft): void {
    this.now += 1_000
    const seq = (this.#seqs.get(draft.device) ?? 0) + 1
    this.#seqs.set(draft.device, seq)
    this.known.push({ ...draft, v: 1, id: eventId(draft.device, 1, seq), h: [this.now, 0] })
  }
}

function durationOf(word: string): number {
  const match = /^~(\d+)([sm])$/.exec(word)
  if (!match) throw new Error(`no such time: ${word}`)
  return Number(match[1]) * (match[2] === 'm' ? 60_000 : 1_000)
}

function checkInDraft(number: string, person: string | undefined): Draft {
  const service = Object.entries(SERVICES).find(([letter]) => letter === number.charAt(0))?.[1]
  if (!service) throw new Error(`no service has this letter: ${number}`)
  const mark = person ? markOf(person) : null
  const device = kiosk(Number(number.charAt(1)))
  const of = { device, actor: null, ticket: ticketOf(number), basedOn: null, language: 'fr' } as const
  return { ...of, type: 'ticket.checked_in.v1', service: service.id, priority: service.priority, mark }
}

function gateDraft(station: number, move: string): Draft {
  const at = { device: tablet(station), actor: AgentId.parse(station), station: StationId.parse(station) }
  return { ...at, type: move === '(' ? 'station.opened.v1' : 'station.closed.v1' }
}

/** Kiosks 1 to 3, agents 1 to 3 with their tablets, one display. */
function rosterDrafts(): Draft[] {
  const by = { device: SERVER_DEVICE, actor: null }
  const display = DeviceId.parse('displ1')
  return [
    { ...by, type: 'day.opened.v1', rules: 1 },
    ...[1, 2, 3].flatMap((n): Draft[] => [
      { ...by, type: 'device.rostered.v1', subject: kiosk(n), surface: 'kiosk', issuerDigit: n },
      { ...by, type: 'device.rostered.v1', subject: tablet(n), surface: 'agent', issuerDigit: null },
      { ...by, type: 'staff.rostered.v1', subject: AgentId.parse(n), role: 'agent' },
    ]),
    { ...by, type: 'device.rostered.v1', subject: display, surface: 'display', issuerDigit: null },
  ]
}
