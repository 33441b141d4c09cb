import type { WaitingAtService } from '@/lib/client/announced-calls'
import type { ShownCall } from '@/lib/client/display-board'
import type { Hall } from '@/lib/client/display-hall'
import type { DisplayZone } from '@/lib/client/display-zone'
import type { LinkStatus } from '@/lib/client/link-status'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'

export type DisplayProps = {
  catalogue: Catalogue
  zone: DisplayZone
  hall: Hall
  status: LinkStatus
  /** Ticks each second. */
  now: InstantMs
  /** Newest first. */
  calls: readonly ShownCall[]
  waiting: readonly WaitingAtService[]
  soundBlocked: boolean
  onEnableSound: () => void
}
