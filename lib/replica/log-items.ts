import { writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import type { DeviceId } from '@/lib/domain/ids'
import { TUPLE_LENGTH_MAX } from '@/lib/protocol/event-codec'
import { TEXT_LENGTH_MAX } from '@/lib/protocol/event-fields'
import { logName } from './day-document'
import { endOf, type ItemsOfClient } from './item-order'

/** What Yjs reads from an update, in the order in which it came. */
export type Structs = readonly (Y.Item | Y.GC | Y.Skip)[]

/** The structs of one client as items, if they are appends of flat tuples without a hole; else what is wrong. */
export function readItems(client: number, structs: Structs): ItemsOfClient | string {
  const items: Y.Item[] = []
  let nextClock = structs[0]?.id.clock ?? 0
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) return 'not an item'
    if (struct.id.clock !== nextClock) return 'a hole in the clocks'
    if (struct.length === 0) return 'nothing in it'
    if (struct.parentSub !== null || struct.rightOrigin !== null) return 'not an append'
    if (!(struct.content instanceof Y.ContentAny)) return 'not a plain value'
    if (!struct.content.arr.every(isTuple)) return 'not a tuple'
    nextClock += struct.length
    items.push(struct)
  }
  return { client, items }
}

/**
 * Do all items stand in this device's log? Returns what is wrong; null when nothing is.
 *
 * @param isOwn does this client belong to the device, by what the update or the server says of it?
 */
export function faultOfPlaces(
  lines: readonly ItemsOfClient[],
  device: DeviceId,
  isOwn: (client: number) => boolean,
): string | null {
  for (const item of lines.flatMap(({ items }) => items)) {
    const { origin } = item
    if (origin === null) {
      if (rootNameOf(item) !== logName(device)) return 'a foreign log'
    } else if (!isOwn(origin.client)) {
      return 'follows a foreign log'
    } else if (origin.client === item.id.client && origin.clock >= item.id.clock) {
      return 'follows itself'
    }
  }
  return null
}

/** A decoded item that has not entered a document names its root type by a string, which Yjs' types do not tell. */
export function rootNameOf(item: Y.Item): string {
  const parent: unknown = item.parent
  return typeof parent === 'string' ? parent : ''
}

/**
 * Writes the items as a version 1 update of their own: clients in descending order, an empty delete set.
 *
 * Never the bytes that came, even when all of them are welcome: Yjs reads some otherwise than they were checked (of a
 * client that is listed twice it forgets the first part, and parks the second), and what follows an update is stored.
 */
export function encodeItems(lines: readonly ItemsOfClient[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const writer = encoder.restEncoder
  writeVarUint(writer, lines.length)
  for (const { client, items } of [...lines].sort((a, b) => b.client - a.client)) {
    writeVarUint(writer, items.length)
    encoder.writeClient(client)
    writeVarUint(writer, items[0]?.id.clock ?? 0)
    for (const item of items) item.write(encoder, 0)
  }
  writeVarUint(writer, 0)
  return encoder.toUint8Array()
}

/** The elements below clock `end`. */
export function itemsBelow({ client, items }: ItemsOfClient, end: number): ItemsOfClient {
  const below: Y.Item[] = []
  for (const item of items) {
    if (item.id.clock >= end) break
    below.push(endOf([item]) <= end ? item : headOfItem(item, end - item.id.clock))
  }
  return { client, items: below }
}

function headOfItem({ id, origin, parent, content }: Y.Item, length: number): Y.Item {
  return new Y.Item(id, null, origin, null, null, parent, null, new Y.ContentAny(content.getContent().slice(0, length)))
}

function isTuple(value: unknown): boolean {
  return Array.isArray(value) && value.length <= TUPLE_LENGTH_MAX && value.every(isPrimitive)
}

/** Only finite numbers, and no -0: in the JSON that a seal signs NaN is null and -0 is 0, and elsewhere they are not. */
function isPrimitive(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= TEXT_LENGTH_MAX
  return value === null || (Number.isFinite(value) && !Object.is(value, -0))
}
