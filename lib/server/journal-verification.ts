import { createPublicKey, type KeyObject } from 'node:crypto'
import type { QueueEvent } from '@/lib/domain/events'
import { type DeviceId, type EventId, eventIdParts } from '@/lib/domain/ids'
import { logDecoder } from '@/lib/protocol/event-codec'
import type { PublicKeyJwk } from '@/lib/protocol/rest'
import type { LogOf } from '@/lib/protocol/seal-text'
import { followSeals, type LogView, type StandingSeal, sealsIn, type VerifySeal } from '@/lib/replica/seals'
import type { Journal, JournalElement } from './journal-export'
import { verifySeal } from './server-seal'

/** What an audit found. `device` is null for what belongs to no log. */
export type Finding = { readonly device: DeviceId | null; readonly what: string }

/** Elements that their author has not signed (yet): whoever could write in the database could have written them. */
export type Unsealed = {
  readonly device: DeviceId
  readonly client: number
  readonly from: number
  readonly to: number
  readonly first: EventId | null
}

export type JournalReport = {
  /** Events of known types, each once. */
  readonly events: ReadonlyMap<EventId, QueueEvent>
  readonly deviceCount: number
  readonly sealCount: number
  /** Of each log the first broken link, and every hole and forged event. Empty for an intact journal. */
  readonly findings: readonly Finding[]
  readonly unsealed: readonly Unsealed[]
}

/** Checks every log of a journal with nothing but public keys: no hole, no id with two contents, and each seal fits. */
export function verifyJournal(journal: Journal, keys: ReadonlyMap<DeviceId, PublicKeyJwk>): JournalReport {
  const logs = [...logsOf(journal.elements)].map(([device, elements]) => verifyLog(journal, device, elements, keys))
  return {
    events: new Map(logs.flatMap(log => [...log.events])),
    deviceCount: logs.length,
    sealCount: logs.reduce((sum, log) => sum + log.sealCount, 0),
    findings: [
      ...journal.unreadable.map(what => ({ device: null, what })),
      ...logs.flatMap(({ device, findings }) => findings.map(what => ({ device, what }))),
    ],
    unsealed: logs.flatMap(log => log.unsealed),
  }
}

/** Does this key's owner say so? Devices without a key say nothing. */
function sealVerifier(keys: ReadonlyMap<DeviceId, PublicKeyJwk>): VerifySeal {
  const known = new Map<DeviceId, KeyObject>()
  return (device, text, signature) => {
    const jwk = keys.get(device)
    if (!jwk) return false
    const key = known.get(device) ?? createPublicKey({ key: jwk, format: 'jwk' })
    known.set(device, key)
    return verifySeal(key, text, signature)
  }
}

type LogReport = Omit<JournalReport, 'deviceCount' | 'findings'> & {
  readonly device: DeviceId
  readonly findings: readonly string[]
}

function verifyLog(
  { center, day }: Journal,
  device: DeviceId,
  elements: readonly JournalElement[],
  keys: ReadonlyMap<DeviceId, PublicKeyJwk>,
): LogReport {
  const log: LogOf = { center, day, device }
  const decode = logDecoder(log)
  const idAt = (value: unknown) => {
    const decoded = decode(value)
    return decoded.kind === 'event' ? decoded.event.id : null
  }
  const { sessions, findings } = sessionsOf(elements, idAt)
  const events = eventsOf(elements, decode, findings)
  const view = viewOf(sessions)
  const seals = sealsIn(log, view, new Map())
  const hasHole = sessions.some(session => session.hasHole)
  if (seals.length > 0 && !keys.has(device)) {
    findings.push('there is no key to check its seals with')
    return { device, events, sealCount: 0, findings, unsealed: [] }
  }
  const { clocks, verified, broken } = followSeals(log, view, new Map(), sealVerifier(keys))
  const fitting = new Set(verified.map(({ seal }) => seal))
  const brokenSeal = seals.find(({ event }) => event.id === broken)
  if (brokenSeal) findings.push(brokenWords(brokenSeal, view, idAt))
  else if (!hasHole) findings.push(...missingLinks(seals, view, clocks, fitting))
  // Behind the first broken link nothing is known, and the link is named already.
  const open = brokenSeal || hasHole ? [] : sessions
  const unsealed = open.flatMap(({ client }) => {
    const [from, to] = [clocks.get(client) ?? 0, view.end(client)]
    return from < to ? [{ device, client, from, to, first: idAt(view.elements(client, from, to)[0]) }] : []
  })
  return { device, events, sealCount: fitting.size, findings, unsealed }
}

function logsOf(elements: readonly JournalElement[]): Map<DeviceId, JournalElement[]> {
  const logs = new Map<DeviceId, JournalElement[]>()
  for (const element of elements) {
    const log = logs.get(element.device)
    if (log) log.push(element)
    else logs.set(element.device, [element])
  }
  return logs
}

/** What one Yjs client wrote, up to its first hole. */
type Session = { readonly client: number; readonly values: unknown[]; hasHole: boolean }
type IdAt = (value: unknown) => EventId | null

/** @param elements of one device, by client and clock */
function sessionsOf(elements: readonly JournalElement[], idAt: IdAt): { sessions: Session[]; findings: string[] } {
  const sessions: Session[] = []
  const findings: string[] = []
  let next = 0
  let before: unknown
  for (const { client, clock, value } of elements) {
    let session = sessions.at(-1)
    if (session?.client !== client) {
      session = { client, values: [], hasHole: false }
      sessions.push(session)
      next = 0
      before = undefined
    }
    if (clock < next) findings.push(`clock ${clock} of client ${client} stands there twice`)
    if (clock > next) findings.push(holeWords(client, next, clock, idAt(before)))
    session.hasHole ||= clock > next
    if (!session.hasHole && clock === next) session.values.push(value)
    next = Math.max(next, clock + 1)
    before = value
  }
  return { sessions, findings }
}

function holeWords(client: number, from: number, to: number, behind: EventId | null): string {
  const verb = to - from === 1 ? 'is' : 'are'
  return `${spanWords(from, to)} of client ${client} ${verb} missing${behind ? `, behind ${behind}` : ''}`
}

/** Elements `from` up to, not including, `to`. */
export function spanWords(from: number, to: number): string {
  return to - from === 1 ? `element ${from}` : `elements ${from} to ${to - 1}`
}

/** Events by id; of two contents under one id the first, and the finding that there are two. */
function eventsOf(
  elements: readonly JournalElement[],
  decode: ReturnType<typeof logDecoder>,
  findings: string[],
): Map<EventId, QueueEvent> {
  const events = new Map<EventId, QueueEvent>()
  const texts = new Map<EventId, string>()
  for (const { value } of elements) {
    const decoded = decode(value)
    if (decoded.kind === 'unknown') continue
    const { event } = decoded
    const text = JSON.stringify(value)
    const known = texts.get(event.id)
    if (known === undefined) events.set(event.id, event)
    else if (known !== text) findings.push(`${event.id} has two contents`)
    texts.set(event.id, known ?? text)
  }
  return events
}

function viewOf(sessions: readonly Session[]): LogView {
  const values = new Map(sessions.map(session => [session.client, session.values]))
  return {
    clients: [...values.keys()],
    end: client => values.get(client)?.length ?? 0,
    elements: (client, from, to) => values.get(client)?.slice(from, to) ?? [],
  }
}

function brokenWords(seal: StandingSeal, view: LogView, idAt: IdAt): string {
  const { client, from, to } = seal.event
  const traces = tracesIn(view.elements(client, Math.max(0, from - 1), to + 1).map(idAt))
  const words = `seal ${seal.event.id} does not fit ${spanWords(from, to)} of client ${client}: one of them, or the seal, was altered`
  return traces.length > 0 ? `${words}; ${traces.join('; ')}` : words
}

/**
 * Where the numbers of a log do not follow each other. No proof by itself: a device counts on when its disk has failed. Where a seal
 * does not fit, it shows which element was moved, taken out or put in.
 */
function tracesIn(ids: readonly (EventId | null)[]): string[] {
  const known = ids.filter(id => id !== null)
  return known.slice(1).flatMap((id, index) => {
    const before = known[index] ?? id
    const [left, right] = [eventIdParts(before), eventIdParts(id)]
    if (left.boot !== right.boot || right.seq === left.seq + 1) return []
    if (right.seq <= left.seq) return [`${before} stands before ${id}`]
    return [`between ${before} and ${id} something is missing`]
  })
}

/** Seals that could not be checked, since what they are over, or what they follow, is not there. */
function missingLinks(
  seals: readonly StandingSeal[],
  view: LogView,
  clocks: ReadonlyMap<number, number>,
  verified: ReadonlySet<EventId>,
): string[] {
  const findings: string[] = []
  const standing = new Set(seals.map(({ event }) => event.id))
  const bootOf = bootsOf(seals)
  for (const seal of seals) {
    const { id, previous, client, from, to } = seal.event
    const reach = clocks.get(client) ?? 0
    if (previous !== null && !standing.has(previous))
      findings.push(`seal ${previous} is missing, which seal ${id} follows`)
    if (verified.has(id) || eventIdParts(id).boot < (bootOf.get(seal.client) ?? Number.POSITIVE_INFINITY)) continue
    if (to > view.end(client)) {
      findings.push(holeWords(client, view.end(client), to, null).concat(`, which seal ${id} is over`))
    } else if (from > reach) {
      findings.push(`the seal over ${spanWords(reach, from)} of client ${client} is missing, before seal ${id}`)
      break
    }
  }
  return findings
}

/**
 * In which boot each client was written: that of a seal over itself. What else stands there and is older was brought back after a power
 * cut. What such a seal is over may be lost with the session that it was made in, and was then said again.
 */
function bootsOf(seals: readonly StandingSeal[]): ReadonlyMap<number, number> {
  const boots = new Map<number, number>()
  for (const seal of seals) {
    const { boot } = eventIdParts(seal.event.id)
    if (seal.event.client === seal.client) boots.set(seal.client, Math.max(boots.get(seal.client) ?? 0, boot))
  }
  return boots
}
