import { Workbox } from 'workbox-window'
import type { DurationMs } from '@/lib/domain/ids'
import type { OnFault } from './fault-log'

const BUSY_LOCK = 'app-busy'
const POLL_MS: DurationMs = 60_000
/** The page reloads long before; if the new worker never takes over, another attempt may be made after this. */
const APPLY_MS_MAX: DurationMs = 10_000

/**
 * New versions of the program: noticed within a minute, applied when nobody is in the middle of anything.
 *
 * A new service worker takes over every tab of this browser at once. So a busy tab holds a shared lock, and an update
 * is applied only under the exclusive one: no tab is reloaded while a citizen is checking in at any of them.
 */
export class AppUpdate {
  readonly #workbox = new Workbox('/sw.js', { scope: '/', updateViaCache: 'none' })
  readonly #stops: (() => void)[] = []
  #waiting = false
  #applying = false
  #busy = false
  #release: () => void = () => undefined

  constructor(private readonly onFault: OnFault) {}

  start(): void {
    this.#workbox.addEventListener('waiting', () => {
      this.#waiting = true
      this.#applyIfIdle()
    })
    // It fires at the first installation too, when there is no older program to leave.
    this.#workbox.addEventListener('controlling', event => {
      if (event.isUpdate || event.isExternal) location.reload()
    })
    const timer = setInterval(() => this.look(), POLL_MS)
    const look = () => this.look()
    globalThis.addEventListener('online', look)
    this.#stops.push(
      () => clearInterval(timer),
      () => globalThis.removeEventListener('online', look),
    )
    this.#workbox.register().catch(fault => this.onFault('register worker', fault))
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.setBusy(false)
  }

  /** True while a reload would cost somebody something: a check-in under way, a ticket at the station, a fresh call. */
  setBusy(busy: boolean): void {
    if (busy === this.#busy) return
    this.#busy = busy
    if (busy) void this.#holdBack()
    else this.#release()
  }

  /** Not waiting for the next minute: the network is back, or the server refuses this program. */
  look(): void {
    this.#applyIfIdle()
    if (navigator.onLine) this.#workbox.update().catch(fault => this.onFault('look for an update', fault))
  }

  /** Until it is released; then what waited is applied. Not sooner: the lock is free only when its request resolves. */
  async #holdBack(): Promise<void> {
    const held = new Promise<void>(resolve => {
      this.#release = resolve
    })
    try {
      await navigator.locks.request(BUSY_LOCK, { mode: 'shared' }, () => held)
    } catch (fault) {
      this.onFault('hold updates back', fault)
    }
    this.#applyIfIdle()
  }

  #applyIfIdle(): void {
    if (!this.#waiting || this.#applying || this.#busy) return
    this.#apply().catch(fault => this.onFault('apply update', fault))
  }

  async #apply(): Promise<void> {
    this.#applying = true
    try {
      await navigator.locks.request(BUSY_LOCK, { mode: 'exclusive', ifAvailable: true }, async lock => {
        if (!lock) return
        this.#workbox.messageSkipWaiting()
        await new Promise(resolve => setTimeout(resolve, APPLY_MS_MAX))
      })
    } finally {
      this.#applying = false
    }
  }
}
