import type { KioskView } from '@/lib/client/use-kiosk'
import type { Sound } from '@/lib/domain/clips'

export type KioskProps = KioskView & {
  /** True from the first touch until the surface is clear again: holds updates back. */
  onBusyChange: (busy: boolean) => void
  /** The visitor will be cleared away in 15 s: a sound belongs here. */
  onIdleWarning: () => void
  /** Says it aloud, and nothing else any more. */
  onSay: (sound: Sound) => void
}
