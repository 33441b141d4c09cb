import * as Y from 'yjs'
import { z } from 'zod'
import { CenterId, DeviceId, SERVER_DEVICE, ServiceDay } from '@/lib/domain/ids'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { deviceOfLog } from '@/lib/replica/day-document'
import type { TransactionSql } from './postgres-client'
import type { DayOfCenter } from './queue-rows'

/** One element of a device's log and where it stands. `value` is the tuple of an event, whatever it holds. */
export type JournalElement = {
  readonly device: DeviceId
  readonly client: number
  readonly clock: number
  readonly value: unknown
}

/** All that was written on one day, and the keys to check it with. */
export type Journal = DayOfCenter & {
  readonly keys: ReadonlyMap<DeviceId, PublicKeyJwk>
  /** By device, client and clock. */
  readonly elements: readonly JournalElement[]
  /** What could not be read of it, in words. */
  readonly unreadable: readonly string[]
}

/**
 * Reads a day's journal from its stored updates, element by element, also behind a hole, where a document would stop.
 *
 * @param serverKey of the server's own log; null when it is not known here
 */
export async function readJournal(
  sql: TransactionSql,
  key: DayOfCenter,
  serverKey: PublicKeyJwk | null,
): Promise<Journal> {
  const doc = `${key.center}/${key.day}`
  const updates = await sql<{ seq: number; bytes: Buffer }[]>`
    select seq, bytes from sync_update where doc = ${doc} order by seq`
  const claims = await sql<{ client_id: number; device: DeviceId }[]>`
    select client_id, device from sync_client where doc = ${doc}`
  const reader = new UpdateReader(new Map(claims.map(({ client_id: client, device }) => [client, device])))
  for (const { seq, bytes } of updates) reader.read(seq, bytes)
  const { elements, unreadable } = reader.result()
  const known = await readKeys(sql, key.center, serverKey)
  const keys = new Map([...known].filter(([device]) => elements.some(element => element.device === device)))
  return { ...key, keys, elements, unreadable }
}

/** The public keys of a center's devices, those that were revoked too: what they sealed before stays proven. */
export async function readKeys(
  sql: TransactionSql,
  center: CenterId,
  serverKey: PublicKeyJwk | null,
): Promise<Map<DeviceId, PublicKeyJwk>> {
  const rows = await sql<{ id: DeviceId; public_key: unknown }[]>`
    select id, public_key from devices where center_id = ${center} and surface <> 'display' order by id`
  const keys = new Map<DeviceId, PublicKeyJwk>()
  for (const { id, public_key: stored } of rows) {
    const key = PublicKeyJwk.safeParse(stored)
    if (key.success) keys.set(id, key.data)
  }
  if (serverKey) keys.set(SERVER_DEVICE, serverKey)
  return keys
}

/** Takes updates apart without a document: of two contents in one place the first counts, as it does for Yjs. */
class UpdateReader {
  readonly #elements = new Map<number, Map<number, unknown>>()
  readonly #logs: Map<number, DeviceId>
  readonly #follows = new Map<number, number>()
  readonly #unreadable: string[] = []

  /** @param claims whose each Yjs client is, for one whose first element is missing */
  constructor(private readonly claims: ReadonlyMap<number, DeviceId>) {
    this.#logs = new Map()
  }

  read(seq: number, bytes: Uint8Array): void {
    const decoded = decodeUpdate(bytes)
    if (!decoded) {
      this.#unreadable.push(`update ${seq} of the journal is damaged`)
      return
    }
    if (decoded.ds.clients.size > 0) this.#unreadable.push(`update ${seq} of the journal deletes`)
    for (const struct of decoded.structs) {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentAny)
        this.#take(seq, struct, struct.content.arr)
      else this.#unreadable.push(`update ${seq} of the journal has something at ${placeOf(struct.id)} that is no event`)
    }
  }

  result(): Pick<Journal, 'elements' | 'unreadable'> {
    const elements: JournalElement[] = []
    for (const [client, values] of this.#elements) {
      const device = this.#deviceOf(client)
      if (!device) this.#unreadable.push(`client ${client} of the journal is in nobody's log`)
      else for (const [clock, value] of values) elements.push({ device, client, clock, value })
    }
    return { elements: elements.sort(byPlace), unreadable: this.#unreadable }
  }

  #take(seq: number, item: Y.Item, values: readonly unknown[]): void {
    const { client, clock } = item.id
    const parent: unknown = item.parent // a decoded item names its root type by a string, which Yjs' types do not tell
    const device = typeof parent === 'string' ? deviceOfLog(parent) : undefined
    if (device) this.#logs.set(client, device)
    else if (item.origin && item.origin.client !== client) this.#follows.set(client, item.origin.client)
    const known = this.#elements.get(client) ?? new Map<number, unknown>()
    this.#elements.set(client, known)
    for (const [offset, value] of values.entries()) {
      const place = { client, clock: clock + offset }
      if (!isTuple(value)) this.#unreadable.push(`update ${seq} of the journal has no event at ${placeOf(place)}`)
      else if (!known.has(place.clock)) known.set(place.clock, value)
      else if (JSON.stringify(known.get(place.clock)) !== JSON.stringify(value))
        this.#unreadable.push(`update ${seq} of the journal says otherwise than one before it at ${placeOf(place)}`)
    }
  }

  /** A session's first element names its log, or follows one of an older session of the same device. */
  #deviceOf(client: number): DeviceId | undefined {
    const passed = new Set<number>()
    for (
      let next: number | undefined = client;
      next !== undefined && !passed.has(next);
      next = this.#follows.get(next)
    ) {
      passed.add(next)
      const device = this.#logs.get(next)
      if (device) return device
    }
    return this.claims.get(client)
  }
}

function decodeUpdate(bytes: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(bytes)
  } catch {
    // reason: damaged bytes are a finding of the audit, not a fault of it; the caller names them
    return null
  }
}

function isTuple(value: unknown): boolean {
  return Array.isArray(value) && value.every(part => part === null || typeof part === 'string' || Number.isFinite(part))
}

function placeOf({ client, clock }: { readonly client: number; readonly clock: number }): string {
  return `clock ${clock} of client ${client}`
}

function byPlace(a: JournalElement, b: JournalElement): number {
  return a.device < b.device ? -1 : a.device > b.device ? 1 : a.client - b.client || a.clock - b.clock
}

/** First line of an export. `elements` tells a file that was cut off. */
const Header = z.object({
  guichet_journal: z.literal(1),
  center: CenterId,
  day: ServiceDay,
  elements: z.int(),
})
const Line = z.union([
  z.object({ log: DeviceId, client: z.int(), clock: z.int(), element: z.array(z.unknown()) }),
  z.object({ key_of: DeviceId, public_key: PublicKeyJwk }),
])

/** The journal as JSON lines: a header, the public keys, then every element. */
export function journalLines({ center, day, keys, elements }: Journal): string[] {
  const header: z.infer<typeof Header> = { guichet_journal: 1, center, day, elements: elements.length }
  return [
    JSON.stringify(header),
    ...[...keys].map(([device, key]) => JSON.stringify({ key_of: device, public_key: key })),
    ...elements.map(({ device, client, clock, value }) =>
      JSON.stringify({ log: device, client, clock, element: value }),
    ),
  ]
}

/**
 * An export as it was written. A line that cannot be read is named, and the rest is read.
 * @returns null when this is no export of a journal
 */
export function parseJournal(text: string): Journal | null {
  const [first = '', ...rest] = text.split('\n')
  const header = Header.safeParse(parseJson(first))
  if (!header.success) return null
  const keys = new Map<DeviceId, PublicKeyJwk>()
  const elements: JournalElement[] = []
  const unreadable: string[] = []
  for (const [index, text] of rest.entries()) {
    if (text === '') continue
    const line = Line.safeParse(parseJson(text))
    if (!line.success) unreadable.push(`line ${index + 2} of the file is damaged`)
    else if ('key_of' in line.data) keys.set(line.data.key_of, line.data.public_key)
    else {
      const { log: device, client, clock, element: value } = line.data
      elements.push({ device, client, clock, value })
    }
  }
  const { center, day, elements: count } = header.data
  if (elements.length !== count)
    unreadable.push(`the file has ${elements.length} elements and says that it has ${count}`)
  return { center, day, keys, elements: elements.sort(byPlace), unreadable }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // reason: a damaged line is a finding, which the caller names
    return undefined
  }
}
