import type { DurationMs } from '@/lib/domain/ids'
import type { DeviceHealth } from '@/lib/protocol/console'
import { STATUS_INTERVAL_MS } from '@/lib/protocol/sync-messages'
import { Observed, type Watched } from './observed'

/** What only the surface knows of its device. */
export type SurfaceHealth = Pick<DeviceHealth, 'printer' | 'printerSays' | 'sound' | 'screen'>

/** What this device would say of itself now. Null until its storage was measured once. */
export class OwnHealth {
  readonly #health = new Observed<DeviceHealth | null>(null)
  #parts: Omit<DeviceHealth, 'storage'>
  #storage: DeviceHealth['storage'] | null = null

  constructor(version: string) {
    this.#parts = { version, unsent: 0, printer: 'none', sound: 'none', screen: 'may_sleep' }
  }

  get health(): Watched<DeviceHealth | null> {
    return this.#health
  }

  note(parts: Partial<Pick<DeviceHealth, 'unsent'> & SurfaceHealth>): void {
    this.#parts = { ...this.#parts, ...parts }
    this.#show()
  }

  /** A browser that does not say how much it holds is taken at 0. */
  noteStorage({ usage = 0, quota = 0 }: StorageEstimate, isProtected: boolean): void {
    this.#storage = { usedBytes: Math.round(usage), quotaBytes: Math.round(quota), isProtected }
    this.#show()
  }

  #show(): void {
    if (this.#storage) this.#health.set({ ...this.#parts, storage: this.#storage })
  }
}

/** An event is acknowledged sooner: what is over by then is no news. */
const SETTLED_MS: DurationMs = 1_000

/** Tells a server how this device is, while it is told to: at once, with a change, and once a minute. */
export class HealthTeller {
  #told = ''
  #stops: (() => void)[] = []
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly health: Watched<DeviceHealth | null>,
    private readonly send: (health: DeviceHealth) => void,
  ) {}

  start(): void {
    this.stop()
    const timer = setInterval(() => this.#tell(), STATUS_INTERVAL_MS)
    this.#stops = [() => clearInterval(timer), this.health.subscribe(() => this.#settle())]
    this.#tell()
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    clearTimeout(this.#settling)
    this.#settling = undefined
  }

  #settle(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      if (JSON.stringify(this.health.get()) !== this.#told) this.#tell()
    }, SETTLED_MS)
  }

  #tell(): void {
    const health = this.health.get()
    if (!health) return
    this.#told = JSON.stringify(health)
    this.send(health)
  }
}
