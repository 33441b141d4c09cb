import { SyncLink } from '@/lib/client/sync-link'
import type { QueueEvent } from '@/lib/domain/events'
import { type Queue, QueueFold } from '@/lib/domain/fold'
import type { ServiceDay } from '@/lib/domain/ids'
import { DayDocument } from '@/lib/replica/day-document'
import { Replica } from '@/lib/replica/replica'

/** What a device runs, and how it reads a day. */
export type Program = {
  readonly openReplica: typeof Replica.open
  readonly SyncLink: typeof SyncLink
  readonly read: (day: ServiceDay, updates: readonly Uint8Array[]) => Reading
}

export type Reading = { readonly events: readonly QueueEvent[]; readonly queue: Queue }

/** Also bundled by itself with another codec: the programs of another version (`scripts/sim/versions.ts`). */
export const program: Program = {
  openReplica: (identity, ports) => Replica.open(identity, ports),
  SyncLink,
  read: (day, updates) => {
    const document = new DayDocument(day)
    document.load(updates)
    const events = document.events().map(({ event }) => event)
    document.destroy()
    const queue = new QueueFold()
    queue.add(events)
    return { events, queue }
  },
}

export type Version = 'older' | 'today' | 'newer'
export type Programs = Readonly<Record<Version, Program>>
