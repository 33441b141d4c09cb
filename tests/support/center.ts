import * as Y from 'yjs'
import { checkIn } from '@/lib/domain/check-in'
import type { EventDraft } from '@/lib/domain/events'
import { UNEXPLAINED } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import {
  AgentId,
  CenterId,
  type DeviceId,
  type InstantMs,
  SERVER_DEVICE,
  StationId,
  type TicketId,
} from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import type { DayDocument } from '@/lib/replica/day-document'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { type Identity, Replica } from '@/lib/replica/replica'
import { kiosk, MORNING, markOf, SERVICES, tablet } from './day'
import { PLAIN_INTAKE } from './scheduling'
import { seededRandom } from './seeded-random'
import { signerOf } from './signing'

type Surface = Identity['surface']
export type Member = {
  readonly identity: Identity
  readonly store: MemoryEventStore
  readonly offsetMs: number
  replica: Replica
}

const MOVES = ['ticket.recalled.v1', 'ticket.service_started.v1', 'ticket.completed.v1', 'ticket.no_show.v1'] as const

/** What may happen at a center, chosen by numbers so that a machine can choose. `who` counts devices of the kind it needs. */
export type Step =
  | { readonly kind: 'check in'; readonly who: number; readonly person: number }
  | { readonly kind: 'print'; readonly who: number; readonly ticket: number }
  | { readonly kind: 'call'; readonly who: number; readonly ticket: number }
  | { readonly kind: 'move'; readonly who: number; readonly ticket: number; readonly move: number }
  | { readonly kind: 'station'; readonly who: number; readonly open: boolean }
  | { readonly kind: 'roster'; readonly missing: number }
  | { readonly kind: 'correct'; readonly who: number; readonly offsetMs: number }
  | { readonly kind: 'restart'; readonly who: number; readonly lostUpdates: number; readonly cleanly: boolean }
  | { readonly kind: 'heal' }
  | { readonly kind: 'meet'; readonly who: number; readonly other: number }

type OfTicket = Extract<Step, { ticket: number }>

const KIOSKS = 2
const TABLETS = 2

/** A center of two kiosks, two tablets and the server, each with its own full copy, connected only when they meet. */
export class Center {
  readonly #clock = { now: MORNING }
  readonly #random
  readonly members: Member[] = []

  private constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  /** @param offsets how wrong each device's clock is, in milliseconds. */
  static async open(seed: number, offsets: readonly number[]): Promise<Center> {
    const center = new Center(seed)
    const kinds: readonly (readonly [DeviceId, Surface, number | null])[] = [
      [kiosk(1), 'kiosk', 1],
      [kiosk(2), 'kiosk', 2],
      [tablet(1), 'agent', null],
      [tablet(2), 'agent', null],
      [SERVER_DEVICE, 'agent', 0],
    ]
    for (const [index, [device, surface, issuerDigit]] of kinds.entries()) {
      const place = { center: CenterId.parse(1), timeZone: 'Africa/Douala' }
      const identity = { ...place, device, surface, issuerDigit }
      const store = new MemoryEventStore()
      const offsetMs = offsets[index] ?? 0
      const replica = await center.#boot(identity, store, offsetMs)
      center.members.push({ identity, store, offsetMs, replica })
    }
    return center
  }

  async take(step: Step): Promise<void> {
    this.#clock.now += 1_000
    if (step.kind === 'meet') meet(this.#any(step.who), this.#any(step.other))
    else if (step.kind === 'heal') this.heal()
    else if (step.kind === 'restart') await this.#restart(this.#any(step.who), step.lostUpdates, step.cleanly)
    else if (step.kind === 'check in') await this.#checkIn(this.#kiosk(step.who), step.person)
    else if (step.kind === 'roster') await this.#openDay(step.missing)
    else if (step.kind === 'correct') await this.#correct(this.#any(step.who), step.offsetMs)
    else if (step.kind === 'station') await this.#say(this.#tablet(step.who), (_, by) => gate(step.open, by))
    else await this.#say(this.#authorOf(step), (queue, by) => draftOf(step, queue, by))
  }

  /** Everybody meets everybody, until all know all. */
  heal(): void {
    const hub = this.#server()
    for (const member of this.members) send(member, hub)
    for (const member of this.members) send(hub, member)
  }

  close(): void {
    for (const { replica } of this.members) replica.close()
  }

  #boot(identity: Identity, store: MemoryEventStore, offsetMs: number): Promise<Replica> {
    const clock = { now: (): InstantMs => this.#clock.now + offsetMs }
    const onFault = (what: string, fault: unknown) => {
      throw new Error(what, { cause: fault })
    }
    return Replica.open(identity, { store, clock, random: this.#random, signer: signerOf(identity.device), onFault })
  }

  async #restart(member: Member, lostUpdates: number, cleanly: boolean): Promise<void> {
    if (cleanly) member.replica.close()
    else member.store.loseDocumentTail(member.replica.day, lostUpdates)
    member.replica = await this.#boot(member.identity, member.store, member.offsetMs)
  }

  async #checkIn({ replica, identity }: Member, person: number): Promise<void> {
    const { id, priority } = person % 3 === 0 ? SERVICES.R : SERVICES.A
    const letter = person % 3 === 0 ? 'R' : 'A'
    const names = { code: letter, nameFr: '', nameEn: '', letter }
    const service = { ...names, id, priority, durationMinutes: 10, active: true }
    const mark = person === 0 ? null : markOf(`person${person}`)
    await replica.act(desk =>
      checkIn(desk.queue, {
        ...PLAIN_INTAKE,
        service,
        mark,
        device: identity.device,
        number: desk.nextNumber(letter),
      }),
    )
  }

  async #openDay(missing: number): Promise<void> {
    const server = this.#server()
    const by = { actor: null }
    const drafts: EventDraft[] = [{ ...by, type: 'day.opened.v1', rules: 1 }]
    for (const [index, { identity }] of this.members.entries()) {
      const { device: subject, surface, issuerDigit } = identity
      if (index !== missing) drafts.push({ ...by, type: 'device.rostered.v1', subject, surface, issuerDigit })
    }
    for (const n of [1, 2]) drafts.push({ ...by, type: 'staff.rostered.v1', subject: AgentId.parse(n), role: 'agent' })
    for (const draft of drafts) await server.replica.act(() => ok(draft))
  }

  async #correct({ identity, replica }: Member, offsetMs: number): Promise<void> {
    const { device: subject } = identity
    const draft: EventDraft = { type: 'clock.corrected.v1', actor: null, subject, boot: replica.boot, offsetMs }
    await this.#server().replica.act(() => ok(draft))
  }

  /** Says it whatever the rules think of it: the fold must cope with programs that are wrong. */
  async #say(member: Member, what: (queue: Queue, by: By) => EventDraft | null): Promise<void> {
    const station = 1 + (this.members.indexOf(member) % TABLETS)
    const draft = what(member.replica.queue, { actor: AgentId.parse(station), station: StationId.parse(station) })
    if (draft) await member.replica.act(() => ok(draft))
  }

  #authorOf(step: OfTicket): Member {
    return step.kind === 'print' ? this.#kiosk(step.who) : this.#tablet(step.who)
  }

  #any(index: number): Member {
    const member = this.members[index % this.members.length]
    if (!member) throw new Error('a center has devices')
    return member
  }

  #kiosk(index: number): Member {
    return this.#any(index % KIOSKS)
  }

  #tablet(index: number): Member {
    return this.#any(KIOSKS + (index % TABLETS))
  }

  #server(): Member {
    return this.#any(KIOSKS + TABLETS)
  }
}

export function documentOf(replica: Replica): DayDocument {
  const [document] = replica.documents()
  if (!document) throw new Error('a replica has a document of today')
  return document
}

function meet(a: Member, b: Member): void {
  send(a, b)
  send(b, a)
}

/** All that one holds and the other does not, as the sync protocol would send it. */
function send(from: Member, to: Member): void {
  if (from === to) return
  const [source, target] = [documentOf(from.replica).doc, documentOf(to.replica).doc]
  const update = Y.encodeStateAsUpdate(source, Y.encodeStateVector(target))
  if (update.length > NOTHING_NEW.length) Y.applyUpdate(target, update, 'peer')
}

const NOTHING_NEW = Y.encodeStateAsUpdate(new Y.Doc())

type By = { readonly actor: AgentId; readonly station: StationId }

function gate(open: boolean, by: By): EventDraft {
  return { ...by, type: open ? 'station.opened.v1' : 'station.closed.v1' }
}

/** By their ids, so that a choice does not depend on what arrived first. */
function pick(queue: Queue, index: number): TicketId | undefined {
  const ids = [...queue.tickets.keys()].sort()
  return ids[index % Math.max(1, ids.length)]
}

/** Based on what its author has seen last of the ticket, as every program of ours does. */
function draftOf(step: OfTicket, queue: Queue, { actor, station }: By): EventDraft | null {
  const ticket = pick(queue, step.ticket)
  if (!ticket) return null
  const basedOn = queue.tickets.get(ticket)?.head ?? null
  if (step.kind === 'print') return { type: 'ticket.printed.v1', actor: null, ticket, basedOn, copy: 1 }
  if (step.kind === 'call') return { type: 'ticket.called.v1', ...UNEXPLAINED, actor, ticket, basedOn, station }
  return { type: MOVES[step.move % MOVES.length] ?? 'ticket.recalled.v1', actor, ticket, basedOn }
}
