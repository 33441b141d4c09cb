import type { Clock, Random } from '@/lib/replica/ports'
import { type OnFault, reportFault } from './fault-log'
import { browserNudges, type OnNudge } from './nudges'
import { type SaveFile, saveFile } from './save-file'

/** What a device takes from the browser it runs in. */
export type DevicePorts = {
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof fetch
  readonly WebSocket: typeof WebSocket
  readonly locks: LockManager
  readonly storage: Storage
  /** Asks that the browser never throws the store away; false when it will not promise that. */
  readonly persist: () => Promise<boolean>
  /** How much the store holds, and may hold. */
  readonly estimate: () => Promise<StorageEstimate>
  /** The build that runs here. */
  readonly version: string
  readonly onFault: OnFault
  readonly onNudge: OnNudge
  readonly saveFile: SaveFile
}

/** This browser lacks what every device needs, until somebody changes its settings or its address. */
export class UnusableBrowserError extends Error {
  /** `insecure`: a plain http address, where there are no keys. `storage_forbidden`: its settings let a page keep nothing. */
  constructor(readonly reason: 'insecure' | 'storage_forbidden') {
    super(reason)
    this.name = 'UnusableBrowserError'
  }
}

/**
 * For a page or an effect: none of these exists while a page is rendered on the server.
 *
 * @throws UnusableBrowserError
 */
export function browserPorts(): DevicePorts {
  if (!isSecureContext) throw new UnusableBrowserError('insecure')
  return {
    clock: { now: () => Date.now() },
    random: cryptoRandom,
    // Called as a method of another object, the browser's own fetch would refuse ("Illegal invocation").
    fetch: (input, init) => fetch(input, init),
    WebSocket,
    locks: navigator.locks,
    storage: allowedStorage(),
    persist: () => navigator.storage.persist(),
    estimate: () => navigator.storage.estimate(),
    version: process.env.BUILD_ID ?? 'development',
    onFault: reportFault,
    onNudge: browserNudges,
    saveFile,
  }
}

/** Where site data is blocked, the mere name throws. */
function allowedStorage(): Storage {
  try {
    return localStorage
  } catch {
    // reason: there is one cause, and the error says it
    throw new UnusableBrowserError('storage_forbidden')
  }
}

const TWO_POW_21 = 2 ** 21
const TWO_POW_32 = 2 ** 32

/** 53 random bits, scaled: for a limit near 2^53 some values come up twice as often as others, which nothing here minds. */
export const cryptoRandom: Random = {
  int(limit) {
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
    const fraction = ((high % TWO_POW_21) * TWO_POW_32 + low) / (TWO_POW_21 * TWO_POW_32)
    return Math.min(limit - 1, Math.floor(fraction * limit))
  },
}
