import type { DurationMs, Surface } from '@/lib/domain/ids'
import type { DevicePorts } from './browser-ports'
import { closeDatabase, databaseName, deviceDatabase } from './device-database'
import { readIdentity, writerLock } from './device-identity'
import { StoreLostError } from './dexie-event-store'
import { Observed, type Watched } from './observed'
import { type ReadyDevice, RunningDevice } from './running-device'
import { SessionMarks } from './session-marks'

export type DeviceState =
  | { readonly kind: 'opening' }
  /** It has no identity: an administrator's code makes it a device. */
  | { readonly kind: 'unenrolled' }
  /** Another tab of this browser is this device. This one takes over when that one is closed. */
  | { readonly kind: 'read_only' }
  /** The browser has lost what the device had stored: it must be enrolled again, and somebody should be told. */
  | { readonly kind: 'store_lost' }
  /** The store cannot be used now. Tried again by itself. */
  | { readonly kind: 'failed' }
  | ReadyDevice

const TRY_AGAIN_MS: DurationMs = 15_000

/**
 * One surface of one browser: opened, shown, closed. It may be started again after it was stopped, which React does to
 * every effect in development.
 */
export class Device {
  readonly #state = new Observed<DeviceState>({ kind: 'opening' })
  readonly #database: string
  #ended = new AbortController()
  /** One life ends before the next begins: two would write to one store. */
  #turn: Promise<void> = Promise.resolve()

  constructor(
    surface: Surface,
    slot: string,
    private readonly ports: DevicePorts,
  ) {
    this.#database = databaseName(surface, slot)
  }

  get state(): Watched<DeviceState> {
    return this.#state
  }

  start(): void {
    this.stop()
    const ended = new AbortController()
    this.#ended = ended
    globalThis.addEventListener('pagehide', () => this.stop(), { signal: ended.signal })
    this.#turn = this.#turn
      .then(() => this.#live(ended.signal))
      .catch(fault => {
        if (!ended.signal.aborted) this.ports.onFault('device', fault)
      })
  }

  /** Ends the session before it returns, as a page that closes must. */
  stop(): void {
    this.#ended.abort()
  }

  /** Until it is stopped, or nothing more can be done without somebody. Holds the writer's lock while it works. */
  async #live(ended: AbortSignal): Promise<void> {
    if (ended.aborted) return
    this.#state.set({ kind: 'opening' })
    const lock = writerLock(this.#database)
    const isWriter = await this.ports.locks.request(lock, { ifAvailable: true }, async held => {
      if (held) await this.#write(ended)
      return held !== null
    })
    if (isWriter || ended.aborted) return
    this.#state.set({ kind: 'read_only' })
    await this.ports.locks.request(lock, { signal: ended }, () => this.#write(ended))
  }

  async #write(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const device = await this.#open()
      if (device instanceof RunningDevice) return await this.#show(device, ended)
      if (!ended.aborted) this.#state.set(device)
      if (device.kind !== 'failed') return
      await pause(TRY_AGAIN_MS, ended)
    }
  }

  /** Never rejects. */
  async #open(): Promise<RunningDevice | Exclude<DeviceState, ReadyDevice>> {
    const database = deviceDatabase(this.#database)
    const marks = new SessionMarks(this.#database, this.ports.storage)
    try {
      const identity = await readIdentity(database)
      if (identity) return await RunningDevice.open(identity, database, marks, this.ports)
      closeDatabase(database)
      return { kind: marks.boots > 0 ? 'store_lost' : 'unenrolled' }
    } catch (fault) {
      closeDatabase(database)
      this.ports.onFault('open the device', fault)
      return { kind: fault instanceof StoreLostError ? 'store_lost' : 'failed' }
    }
  }

  async #show(device: RunningDevice, ended: AbortSignal): Promise<void> {
    if (ended.aborted) return device.close()
    await new Promise<void>(resolve => {
      const close = () => {
        unsubscribe()
        device.close()
        resolve()
      }
      const show = () => {
        const state = device.state.get()
        if (state.halt !== 'store_lost') return this.#state.set(state)
        // Remembered, since the next start may have no network, and the store itself does not know.
        new SessionMarks(this.#database, this.ports.storage).declareLost()
        close()
        this.#state.set({ kind: 'store_lost' })
      }
      const unsubscribe = device.state.subscribe(show)
      ended.addEventListener('abort', close, { once: true })
      show()
    })
  }
}

/** Resolves after `ms`, or when it has ended. */
function pause(ms: DurationMs, ended: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    ended.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/**
 * A page that the browser brings back from its memory has said good-bye, and would go on as if it had not: it starts
 * over. Returns how to stop that.
 */
export function reloadWhenBroughtBack(): () => void {
  const onPageShow = (event: PageTransitionEvent) => event.persisted && location.reload()
  globalThis.addEventListener('pageshow', onPageShow)
  return () => globalThis.removeEventListener('pageshow', onPageShow)
}
