import * as z from 'zod/mini'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { CodeMark, DurationMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { Replica } from '@/lib/replica/replica'
import type { DevicePorts } from './browser-ports'
import { CatalogueSource } from './catalogue-source'
import { markOf } from './code-mark'
import type { LinkHalt } from './day-link'
import { closeDatabase, type DeviceDatabase, readMeta, writeMeta } from './device-database'
import type { DeviceIdentity } from './device-identity'
import { DexieEventStore } from './dexie-event-store'
import type { LinkStatus } from './link-status'
import { Observed, type Watched } from './observed'
import type { SessionMarks } from './session-marks'
import { type IncarnationStore, SyncLink } from './sync-link'
import { SyncSession } from './sync-session'

/** A device that works. A new object for each change of these; the queue has its own: `useQueue`. */
export type ReadyDevice = {
  readonly kind: 'ready'
  readonly identity: DeviceIdentity
  readonly replica: Replica
  readonly database: DeviceDatabase
  /** Null on a device that has never reached its server since it was enrolled. */
  readonly catalogue: Catalogue | null
  readonly status: LinkStatus
  readonly halt: LinkHalt | null
  /** False when the browser may throw the store away on a full disk: an alarm for maintenance. */
  readonly storageProtected: boolean
  /** The mark of a code for the day of the queue; null when there is no key for it. */
  readonly markOf: (code: PreEnrollmentCode) => Promise<CodeMark | null>
}

const ROLL_OVER_MS: DurationMs = 1_000

/** Everything of a device that has to be started and stopped, in one place that does so. */
export class RunningDevice {
  readonly #state: Observed<ReadyDevice>
  readonly #stops: (() => void)[] = []
  #storageProtected = true
  #isReached = false
  #pulls = false
  #closed = false

  private constructor(
    private readonly database: DeviceDatabase,
    private readonly ports: DevicePorts,
    private readonly session: SyncSession,
    private readonly source: CatalogueSource,
    private readonly replica: Replica,
    private readonly identity: DeviceIdentity,
    private readonly link: SyncLink,
  ) {
    this.#state = new Observed(this.#ready())
  }

  /** @throws StoreLostError, or whatever keeps the store from being used. */
  static async open(
    identity: DeviceIdentity,
    database: DeviceDatabase,
    marks: SessionMarks,
    ports: DevicePorts,
  ): Promise<RunningDevice> {
    const session = await SyncSession.open(identity, database, ports)
    const source = await CatalogueSource.open(identity.device, database, { ...ports, token: () => session.token })
    // Last, since from here on the session must be ended: an opening that fails before it burns no numbers.
    const replica = await Replica.open(identity, { ...ports, store: new DexieEventStore(database, marks) })
    const link = new SyncLink(replica, { ...ports, session, incarnation: incarnationIn(database) })
    const device = new RunningDevice(database, ports, session, source, replica, identity, link)
    device.#start()
    return device
  }

  get state(): Watched<ReadyDevice> {
    return this.#state
  }

  /** Says good-bye at once, as a page that closes must; what is left to tidy follows. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const stop of this.#stops.splice(0)) stop()
    this.link.stop()
    this.replica.close()
    void this.source.stop().then(() => closeDatabase(this.database))
  }

  #start(): void {
    const show = () => this.#state.set(this.#ready())
    this.#stops.push(this.link.status.subscribe(() => this.#followLink()))
    this.#stops.push(this.link.status.subscribe(show), this.link.halt.subscribe(show))
    this.#stops.push(this.source.catalogue.subscribe(show))
    const timer = setInterval(() => void this.#rollOver(), ROLL_OVER_MS)
    this.#stops.push(() => clearInterval(timer))
    this.link.start()
    void this.#protect()
  }

  /** The catalogue is pulled with the token that the link has got, so it begins, and begins again, after the link. */
  #followLink(): void {
    const isReached = this.link.status.get().rung !== 'offline'
    if (isReached === this.#isReached) return
    this.#isReached = isReached
    if (!isReached) return
    if (this.#pulls) this.source.pullNow()
    else this.source.start()
    this.#pulls = true
  }

  /** Never rejects. */
  async #rollOver(): Promise<void> {
    try {
      await this.replica.rollOver()
    } catch (fault) {
      this.ports.onFault('roll over', fault)
    }
  }

  /** Never rejects. */
  async #protect(): Promise<void> {
    try {
      this.#storageProtected = await this.ports.persist()
    } catch (fault) {
      this.#storageProtected = false
      this.ports.onFault('protect storage', fault)
    }
    if (!this.#closed) this.#state.set(this.#ready())
  }

  #ready(): ReadyDevice {
    const { identity, replica, database, link, session } = this
    return {
      kind: 'ready',
      identity,
      replica,
      database,
      catalogue: this.source.catalogue.get(),
      status: link.status.get(),
      halt: link.halt.get(),
      storageProtected: this.#storageProtected,
      markOf: code => markOf(code, replica.day, session.markKeys),
    }
  }
}

function incarnationIn(database: DeviceDatabase): IncarnationStore {
  return {
    read: day => readMeta(database, `incarnation:${day}`, z.string()),
    write: (day, incarnation) => writeMeta(database, `incarnation:${day}`, incarnation),
  }
}
