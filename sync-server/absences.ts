import type { Queue } from '@/lib/domain/fold'
import type { DeviceId, InstantMs } from '@/lib/domain/ids'
import { GONE_AFTER_MS, type Reach } from '@/lib/domain/scheduling'
import type { AbsentDevice } from '@/lib/protocol/sync-messages'
import type { Peer } from './peer'

/** A center has fewer agents. */
const ABSENT_MAX = 20

/**
 * Which tablets a room misses: those that have left it, and those that hold a station and never came. A connected tablet
 * cannot know this by itself (SPEC SYNC-12, ENGINE-11).
 */
export class Absences {
  readonly #leftAt = new Map<DeviceId, InstantMs>()

  /** @param openedAt Who holds a station and has not come since the room was opened counts as heard then: not lost yet. */
  constructor(private readonly openedAt: InstantMs) {}

  left({ device, surface, lastHeardAt }: Peer): void {
    if (surface === 'agent') this.#leftAt.set(device, lastHeardAt)
  }

  /**
   * Those at a station first, then whom we have heard most recently: the others have gone home.
   *
   * @param isGone does a device count no more, since it is revoked?
   */
  among(
    present: Iterable<Peer>,
    { openStations }: Queue,
    isGone: (device: DeviceId) => boolean,
    now: InstantMs,
  ): readonly AbsentDevice[] {
    const here = new Set<DeviceId>()
    for (const { device } of present) here.add(device)
    const atStations = new Set<DeviceId>()
    for (const { device } of openStations.values()) atStations.add(device)
    return [...new Set([...atStations, ...this.#leftAt.keys()])]
      .filter(device => !here.has(device) && !isGone(device))
      .map(device => ({ device, heardAt: this.#leftAt.get(device) ?? this.openedAt }))
      .sort((a, b) => Number(atStations.has(b.device)) - Number(atStations.has(a.device)) || b.heardAt - a.heardAt)
      .slice(0, ABSENT_MAX)
      .map(({ device, heardAt }) => ({ device, silentS: Math.max(0, Math.floor((now - heardAt) / 1000)) }))
  }
}

/** The same, as the engine asks for it. */
export function reachOf(absent: readonly AbsentDevice[], now: InstantMs): Reach {
  const lostSince = new Map(absent.map(({ device, silentS }) => [device, now - silentS * 1000]))
  return {
    lostSince: device => lostSince.get(device) ?? null,
    isGone: device => now - (lostSince.get(device) ?? now) > GONE_AFTER_MS,
  }
}
