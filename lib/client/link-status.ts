import type { InstantMs } from '@/lib/domain/ids'

/** Where a device stands on the outage ladder, and how many of its events are not yet in Postgres. */
export type LinkStatus = {
  /** `online`: committed centrally. `local`: the sync server is there, its database is not. `offline`: alone. */
  readonly rung: 'online' | 'local' | 'offline'
  /** Since when it has been on this rung. */
  readonly since: InstantMs
  /** Events of this device that no acknowledgement covers yet. */
  readonly pendingCount: number
}
