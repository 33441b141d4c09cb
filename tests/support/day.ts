import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { NOTHING_TOLD, TO_ANYBODY, UNEXPLAINED } from '@/lib/domain/events'
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
import type { Post } from '@/lib/domain/post'
import { isAtStation } from '@/lib/domain/ticket'
import { issuerDigitOf, ticketId } from '@/lib/domain/ticket-number'
import { stepIndexOf } from '@/lib/domain/visit-steps'

/**
 * A day at the center, in one line of words. Each word is one thing that happens, one second after the last.
 *
 *   A101       a citizen takes ticket A101 (service A, kiosk 1)     A101=ada   ... and is the person Ada
 *   A101*      its paper came out                                   A101/      its paper did not
 *   1(  1)     station 1 opens, closes                              1>A101     station 1 calls A101
 *   1z  1Z     its agent has a meal, is back                        1w  1W     serves somebody without a ticket (service A), ends
 *   1+  1.     station 1 starts to serve, completes                 1!  1-     recalls, gives up (no-show)
 *   1~         gives up for now (set back)                      1r         puts back where he stood
 *   1p  1P     parks: an errand, the center is not ready
 *   1=A101     the parked ticket is resumed                     1%R  1?R   transfers to service R, finds that it is service R
 *   1>>2  1>>@2  1>>+   sends on to station 2, to agent 2, to the next step of his visit
 *   1uA101     takes back its latest move of that ticket
 *   1^A101     reopens a no-show                                A101e      an emergency is granted (agent 1)
 *   A101v      checks in and asks for the head start            A101-      the head start is taken back (agent 1)
 *   1+A101     the same, of a ticket that may not be there          ~20s ~2m   time passes
 *   d(  d)     the day is opened, and closed, by hand          R)  R(     service R is suspended, and resumed
 *   d+  d-     closed by hand with the word that who is left is carried over, is not; `d)` is an older program's, without it
 *   k1) k1(    kiosk 1 is paused, and goes on                  1@         agent 1 signs in on his tablet
 *   A101m      a document is missing (agent 1)                   A101w      its times are wrong (agent 1)
 *   A101x      a supervisor at the console ends the visit      A101c      the end of the day does, and tomorrow takes him over
 *   0%RA101  0^A101  0rA101  the same supervisor transfers to R, reopens, puts back
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

/** Of station 0, the console: what a supervisor does there, the server says. */
export function tablet(station: number): DeviceId {
  if (station === 0) return SERVER_DEVICE
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

/** The queue after the server has said this, a second later. */
export function saidByServer({ events, now }: Happening, drafts: readonly EventDraft[]): QueueFold {
  const said = drafts.map((draft, seq): QueueEvent => {
    const by = { v: 1, id: eventId(SERVER_DEVICE, 2, seq), h: [now + 1_000, seq], device: SERVER_DEVICE } as const
    return { ...draft, ...by }
  })
  return queueOf([...events, ...said])
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
    const [, from, to] = /^(\d)>>(@?\d|\+)$/.exec(word) ?? []
    if (from && to) return this.#sendOn(Number(from), to)
    const match =
      /^(?:([A-Z]\d{3,})(?:=(\w+)|([*/]))?(v)?|([A-Z]\d{3,})([excmw-])|(\d)([()zZwW])|(\d)([%?])([A-Z])([A-Z]\d{3,})?|(\d)([>+.!~rpP=^u-])([A-Z]\d{3,})?)$/.exec(
        word,
      )
    if (!match) return dayDraft(word)
    const [, number, person, paper, isVulnerable, noted, note, gate, move, mover, change, letter] = match
    const [named, station, verb, what] = match.slice(12)
    if (number && paper) return this.#paper(number, paper)
    if (number) return checkInDraft(number, person, isVulnerable !== undefined)
    if (noted && note) return this.#note(noted, note)
    if (gate && move) return gateDraft(Number(gate), move)
    if (mover && change) return this.#changeService(Number(mover), change, letter ?? '', named)
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
    const by = { device: tablet(station), actor: agentAt(station), ticket, basedOn: this.#head(ticket) }
    if (verb === '>') return { ...by, type: 'ticket.called.v1', ...UNEXPLAINED, station: StationId.parse(station) }
    if (verb === '+') return { ...by, type: 'ticket.service_started.v1' }
    if (verb === '.') return { ...by, type: 'ticket.completed.v1' }
    if (verb === '~') return { ...by, type: 'ticket.set_back.v1' }
    if (verb === 'r') return { ...by, type: 'ticket.requeued.v1' }
    if (verb === 'p') return { ...by, type: 'ticket.parked.v1', reason: 'errand' }
    if (verb === 'P') return { ...by, type: 'ticket.parked.v1', reason: 'center' }
    if (verb === '=') return { ...by, type: 'ticket.resumed.v1' }
    if (verb === 'u') return { ...by, type: 'ticket.undone.v1' }
    if (verb === '^') return { ...by, type: 'ticket.reopened.v1' }
    return verb === '!' ? { ...by, type: 'ticket.recalled.v1' } : { ...by, type: 'ticket.no_show.v1' }
  }

  #changeService(station: number, change: string, letter: string, named: string | undefined): Draft {
    const ticket = named ? ticketOf(named) : this.#ticketAt(station)
    const by = { device: tablet(station), actor: agentAt(station), ticket, basedOn: this.#head(ticket) }
    const { id: service } = serviceOfLetter(letter)
    if (change === '?') return { ...by, type: 'ticket.reclassified.v1', service }
    return { ...by, type: 'ticket.transferred.v1', ...TO_ANYBODY, service }
  }

  #sendOn(station: number, to: string): Draft {
    const id = this.#ticketAt(station)
    const ticket = queueOf(this.known).tickets.get(id)
    if (!ticket) throw new Error('no ticket')
    const by = { device: tablet(station), actor: agentAt(station), ticket: id, basedOn: ticket.head }
    const { service } = ticket
    const step = stepIndexOf(ticket) + (to === '+' ? 1 : 0)
    const number = Number(to.replace('@', ''))
    const named = to.startsWith('@') ? { agent: AgentId.parse(number) } : { station: StationId.parse(number || 1) }
    return { ...by, type: 'ticket.transferred.v1', ...TO_ANYBODY, service, step, ...(to === '+' ? {} : named) }
  }

  #note(number: string, note: string): Draft {
    const ticket = ticketOf(number)
    const basedOn = this.#head(ticket)
    const console = { device: SERVER_DEVICE, actor: null, ticket, basedOn, type: 'ticket.closed.v1' } as const
    if (note === 'x') return { ...console, code: 'left_by_citizen', carried: null }
    if (note === 'c') return { ...console, code: 'closed_by_day_end', carried: 1 }
    const by = { device: tablet(1), actor: AgentId.parse(1), ticket, basedOn }
    if (note === 'm') return { ...by, type: 'ticket.remarked.v1', remark: 'document_missing' }
    if (note === 'w') return { ...by, type: 'ticket.time_flagged.v1' }
    if (note === '-') return { ...by, type: 'ticket.head_start_removed.v1' }
    return { ...by, type: 'ticket.emergency_granted.v1', reason: 'proof_seen' }
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

function agentAt(station: number): AgentId | null {
  return station === 0 ? null : AgentId.parse(station)
}

function dayDraft(word: string): Draft {
  const match = /^(?:(d)([()+-])|k(\d)([()])|([A-Z])([()])|(\d)@)$/.exec(word)
  if (!match) throw new Error(`no such word: ${word}`)
  const [, isDay, gate, kioskDigit, kioskGate, letter, serviceGate, agent] = match
  const by = { device: SERVER_DEVICE, actor: null }
  if (isDay) {
    if (gate === '(') return { ...by, type: 'reception.opened.v1' }
    const carried = gate === ')' ? null : gate === '+' ? 1 : 0
    return { ...by, type: 'reception.closed.v1', code: 'by_staff', carried }
  }
  if (kioskDigit)
    return {
      ...by,
      type: kioskGate === '(' ? 'kiosk.resumed.v1' : 'kiosk.paused.v1',
      subject: kiosk(Number(kioskDigit)),
    }
  if (agent)
    return { ...by, type: 'staff.signed_in.v1', subject: AgentId.parse(Number(agent)), on: tablet(Number(agent)) }
  const { id: service } = serviceOfLetter(letter ?? '')
  return { ...by, type: serviceGate === '(' ? 'service.resumed.v1' : 'service.suspended.v1', service }
}

function durationOf(word: string): number {
  const match = /^~(\d+)([sm])$/.exec(word)
  if (!match) throw new Error(`no such time: ${word}`)
  return Number(match[1]) * (match[2] === 'm' ? 60_000 : 1_000)
}

function serviceOfLetter(wanted: string) {
  const service = Object.entries(SERVICES).find(([letter]) => letter === wanted)?.[1]
  if (!service) throw new Error(`no service has this letter: ${wanted}`)
  return service
}

function checkInDraft(number: string, person: string | undefined, isVulnerable: boolean): Draft {
  const service = serviceOfLetter(number.charAt(0))
  const mark = person ? markOf(person) : null
  const device = kiosk(Number(number.charAt(1)))
  const of = { device, actor: null, ticket: ticketOf(number), basedOn: null, language: 'fr' } as const
  const vulnerable = isVulnerable ? (1 as const) : null
  const standing = { service: service.id, priority: service.priority, vulnerable }
  return { ...of, type: 'ticket.checked_in.v1', ...NOTHING_TOLD, ...standing, mark }
}

function gateDraft(station: number, move: string): Draft {
  const at = { device: tablet(station), actor: AgentId.parse(station), station: StationId.parse(station) }
  switch (move) {
    case 'z':
      return { ...at, type: 'station.break_started.v1', reason: 'meal' }
    case 'Z':
      return { ...at, type: 'station.break_ended.v1' }
    case 'w':
      return { ...at, type: 'station.walk_in_started.v1', service: SERVICES.A.id, reason: 'question' }
    case 'W':
      return { ...at, type: 'station.walk_in_ended.v1' }
    default:
      return { ...at, type: move === '(' ? 'station.opened.v1' : 'station.closed.v1' }
  }
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
