import type { EventDraft, EventType } from '@/lib/domain/events'
import type { Admitted } from './document-state'
import type { Peer } from './peer'
import type { TellStored } from './room-decisions'
import { updateFrame, wireFrame } from './sync-frames'

/** What a room works on, one after another. */
export type Input =
  | { readonly kind: 'asks'; readonly peer: Peer; readonly stateVector: Uint8Array }
  | { readonly kind: 'brings'; readonly peer: Peer; readonly update: Uint8Array }
  /** `stored` is told once of those that were appended. */
  | { readonly kind: 'own'; readonly drafts: readonly EventDraft[]; readonly stored?: TellStored }
  | { readonly kind: 'decides'; readonly work: () => Promise<void>; readonly giveUp: () => void }

export type SharedInput = Exclude<Input, { readonly kind: 'decides' }>

/** What is decided is decided on a queue that is stored, so it has a turn of its own; all others share one. */
export function takeTurn(inputs: Input[], max: number): SharedInput[] | Extract<Input, { readonly kind: 'decides' }> {
  const turn: SharedInput[] = []
  for (const input of inputs) {
    if (input.kind === 'decides') {
      if (turn.length > 0) break
      inputs.shift()
      return input
    }
    if (turn.push(input) === max) break
  }
  inputs.splice(0, turn.length)
  return turn
}

export function peerOf(input: Input): Peer | null {
  return input.kind === 'asks' || input.kind === 'brings' ? input.peer : null
}

/** What a turn let in, and who brought it: null for the server's own. */
export type News = { readonly from: Peer | null; readonly item: Admitted }

/** Can it have brought what a closed day has to close? Not the server's own closings: they must never lead to the next ones. */
export function mayBeLate({ from, item }: News): boolean {
  return from !== null || item.entry.events.some(({ type }) => !OF_CLOSINGS.has(type))
}

const OF_CLOSINGS: ReadonlySet<EventType> = new Set(['ticket.closed.v1', 'log.sealed.v1'])

/** One write for each peer, whatever came in this turn; nobody hears himself. */
export function broadcast(peers: Iterable<Peer>, news: readonly News[]): void {
  const sent = news.map(({ from, item }) => ({ from, frame: wireFrame(updateFrame(item.entry.update)) }))
  const all = Buffer.concat(sent.map(({ frame }) => frame))
  const senders = new Set(sent.map(({ from }) => from))
  for (const peer of peers) {
    const others = senders.has(peer)
      ? Buffer.concat(sent.filter(({ from }) => from !== peer).map(({ frame }) => frame))
      : all
    if (others.length > 0) peer.relay(others)
  }
}
