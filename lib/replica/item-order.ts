import * as Y from 'yjs'

/** Items of one client, by clock, without a hole between them. */
export type ItemsOfClient = { readonly client: number; readonly items: readonly Y.Item[] }

/**
 * Can these items enter the document, one after another? `gap` when one follows what is neither held nor brought;
 * `circle` when some follow each other. Yjs parks what it cannot place: unseen by us, but stored and sent to all.
 *
 * @param doc the document that they would enter; not changed.
 */
export function orderOf(doc: Y.Doc, incoming: readonly ItemsOfClient[]): 'fits' | 'gap' | 'circle' {
  const { reach, left } = place(doc, incoming)
  if (left.length === 0) return 'fits'
  const ends = new Map(incoming.map(({ client, items }) => [client, endOf(items)]))
  const isMissing = (client: number, clock: number) => clock >= Math.max(reach(client), ends.get(client) ?? 0)
  const follows = left.map(({ items, next }) => items[next])
  return follows.some(
    item =>
      item &&
      (item.id.clock > reach(item.id.client) || (item.origin && isMissing(item.origin.client, item.origin.clock))),
  )
    ? 'gap'
    : 'circle'
}

/** Of each client as much as can enter the document. */
export function placed(doc: Y.Doc, incoming: readonly ItemsOfClient[]): ItemsOfClient[] {
  const left = new Map(place(doc, incoming).left.map(({ client, next }) => [client, next]))
  return incoming.map(({ client, items }) => ({ client, items: items.slice(0, left.get(client) ?? items.length) }))
}

type Line = ItemsOfClient & { next: number }

/** Lets items in as long as one fits. What is left does not. */
function place(doc: Y.Doc, incoming: readonly ItemsOfClient[]) {
  const reached = new Map<number, number>()
  const reach = (client: number) => reached.get(client) ?? Y.getState(doc.store, client)
  const fits = ({ id, origin }: Y.Item) =>
    id.clock <= reach(id.client) && (origin === null || origin.clock < reach(origin.client))

  let left = incoming.map(({ client, items }): Line => ({ client, items, next: 0 }))
  for (let found = true; found; ) {
    found = false
    for (const line of left) {
      for (let item = line.items[line.next]; item && fits(item); item = line.items[++line.next]) {
        reached.set(line.client, Math.max(reach(line.client), endOf([item])))
        found = true
      }
    }
    left = left.filter(({ items, next }) => next < items.length)
  }
  return { reach, left }
}

export function endOf(items: readonly Y.Item[]): number {
  const last = items.at(-1)
  return last ? last.id.clock + last.length : 0
}
