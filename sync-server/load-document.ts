import { DocumentState } from './document-state'
import type { DocumentKey, OpenedDocument } from './journal'
import type { RoomPorts } from './room-ports'
import { Store } from './store'
import type { CenterTrust } from './trust'

/** What the journal holds of a document, as a room works on it. */
export function loadDocument(
  key: DocumentKey,
  opened: OpenedDocument,
  ports: Pick<RoomPorts, 'journal' | 'session' | 'waiting'>,
  trust: CenterTrust,
): [DocumentState, Store] {
  const state = new DocumentState(key, opened, ports.session, trust)
  const store = new Store(
    ports.journal,
    key,
    { epoch: opened.epoch, head: opened.head },
    ports.waiting,
    opened.updates.length,
  )
  store.markLoaded(state)
  return [state, store]
}
