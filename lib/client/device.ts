import type { DurationMs, Surface } from '@/lib/domain/ids'
import type { WalRecord } from '@/lib/replica/ports'
import type { DevicePorts } from './browser-ports'
import { closeDatabase, DamagedStoreError, type DeviceDatabase, databaseName, deviceDatabase } from './device-database'
import { type DeviceIdentity, readIdentity, writerLock } from './device-identity'
import { StoreLostError } from './dexie-event-store'
import { Observed, type Watched } from './observed'
import { type FormerIdentity, type RetiredDevice, retiredDevice } from './retired-device'
import { erasePrivateData, readRevocation, revokeHere } from './revocation'
import { type ReadyDevice, RunningDevice } from './running-device'
import { SessionMarks } from './session-marks'
import { keepAside } from './unsent-events'

export type DeviceState =
  | { readonly kind: 'opening' }
  /** It has no identity: an administrator's code makes it a device. */
  | { readonly kind: 'unenrolled' }
  /** Another tab of this browser is this device. This one takes over when that one is closed. */
  | { readonly kind: 'read_only' }
  /** The store cannot be used now. Tried again by itself. */
  | { readonly kind: 'failed' }
  /** The browser is one that cannot be a device. See `UnusableBrowserError`. */
  | { readonly kind: 'unusable'; readonly reason: 'insecure' | 'storage_forbidden' }
  /** Its end: it must be enrolled again, and somebody should be told. */
  | RetiredDevice
  | ReadyDevice

/** Why a device works no longer, and what is in its memory alone. */
type Ended = { readonly end: RunningDevice['end']; readonly unstored: readonly WalRecord[] }

type NotReady = Exclude<DeviceState, ReadyDevice>

const TRY_AGAIN_MS: DurationMs = 15_000

/**
 * One surface of one browser: opened, shown, closed. It may be started again after it was stopped, which React does to
 * every effect in development.
 */
export class Device {
  readonly #state = new Observed<DeviceState>({ kind: 'opening' })
  readonly #database: string
  readonly #marks: SessionMarks
  #ended = new AbortController()
  /** One life ends before the next begins: two would write to one store. */
  #turn: Promise<void> = Promise.resolve()

  constructor(
    surface: Surface,
    slot: string,
    private readonly ports: DevicePorts,
  ) {
    this.#database = databaseName(surface, slot)
    this.#marks = new SessionMarks(this.#database, ports.storage)
  }

  get state(): Watched<DeviceState> {
    return this.#state
  }

  start(): void {
    this.stop()
    const ended = new AbortController()
    this.#ended = ended
    globalThis.addEventListener('pagehide', () => this.stop(), { signal: ended.signal })
    this.#turn = this.#turn.then(() => this.#liveUntil(ended.signal))
  }

  /** Ends the session before it returns, as a page that closes must. */
  stop(): void {
    this.#ended.abort()
  }

  /** Never rejects: what nobody foresaw is shown, and tried again. */
  async #liveUntil(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      try {
        return await this.#live(ended)
      } catch (fault) {
        if (ended.aborted) return
        this.ports.onFault('device', fault)
        this.#state.set({ kind: 'failed' })
        await pause(TRY_AGAIN_MS, ended)
      }
    }
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
  async #open(): Promise<RunningDevice | NotReady> {
    const database = deviceDatabase(this.#database)
    try {
      return (await this.#openRevoked(database)) ?? (await this.#openEnrolled(database))
    } catch (fault) {
      closeDatabase(database)
      this.ports.onFault('open the device', fault)
      if (fault instanceof StoreLostError) return await this.#retire('store_lost', null)
      return fault instanceof DamagedStoreError ? await this.#retire('damaged', null) : { kind: 'failed' }
    }
  }

  /** Null unless it is revoked. Ends what a revocation that was cut off had left undone. */
  async #openRevoked(database: DeviceDatabase): Promise<NotReady | null> {
    const noted = await readRevocation(database)
    if (!noted && !this.#marks.isRevoked) return null
    const identity = noted ? null : await readIdentity(database)
    const former = noted ?? (identity && (await revokeHere(database, identity)))
    await this.#erasePrivateData(database)
    closeDatabase(database)
    return await this.#retire('revoked', former)
  }

  async #openEnrolled(database: DeviceDatabase): Promise<RunningDevice | NotReady> {
    const identity = await readIdentity(database)
    if (identity) return await RunningDevice.open(identity, database, this.#marks, this.ports)
    closeDatabase(database)
    return this.#marks.boots > 0 ? await this.#retire('store_lost', null) : { kind: 'unenrolled' }
  }

  /** Until it is stopped, or the server ends it for good. */
  async #show(device: RunningDevice, ended: AbortSignal): Promise<void> {
    if (ended.aborted) return void device.close()
    const { end, unstored } = await this.#untilEnd(device, ended)
    const closed = device.close()
    if (end === null) return
    // Remembered at once: the next start may have no network, and the store itself does not know yet.
    if (end === 'store_lost') this.#marks.declareLost()
    else this.#marks.declareRevoked()
    await this.#keep(unstored, device.identity)
    this.#state.set(await this.#retire(end, device.identity))
    await closed
    if (end === 'revoked') await this.#revoke(device.identity, ended)
  }

  /** `end` is null when it was stopped from here. */
  #untilEnd(device: RunningDevice, ended: AbortSignal): Promise<Ended> {
    return new Promise(resolve => {
      const stop = (end: RunningDevice['end']) => {
        unsubscribe()
        const unstored = device.unstored()
        // In the same breath: a page that closes gets no time, and a revoked device says nothing more.
        void device.close()
        resolve({ end, unstored })
      }
      const show = () => {
        const end = device.end
        if (end) stop(end)
        else this.#state.set(device.state.get())
      }
      const unsubscribe = device.state.subscribe(show)
      ended.addEventListener('abort', () => stop(null), { once: true })
      show()
    })
  }

  /** Until the store has done it. A page that is closed before goes on at its next start. */
  async #revoke(identity: DeviceIdentity, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const database = deviceDatabase(this.#database)
      try {
        await revokeHere(database, identity)
        return await this.#erasePrivateData(database)
      } catch (fault) {
        this.ports.onFault('revoke', fault)
        await pause(TRY_AGAIN_MS, ended)
      } finally {
        closeDatabase(database)
      }
    }
  }

  /** Never rejects: the device is out of service already, and each start tries again. */
  async #erasePrivateData(database: DeviceDatabase): Promise<void> {
    try {
      await erasePrivateData(database)
    } catch (fault) {
      this.ports.onFault('erase private data', fault)
    }
  }

  /** Never rejects: where nothing can be kept any more, nothing can be saved from here. */
  async #keep(unstored: readonly WalRecord[], { center }: DeviceIdentity): Promise<void> {
    if (unstored.length === 0) return
    const database = deviceDatabase(this.#database)
    try {
      await keepAside(database, center, unstored)
    } catch (fault) {
      this.ports.onFault('keep what was not sent', fault)
    } finally {
      closeDatabase(database)
    }
  }

  async #retire(kind: RetiredDevice['kind'], former: FormerIdentity | null): Promise<RetiredDevice> {
    return await retiredDevice(kind, former, this.#database, this.ports)
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
