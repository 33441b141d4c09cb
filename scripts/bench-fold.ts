import { gzipSync } from 'node:zlib'
import { createEncoder, toUint8Array, writeAny } from 'lib0/encoding'
import * as Y from 'yjs'
import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import { NOTHING_TOLD, UNEXPLAINED } from '@/lib/domain/events'
import { FOLD_RULES, QueueFold } from '@/lib/domain/fold'
import type { HybridTime } from '@/lib/domain/hybrid-clock'
import {
  AgentId,
  CenterId,
  CodeMark,
  DeviceId,
  type EventId,
  eventId,
  SERVER_DEVICE,
  ServiceDay,
  ServiceId,
  StationId,
} from '@/lib/domain/ids'
import { ticketId, ticketNumber } from '@/lib/domain/ticket-number'
import { encodeEvent, type WireValue } from '@/lib/protocol/event-codec'
import { DayDocument } from '@/lib/replica/day-document'
import { GUARD_LIMITS, guard } from '@/lib/replica/guard'

/**
 * A large day: 5,000 tickets, 24,400 events of them, three kiosks, 25 agents. How many bytes, and how long until its
 * queue is there. Prints a table beside the targets; asserts nothing, since a busy machine is no mistake.
 */
const TICKETS = 5_000
const KIOSKS = 3
const AGENTS = 25
const ROUNDS = 15
const DAY = ServiceDay.parse('2026-03-02')
const MORNING = Date.parse('2026-03-02T06:30:00Z')
const MIB = 1024 * 1024

type Author = { readonly device: DeviceId; readonly boot: number; seq: number }

/** Writes a day as its devices would: each event into the log of its author, one by one. */
class DayWriter {
  readonly document = new DayDocument(DAY)
  readonly updates: { readonly device: DeviceId; readonly bytes: Uint8Array }[] = []
  readonly events: QueueEvent[] = []
  readonly #docs = new Map<DeviceId, DayDocument>()

  say(author: Author, ms: number, draft: EventDraft): EventId {
    author.seq++
    const h: HybridTime = [ms, 0]
    const event: QueueEvent = {
      ...draft,
      v: 1,
      id: eventId(author.device, author.boot, author.seq),
      h,
      device: author.device,
    }
    this.#docOf(author.device).append(author.device, [event])
    this.events.push(event)
    return event.id
  }

  /** Each device has its own document, as in life; all it says enters the whole. */
  #docOf(device: DeviceId): DayDocument {
    const held = this.#docs.get(device)
    if (held) return held
    const document = new DayDocument(DAY)
    document.startSession(0x1_0000_0000_0000 + this.#docs.size * 0x1234_5678)
    document.doc.on('update', (bytes: Uint8Array) => {
      this.updates.push({ device, bytes })
      Y.applyUpdate(this.document.doc, bytes)
    })
    this.#docs.set(device, document)
    return document
  }
}

function device(prefix: string, index: number): DeviceId {
  return DeviceId.parse(`${prefix}${String(index).padStart(6 - prefix.length, '0')}`)
}

function author(id: DeviceId): Author {
  return { device: id, boot: 257, seq: 0 }
}

function writeRoster(writer: DayWriter, kiosks: readonly Author[], agents: readonly Author[]): void {
  const server = author(SERVER_DEVICE)
  const say = (draft: EventDraft) => writer.say(server, MORNING, draft)
  say({ type: 'day.opened.v1', actor: null, rules: FOLD_RULES })
  for (const [index, { device: subject }] of kiosks.entries())
    say({ type: 'device.rostered.v1', actor: null, subject, surface: 'kiosk', issuerDigit: index + 1 })
  for (const [index, { device: subject }] of agents.entries()) {
    say({ type: 'device.rostered.v1', actor: null, subject, surface: 'agent', issuerDigit: null })
    say({ type: 'staff.rostered.v1', actor: null, subject: AgentId.parse(index + 1), role: 'agent' })
  }
}

/** Of ten tickets nine are served, and one is a no-show after two recalls. One in five comes without word of its paper. */
function writeDay(): DayWriter {
  const writer = new DayWriter()
  const kiosks = Array.from({ length: KIOSKS }, (_, index) => author(device('kk', index)))
  const agents = Array.from({ length: AGENTS }, (_, index) => author(device('ag', index)))
  writeRoster(writer, kiosks, agents)
  for (let index = 0; index < TICKETS; index++) {
    const kiosk = kiosks[index % KIOSKS]
    const agent = agents[index % AGENTS]
    if (kiosk && agent) writeVisit(writer, index, kiosk, agent)
  }
  return writer
}

function writeVisit(writer: DayWriter, index: number, kiosk: Author, agent: Author): void {
  const number = ticketNumber('ABCDE'.charAt(index % 5), 1 + (index % KIOSKS), 1 + Math.floor(index / KIOSKS))
  const ticket = ticketId(number, kiosk.device)
  const start = MORNING + index * 6_000 + ((index * 7_919) % 5_000)
  const mark = CodeMark.parse(
    Buffer.from(`mark-${index}-${(index * 2_654_435_761) % 4_294_967_296}`)
      .toString('base64url')
      .slice(-11),
  )
  const checkedIn = writer.say(kiosk, start, {
    ...{ type: 'ticket.checked_in.v1', ...NOTHING_TOLD, actor: null, ticket, basedOn: null },
    ...{
      service: ServiceId.parse(1 + (index % 5)),
      priority: 1 + (index % 5),
      language: index % 3 ? 'fr' : 'en',
      mark,
    },
  } as const)
  const by = { actor: AgentId.parse(1 + (index % AGENTS)), ticket }
  const isPrinted = index % 50 < 39
  if (isPrinted)
    writer.say(kiosk, start + 900, { type: 'ticket.printed.v1', actor: null, ticket, basedOn: checkedIn, copy: 1 })
  const called = start + 600_000 + ((index * 31) % 997)
  let head = writer.say(agent, called, {
    ...by,
    type: 'ticket.called.v1',
    ...UNEXPLAINED,
    basedOn: checkedIn,
    station: StationId.parse(1 + (index % AGENTS)),
  })
  const recalls = index % 10 === 0 ? 2 : 0
  for (let recall = 1; recall <= recalls; recall++)
    head = writer.say(agent, called + recall * 25_013, { ...by, type: 'ticket.recalled.v1', basedOn: head })
  if (index % 10 === 0) {
    writer.say(agent, called + 120_011, { ...by, type: 'ticket.no_show.v1', basedOn: head })
    return
  }
  head = writer.say(agent, called + 61_003, { ...by, type: 'ticket.service_started.v1', basedOn: head })
  writer.say(agent, called + 400_009, { ...by, type: 'ticket.completed.v1', basedOn: head })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function msOf(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Processor time: what others do on this machine counts less than on the clock of the wall. */
function cpuMsOf(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

type Load = { readonly load: number; readonly decode: number; readonly fold: number }

function loadAndFold(snapshot: Uint8Array): Load {
  const document = new DayDocument(DAY)
  const fold = new QueueFold()
  let events: QueueEvent[] = []
  const load = cpuMsOf(() => document.load([snapshot]))
  const decode = cpuMsOf(() => {
    events = document.events().map(({ event }) => event)
  })
  return { load, decode, fold: cpuMsOf(() => fold.add(events)) }
}

/** One more event in a day that is folded already: the cost that every tap has. */
function refoldUs(events: readonly QueueEvent[], more: readonly QueueEvent[]): number {
  const fold = new QueueFold()
  fold.add(events)
  return median(more.map(event => 1_000 * msOf(() => fold.add([event]))).slice(500))
}

/** A second paper for each ticket, an hour later: it comes last, as nearly all does. */
function reprints(events: readonly QueueEvent[]): QueueEvent[] {
  const checkIns = events.filter(event => event.type === 'ticket.checked_in.v1')
  return checkIns.map(({ device, ticket, id: basedOn, h: [ms] }, index) => ({
    ...{ v: 1, type: 'ticket.printed.v1', id: eventId(device, 300, index), h: [ms + 3_600_000, 0] },
    ...{ device, actor: null, ticket, basedOn, copy: 2 },
  }))
}

/** A recall of each call at the same time as what followed it: two branches, to be compared. */
function rivals(events: readonly QueueEvent[]): QueueEvent[] {
  const calls = events.filter(event => event.type === 'ticket.called.v1')
  return calls.map((call, index) => ({
    ...call,
    type: 'ticket.recalled.v1',
    id: eventId(call.device, 300, index),
    basedOn: call.id,
  }))
}

/** Microseconds in which the guard checks one event of a live connection. */
function guardUs(writer: DayWriter): number {
  const doc = new Y.Doc()
  const claims = new Map<number, DeviceId>()
  const center = CenterId.parse(1)
  const held = {
    doc,
    center,
    day: DAY,
    claims,
    sealed: new Map(),
    verify: () => false,
    revoked: new Map(),
    broken: new Set<DeviceId>(),
  }
  const times = writer.updates.map(({ device: by, bytes }) => {
    let result: ReturnType<typeof guard> | undefined
    const us =
      1_000 *
      msOf(() => {
        result = guard(held, { device: by, mayWrite: true }, bytes, GUARD_LIMITS)
      })
    if (!result?.ok || !result.value.update) throw new Error('the guard refused an honest event')
    for (const [client, owner] of result.value.claimed) claims.set(client, owner)
    Y.applyUpdate(doc, result.value.update)
    return us
  })
  return median(times.slice(1_000))
}

function heapMib(snapshot: Uint8Array): number {
  const collect = globalThis.gc
  collect?.()
  const before = process.memoryUsage().heapUsed
  const { document, fold } = opened(snapshot)
  collect?.()
  const after = process.memoryUsage().heapUsed
  return document.day === DAY && fold.tickets.size > 0 ? (after - before) / MIB : 0
}

/** Apart from the measurement, whose frame would hold what is only passed on. */
function opened(snapshot: Uint8Array): { readonly document: DayDocument; readonly fold: QueueFold } {
  const document = new DayDocument(DAY)
  document.load([snapshot])
  const fold = new QueueFold()
  fold.add(document.events().map(({ event }) => event))
  return { document, fold }
}

/** Bytes that each place of the tuples costs, a ticket: where a smaller codec would have to save. */
function bytesByPlace(events: readonly QueueEvent[]): [string, number][] {
  const costs = new Map<string, number>()
  const sizeOf = (value: WireValue) => {
    const encoder = createEncoder()
    writeAny(encoder, value)
    return toUint8Array(encoder).length
  }
  for (const event of events) {
    const names = 'ticket' in event ? [...HEAD_PLACES, 'ticket', 'basedOn'] : HEAD_PLACES
    for (const [index, value] of encodeEvent(event, DAY).entries()) {
      const name = names[index] ?? (typeof value === 'string' && value.length === 11 ? 'mark' : 'payload')
      costs.set(name, (costs.get(name) ?? 0) + sizeOf(value))
    }
    costs.set('tuple itself', (costs.get('tuple itself') ?? 0) + 2)
  }
  return [...costs].map(([name, bytes]): [string, number] => [name, bytes / TICKETS]).sort((a, b) => b[1] - a[1])
}

const HEAD_PLACES = ['code', 'boot', 'seq', 'ms', 'counter', 'actor']
const writer = writeDay()
const snapshot = Y.encodeStateAsUpdate(writer.document.doc)
const structs = [...writer.document.doc.store.clients.values()].reduce((sum, list) => sum + list.length, 0)
const wire = writer.updates.reduce((sum, { bytes }) => sum + bytes.length, 0) / writer.updates.length
for (let round = 0; round < 5; round++) loadAndFold(snapshot)
const rounds = Array.from({ length: ROUNDS }, () => loadAndFold(snapshot))
const load = median(rounds.map(round => round.load))
const decode = median(rounds.map(round => round.decode))
const fold = median(rounds.map(round => round.fold))

const rows: [what: string, value: string, target: string][] = [
  ['tickets / events', `${TICKETS} / ${writer.events.length}`, ''],
  ['bytes a ticket', (snapshot.length / TICKETS).toFixed(1), '<= 85'],
  ['bytes an event on the wire', wire.toFixed(1), '<= 32'],
  ['gzip, KB', (gzipSync(snapshot).length / 1000).toFixed(0), '<= 350 a join'],
  [
    'load + decode + fold, CPU ms',
    `${load.toFixed(1)} + ${decode.toFixed(1)} + ${fold.toFixed(1)} = ${(load + decode + fold).toFixed(1)}`,
    '<= 25',
  ],
  ['refold after one event, us', refoldUs(writer.events, reprints(writer.events)).toFixed(1), '<= 20'],
  ['refold after a conflict, us', refoldUs(writer.events, rivals(writer.events)).toFixed(1), '<= 20'],
  ['guard, us an update', guardUs(writer).toFixed(1), '<= 20'],
  ['heap, document and queue, MiB', globalThis.gc ? heapMib(snapshot).toFixed(1) : 'needs --expose-gc', '<= 8'],
  ['structs', String(structs), ''],
]
for (const [what, value, target] of rows) console.log(what.padEnd(32), value.padEnd(28), target)
console.log(
  '\nbytes a ticket by place:',
  bytesByPlace(writer.events)
    .map(([name, bytes]) => `${name} ${bytes.toFixed(1)}`)
    .join(', '),
)
