import type { OnBusyChange } from '@/lib/client/busy'
import type { KioskView } from '@/lib/client/use-kiosk'
import type { Sound } from '@/lib/domain/clips'

export type KioskProps = KioskView & {
  /** A visit lasts from the first touch until the surface is clear again; staff work in their corner. */
  onBusyChange: OnBusyChange
  /** The visitor will be cleared away in 15 s: a sound belongs here. */
  onIdleWarning: () => void
  /** Says it aloud, and nothing else any more. */
  onSay: (sound: Sound) => void
}
