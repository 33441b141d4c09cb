import * as Y from 'yjs'
import type { DeviceId } from '@/lib/domain/ids'
import { deviceOfLog } from './day-document'
import { endOf, type ItemsOfClient } from './item-order'
import type { LogView } from './seals'

/** These clients of a document, which must be of one log. */
export function documentView(doc: Y.Doc, clients: readonly number[]): LogView {
  return {
    clients,
    end: client => Y.getState(doc.store, client),
    elements: (client, from, to) => elementsOf(itemsOf(doc, client, from), from, to),
  }
}

/** The log as it would be with these items added, which follow what the document holds without a hole. */
export function extendedView(doc: Y.Doc, clients: readonly number[], added: readonly ItemsOfClient[]): LogView {
  const addedTo = new Map(added.map(({ client, items }) => [client, items]))
  const held = documentView(doc, clients)
  return {
    clients: [...new Set([...clients, ...addedTo.keys()])],
    end: client => Math.max(held.end(client), endOf(addedTo.get(client) ?? [])),
    elements: (client, from, to) => {
      const heldEnd = held.end(client)
      return [
        ...(from < heldEnd ? held.elements(client, from, Math.min(to, heldEnd)) : []),
        ...(to > heldEnd ? elementsOf(addedTo.get(client) ?? [], Math.max(from, heldEnd), to) : []),
      ]
    },
  }
}

/** Whose log the first item of each client of a document stands in. */
export function clientsByDevice(doc: Y.Doc): ReadonlyMap<DeviceId, readonly number[]> {
  const clients = new Map<DeviceId, number[]>()
  for (const [client, structs] of doc.store.clients) {
    const device = deviceOfFirst(structs[0])
    if (device) clients.set(device, [...(clients.get(device) ?? []), client])
  }
  return clients
}

/** The device in whose log the first struct of a client stands; undefined when there is none. */
export function deviceOfFirst(first: Y.Item | Y.GC | undefined): DeviceId | undefined {
  if (!(first instanceof Y.Item) || !(first.parent instanceof Y.AbstractType) || first.parent._item !== null) return
  return deviceOfLog(Y.findRootTypeKey(first.parent))
}

function* itemsOf(doc: Y.Doc, client: number, from: number): Iterable<Y.Item> {
  const structs = doc.store.clients.get(client) ?? []
  if (from >= Y.getState(doc.store, client)) return
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct instanceof Y.Item) yield struct
  }
}

function elementsOf(items: Iterable<Y.Item>, from: number, to: number): unknown[] {
  const elements: unknown[] = []
  for (const item of items) {
    if (item.id.clock >= to) break
    const content: readonly unknown[] = item.content.getContent()
    for (const element of content.slice(Math.max(0, from - item.id.clock), to - item.id.clock)) elements.push(element)
  }
  return elements
}
