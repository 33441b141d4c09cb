import * as Y from 'yjs'
import type { LogSealed } from '@/lib/domain/events'
import { type CenterId, type DeviceId, eventId, SERVER_DEVICE, type ServiceDay } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { type Signature, sealText } from '@/lib/protocol/seal-text'
import { GUARD_LIMITS } from '@/lib/replica/guard'
import { DAY, kiosk, tablet } from './day'
import { GuardedServer } from './guarded-server'
import { type RawBlock, rawUpdate } from './raw-update'
import { CENTER, keyOf } from './signing'

/** What stands in a log; hostile ones hold more than numbers, short texts and nulls. */
export type Element = (string | number | null)[]

/** What one Yjs client of an honest device has written, how far it is sealed, and how far the server holds it at first. */
export type Session = {
  readonly device: DeviceId
  readonly client: number
  /** The element of an earlier session that its first element follows. */
  readonly follows?: readonly [client: number, clock: number]
  readonly elements: readonly Element[]
  readonly sealed: number
  readonly held: number
}

/** The hostile device, which has a key and two sessions of its own. */
export const ME = tablet(1)
export const MY_CLIENTS = [20, 15] as const
export const REVOKED = kiosk(3)

type Place = { readonly center: CenterId; readonly day: ServiceDay; readonly device: DeviceId }

/** A seal by `signer`'s key that claims to stand at `standing` of `client`, over `elements` from clock `from`. */
export function sealOf(
  device: DeviceId,
  { client, from, standing, over = client }: { client: number; from: number; standing: number; over?: number },
  elements: readonly Element[],
  { signer = device, ...elsewhere }: Partial<Place> & { readonly signer?: DeviceId } = {},
): Element {
  const blank = { r: 'r'.repeat(43), s: 's'.repeat(43) }
  const event: LogSealed = {
    ...{ v: 1, id: eventId(device, 9, 100 * client + standing), h: [0, 0], device, actor: null },
    ...{ type: 'log.sealed.v1', client: over, from, to: from + elements.length, previous: null, ...blank },
  }
  const log = { center: CENTER, day: DAY, device, ...elsewhere }
  const signature = signedBy(signer, sealText(log, encodeEvent(event, DAY), elements))
  return [...encodeEvent({ ...event, ...signature }, DAY)]
}

const signatures = new Map<string, Signature>()

/** Remembered: forty thousand signatures would take longer than all the rest. */
function signedBy(signer: DeviceId, text: string): Signature {
  const key = `${signer} ${text}`
  const signature = signatures.get(key) ?? keyOf(signer).sign(text)
  signatures.set(key, signature)
  return signature
}

function sessions(): readonly Session[] {
  const told: Session[] = []
  const session = (one: Omit<Session, 'elements' | 'sealed'>, seq: number, parts: readonly number[], tail: number) => {
    const elements: Element[] = []
    const say = (count: number) => {
      for (let n = 0; n < count; n++) elements.push(element(one.device, seq++))
    }
    let sealed = 0
    for (const count of parts) {
      say(count)
      const standing = elements.length
      elements.push(sealOf(one.device, { client: one.client, from: sealed, standing }, elements.slice(sealed)))
      sealed = elements.length
    }
    say(tail)
    told.push({ ...one, elements, sealed })
  }
  session({ device: SERVER_DEVICE, client: 5, held: 4 }, 1, [3], 0)
  session({ device: kiosk(1), client: 10, held: 6 }, 1, [3, 2], 1)
  session({ device: kiosk(1), client: 31, follows: [10, 7], held: 0 }, 20, [2], 2)
  session({ device: kiosk(2), client: 40, held: 0 }, 1, [4], 0)
  session({ device: kiosk(2), client: 41, follows: [40, 4], held: 0 }, 20, [3], 1)
  session({ device: REVOKED, client: 50, held: 1 }, 1, [4], 0)
  session({ device: ME, client: MY_CLIENTS[0], held: 4 }, 1, [3], 0)
  session({ device: ME, client: MY_CLIENTS[1], follows: [MY_CLIENTS[0], 3], held: 1 }, 20, [], 1)
  return told
}

function element(device: DeviceId, seq: number): Element {
  if (device === SERVER_DEVICE && seq === 3) return [5, 9, seq, seq * 1_000, 0, null, REVOKED, `${REVOKED}.9.2`]
  if (device === SERVER_DEVICE) return [1, 9, seq, seq * 1_000, 0, null, 1]
  if (device === ME) return [10, 9, seq, seq * 1_000, 0, 1, 1]
  const number = `A${device.at(-1)}${String(seq).padStart(2, '0')}`
  return [20, 9, seq, seq * 1_000, 0, null, number, null, 1, 4, 'fr', null]
}

/** The truth: what the devices of a center have said, each in its own log, whoever holds how much of it. */
export const SESSIONS = sessions()
const TRUTH = new Map(SESSIONS.map(({ client, elements }) => [client, elements.map(tuple => JSON.stringify(tuple))]))
/** The elements of a revoked device before its last event that counts. */
const REVOKED_KEPT = 2

export function sessionsOf(device: DeviceId): readonly Session[] {
  return SESSIONS.filter(session => session.device === device)
}

/** A session's elements from clock `from` up to `to`, as one block of an update. */
export function blockOf({ device, client, follows, elements }: Session, from: number, to = elements.length): RawBlock {
  const first =
    from > 0 ? { origin: [client, from - 1] as const } : follows ? { origin: follows } : { parent: `e:${device}` }
  const values = elements.slice(from, to).map(tuple => [...tuple])
  return { client, clock: from, structs: [{ kind: 'values', values, ...first }] }
}

/** As Yjs lists them: newest ids first. */
export function updateOf(blocks: readonly RawBlock[]): Uint8Array {
  return rawUpdate([...blocks].sort((a, b) => b.client - a.client))
}

/** The server as it is before the hostile device speaks: it holds some of the truth. */
export function honestServer(): GuardedServer {
  const limits = { ...GUARD_LIMITS, bytesMax: 512 * 1024, structsMax: 2_000, elementsPerDeviceMax: 3_000 }
  const server = new GuardedServer(DAY, limits)
  for (const session of SESSIONS) {
    if (session.held === 0) continue
    const answer = server.receive(session.device, updateOf([blockOf(session, 0, session.held)]))
    if (typeof answer === 'string') throw new Error(`an honest device was refused: ${answer}`)
  }
  server.revoked.set(REVOKED, eventId(REVOKED, 9, REVOKED_KEPT))
  return server
}

/**
 * What is wrong with what the server holds of everybody but the hostile device; null when nothing is. Of each client it
 * may hold what it held at first, and of what its author wrote as much as he sealed: nothing else, in no other place.
 */
export function harmTo(server: GuardedServer): string | null {
  const { store } = server.doc
  if (store.pendingStructs || store.pendingDs) return 'something is parked'
  for (const [client, owner] of server.claims) {
    const session = SESSIONS.find(one => one.client === client)
    if (owner === ME && (session?.device ?? ME) === ME) {
      if (store.clients.get(client)?.some(struct => rootOf(struct) !== `e:${ME}`)) return `client ${client} strayed`
      continue
    }
    if (session?.device !== owner) return `client ${client} was claimed for ${owner}`
    const end = Y.getState(store, client)
    const most = Math.max(session.held, session.device === REVOKED ? REVOKED_KEPT : session.sealed)
    if (end > most || end < session.held) return `client ${client} of ${owner} is held up to ${end}`
    if ((server.sealed.get(client) ?? 0) > session.sealed) return `client ${client} counts as sealed too far`
    const fault = differenceFrom(session, store.clients.get(client) ?? [])
    if (fault) return fault
  }
  for (const client of store.clients.keys()) if (!server.claims.has(client)) return `client ${client} is nobody's`
  const roots = new Set(SESSIONS.map(({ device }) => `e:${device}`))
  for (const root of server.doc.share.keys()) if (!roots.has(root)) return `root ${root}`
  return null
}

function differenceFrom({ client, device }: Session, structs: readonly (Y.Item | Y.GC)[]): string | null {
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.deleted) return `client ${client} has something deleted`
    if (rootOf(struct) !== `e:${device}`) return `client ${client} strayed`
    for (const [offset, value] of struct.content.getContent().entries())
      if (JSON.stringify(value) !== TRUTH.get(client)?.[struct.id.clock + offset])
        return `client ${client} at ${struct.id.clock + offset}: ${JSON.stringify(value)}`
  }
  return null
}

/** The root type that a struct stands in; null for one that stands nowhere, or in something else. */
function rootOf(struct: Y.Item | Y.GC): string | null {
  const parent = struct instanceof Y.Item ? struct.parent : null
  return parent instanceof Y.AbstractType && parent._item === null ? Y.findRootTypeKey(parent) : null
}
