import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import type { DeviceId, TicketId } from '@/lib/domain/ids'
import { DayDocument } from '@/lib/replica/day-document'
import type { Database } from '@/lib/server/database'
import type { DocumentKey, Journal, JournalEntry, Ownership } from '@/sync-server/journal'
import { postgresJournal } from '@/sync-server/postgres-journal'

/** The logs of a day as their devices write them, stored batch by batch as the sync server stores them. */
export class StoredDay {
  readonly fold = new QueueFold()
  readonly #journal: Journal
  readonly #documents = new Map<DeviceId, DayDocument>()
  #owner: Ownership | null = null

  constructor(
    database: Database,
    private readonly key: DocumentKey,
  ) {
    this.#journal = postgresJournal(database)
  }

  /** One transaction: the updates, their events, and the tickets that they changed. */
  async store(events: readonly QueueEvent[]): Promise<void> {
    const owner = this.#owner ?? (await this.#journal.open(this.key))
    const entries = runsOf(events).map(run => this.#write(run))
    const touched = this.fold.add(events)
    const states = new Map([...touched].map((id: TicketId) => [id, this.fold.tickets.get(id) ?? null]))
    await this.#journal.append(this.key, owner, entries, states)
    this.#owner = { ...owner, head: owner.head + entries.length }
  }

  #write(events: readonly QueueEvent[]): JournalEntry {
    const [first] = events
    if (!first) throw new Error('a run has events')
    const document = this.#documentOf(first.device)
    const isFirst = document.doc.store.clients.size === 0
    const updates: Uint8Array[] = []
    const collect = (update: Uint8Array) => updates.push(update)
    document.doc.on('update', collect)
    document.append(first.device, events)
    document.doc.off('update', collect)
    const [update = new Uint8Array()] = updates
    const { device } = first
    const claimed = new Map(isFirst ? [[document.doc.clientID, device]] : [])
    return { device, update, claimed, writers: new Set([device]), events, seals: [], alerts: [] }
  }

  #documentOf(device: DeviceId): DayDocument {
    let document = this.#documents.get(device)
    if (!document) {
      document = new DayDocument(this.key.day)
      document.startSession(clientOf(device))
      this.#documents.set(device, document)
    }
    return document
  }
}

/** The one Yjs client of a device of `day()`. */
export function clientOf(device: DeviceId): number {
  return 1_000 + [...device].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
}

/** Neighbours of one device together, as they would come in one update. */
function runsOf(events: readonly QueueEvent[]): QueueEvent[][] {
  const runs: QueueEvent[][] = []
  for (const event of events) {
    const last = runs.at(-1)
    if (last?.[0]?.device === event.device) last.push(event)
    else runs.push([event])
  }
  return runs
}

export async function rowsOfDay(database: Database): Promise<object[]> {
  const rows = await database.sql<{ row: object }[]>`
    select to_jsonb(entry) - 'head' - 'created_at' - 'updated_at' as row from queue_entries entry order by ticket_id`
  return rows.map(({ row }) => row)
}
