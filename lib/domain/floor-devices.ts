import type { DeviceId, DurationMs, InstantMs, Surface } from './ids'
import type { PrinterWord } from './printer-words'
import { WRONG_CLOCK_MS_MIN } from './server-word'

/** What a device last said of itself. */
export type DeviceSays = {
  readonly version: string
  /** Its events that no acknowledgement covers. */
  readonly unsent: number
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number; readonly isProtected: boolean }
  readonly printer: 'ok' | 'failed' | 'none'
  /** Nothing of a printer that is in order, of one that cannot speak, and of older programs. */
  readonly printerSays?: PrinterWord | undefined
  /** `none`: a part of what it must say is missing, or cannot be read. */
  readonly sound: 'ok' | 'blocked' | 'none'
  readonly screen: 'awake' | 'may_sleep'
}

/** An enrolled device of the center, as the console sees it. */
export type FloorDevice = {
  readonly device: DeviceId
  readonly label: string
  readonly surface: Surface
  readonly isConnected: boolean
  /** Null when it was not heard since the server started. */
  readonly heardAt: InstantMs | null
  /** How far its clock is behind the server's; null when it has not told its time. */
  readonly clockOffsetMs: DurationMs | null
  /** Null before it has said anything. */
  readonly says: DeviceSays | null
  readonly isPaused: boolean
}

/** In the order in which somebody should go and see: what stops citizens, what makes them late, what may become trouble. */
const TROUBLES = [
  'printer_failed',
  'away',
  'sound_blocked',
  'sound_missing',
  'printer_none',
  'wrong_clock',
  'storage_full',
  'paper_low',
  'paused',
  'screen_sleeps',
  'storage_loose',
] as const
export type DeviceTrouble = (typeof TROUBLES)[number]

/** From these on somebody must go there; those after may wait. */
const LOOK_ONLY: ReadonlySet<DeviceTrouble> = new Set(['paper_low', 'paused', 'screen_sleeps', 'storage_loose'])

/** A browser refuses to store before the last byte is used. */
const STORAGE_FULL_FROM = 0.9

/** What is the matter with a device, the worst first. Of one that is away nothing else is said: it is as old as that. */
export function troublesOf({ surface, isConnected, clockOffsetMs, says, isPaused }: FloorDevice): DeviceTrouble[] {
  if (!isConnected) return isPaused ? ['away', 'paused'] : ['away']
  const found: Record<DeviceTrouble, boolean> = {
    away: false,
    printer_failed: surface === 'kiosk' && says?.printer === 'failed',
    printer_none: surface === 'kiosk' && says?.printer === 'none',
    sound_blocked: surface === 'display' && says?.sound === 'blocked',
    sound_missing: surface === 'display' && says?.sound === 'none',
    wrong_clock: Math.abs(clockOffsetMs ?? 0) > WRONG_CLOCK_MS_MIN,
    storage_full: says !== null && isNearlyFull(says.storage),
    paper_low: surface === 'kiosk' && says?.printerSays === 'paper_low',
    paused: isPaused,
    screen_sleeps: says?.screen === 'may_sleep',
    storage_loose: says !== null && !says.storage.isProtected,
  }
  return TROUBLES.filter(trouble => found[trouble])
}

function isNearlyFull({ usedBytes, quotaBytes }: DeviceSays['storage']): boolean {
  return quotaBytes > 0 && usedBytes >= STORAGE_FULL_FROM * quotaBytes
}

/** Must somebody go and see? */
export function needsSomebody(device: FloorDevice): boolean {
  return troublesOf(device).some(trouble => !LOOK_ONLY.has(trouble))
}

/** The ones with the worst trouble first, then by kind and name. */
export function worstFirst(devices: readonly FloorDevice[]): readonly FloorDevice[] {
  const rank = (device: FloorDevice) => {
    const [worst] = troublesOf(device)
    return worst === undefined ? TROUBLES.length : TROUBLES.indexOf(worst)
  }
  const kinds = ['kiosk', 'display', 'agent']
  return [...devices].sort(
    (a, b) =>
      rank(a) - rank(b) || kinds.indexOf(a.surface) - kinds.indexOf(b.surface) || a.label.localeCompare(b.label),
  )
}
