import { decodeStateVector, encodeStateVector } from 'yjs'
import * as z from 'zod/mini'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { CodeMark, DurationMs, InstantMs, PreEnrollmentCode, ServiceDay, TicketId } from '@/lib/domain/ids'
import type { Reach } from '@/lib/domain/scheduling'
import type { Visitor } from '@/lib/protocol/intake'
import { STATUS_INTERVAL_MS } from '@/lib/protocol/sync-messages'
import type { WalRecord } from '@/lib/replica/ports'
import { Replica } from '@/lib/replica/replica'
import type { DevicePorts } from './browser-ports'
import { CatalogueSource } from './catalogue-source'
import { type ClockError, ClockWatch } from './clock-error'
import { markOf } from './code-mark'
import { type DayDoubt, dayDoubtOf } from './day-doubt'
import type { LinkHalt } from './day-link'
import { closeDatabase, type DeviceDatabase, readMeta, writeMeta } from './device-database'
import type { DeviceHealth } from './device-health'
import { OwnHealth, type SurfaceHealth } from './device-health-own'
import { type DeviceIdentity, signerWith } from './device-identity'
import { DexieEventStore } from './dexie-event-store'
import { IntakeOutbox } from './intake-outbox'
import type { LinkStatus } from './link-status'
import { Observed, type Watched } from './observed'
import { saveUnsentOf } from './retired-device'
import type { SessionMarks } from './session-marks'
import { type IncarnationStore, SyncLink } from './sync-link'
import { SyncSession } from './sync-session'
import { ticketLink } from './ticket-link'
import { daysAside, putAside, type SavedFile, type UnsentDay } from './unsent-events'

/** A device that works. A new object for each change of these; the queue has its own: `useQueue`. */
export type ReadyDevice = {
  readonly kind: 'ready'
  readonly identity: DeviceIdentity
  readonly replica: Replica
  readonly database: DeviceDatabase
  /** Null on a device that has never reached its server since it was enrolled. */
  readonly catalogue: Catalogue | null
  readonly status: LinkStatus
  /** Which devices are heard of, as it is at the moment when it is asked. */
  readonly reach: Reach
  /** Why today's link has given up; null while it has not. */
  readonly halt: LinkHalt | null
  /** The same of earlier days that still hold something to send. */
  readonly olderHalts: readonly DayHalt[]
  /** What was put aside and is in no file yet, oldest day first. */
  readonly aside: readonly UnsentDay[]
  /** The token of the device's session, for requests of its own; null before it has reached its server. */
  readonly bearer: () => string | null
  /** Saves all that the server does not have to a file. Rejects when the store fails. */
  readonly saveUnsent: () => Promise<SavedFile>
  /** False when the browser may throw the store away on a full disk: an alarm for maintenance. */
  readonly storageProtected: boolean
  /** Null while its clock is right, as far as a server has told. */
  readonly clockError: ClockError | null
  readonly dayDoubt: DayDoubt | null
  /** What this device says of itself; null until its storage was measured once. */
  readonly health: Watched<DeviceHealth | null>
  /** What the surface knows of its device; told to consoles. */
  readonly noteHealth: (parts: Partial<SurfaceHealth>) => void
  /** The mark of a code for the day of the queue; null when there is no key for it. */
  readonly markOf: (code: PreEnrollmentCode) => Promise<CodeMark | null>
  /** Where the holder of a ticket of today follows it on his phone; null when there is no key for the day. */
  readonly linkOf: (ticket: TicketId) => Promise<string | null>
  /** Of a kiosk: seals what the holder of a ticket typed, and sees that the server gets it. Waits for nothing, never throws. */
  readonly keepVisitor: (ticket: TicketId, visitor: Visitor) => void
  /** Of how many tickets the server will not have the code. */
  readonly codesRefused: number
}

export type DayHalt = { readonly day: ServiceDay; readonly halt: LinkHalt }

type Halts = ReadonlyMap<ServiceDay, LinkHalt>

const TEND_MS: DurationMs = 1_000

/** Everything of a device that has to be started and stopped, in one place that does so. */
export class RunningDevice {
  readonly #state: Observed<ReadyDevice>
  readonly #stops: (() => void)[] = []
  #storageProtected = true
  #aside: readonly UnsentDay[] = []
  #codesRefused = 0
  /** Kiosks alone have one. */
  readonly #outbox: IntakeOutbox | null
  #isReached = false
  #pulls = false
  #closed: Promise<void> | null = null
  /** Putting aside and counting are done one after another. */
  #turn: Promise<void> = Promise.resolve()

  private constructor(
    private readonly database: DeviceDatabase,
    private readonly ports: DevicePorts,
    private readonly session: SyncSession,
    private readonly source: CatalogueSource,
    private readonly replica: Replica,
    readonly identity: DeviceIdentity,
    private readonly link: SyncLink,
    private readonly halts: Watched<Halts>,
    private readonly clockWatch: ClockWatch,
    private readonly store: DexieEventStore,
    private readonly health: OwnHealth,
  ) {
    this.#outbox = identity.surface === 'kiosk' ? this.#openOutbox() : null
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
    const store = new DexieEventStore(database, marks, ports.onFault)
    const replica = await Replica.open(identity, { ...ports, store, signer: signerWith(identity.keys) })
    const halts = new Observed<Halts>(new Map())
    const onHalt = (day: ServiceDay, halt: LinkHalt | null) => halts.set(withHalt(halts.get(), day, halt))
    const clockWatch = new ClockWatch(ports.clock)
    const told = { onHalt, onServerTime: (now: InstantMs) => clockWatch.hear(now) }
    const health = new OwnHealth(ports.version)
    const incarnation = incarnationIn(database)
    const link = new SyncLink(replica, { ...ports, ...told, session, incarnation, health: health.health })
    const device = new RunningDevice(
      database,
      ports,
      session,
      source,
      replica,
      identity,
      link,
      halts,
      clockWatch,
      store,
      health,
    )
    device.#start()
    return device
  }

  get state(): Watched<ReadyDevice> {
    return this.#state
  }

  /** What nothing takes back: the server has said so, or the store was lost; null while it goes on. */
  get end(): 'revoked' | 'store_lost' | null {
    if (this.store.lost.get()) return 'store_lost'
    const said = [this.link.halt.get(), ...this.halts.get().values()]
    return said.find(halt => halt === 'revoked' || halt === 'store_lost') ?? null
  }

  /** What was not sent and, since the store was lost, is in memory alone. */
  unstored(): readonly WalRecord[] {
    const { replica } = this
    if (!this.store.lost.get()) return []
    return replica.documents().flatMap(document => {
      const unsent = document.events().filter(({ event }) => replica.isPending(event.id))
      return unsent.map(({ event }) => ({ day: document.day, event }))
    })
  }

  /** Says good-bye at once, as a page that closes must. Resolves when nothing of the store is open any more. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop()
    this.link.stop()
    this.replica.close()
    await Promise.all([this.source.stop(), this.#outbox?.stop()])
    closeDatabase(this.database)
  }

  #start(): void {
    const show = () => this.#show()
    this.#stops.push(this.link.status.subscribe(() => this.#followLink()))
    this.#stops.push(this.link.status.subscribe(show), this.link.halt.subscribe(show))
    this.#stops.push(
      this.halts.subscribe(show),
      this.halts.subscribe(() => this.#putSealedAside()),
    )
    this.#stops.push(this.source.catalogue.subscribe(show), this.store.lost.subscribe(show))
    const timer = setInterval(() => void this.#tend(), TEND_MS)
    this.#stops.push(() => clearInterval(timer))
    this.link.start()
    this.#inTurn('count what was put aside', () => this.#countAside())
    const measuring = setInterval(() => void this.#measureStorage(), STATUS_INTERVAL_MS)
    this.#stops.push(() => clearInterval(measuring))
    void this.#protect()
  }

  /** The catalogue is pulled with the token that the link has got, so it begins, and begins again, after the link. */
  #followLink(): void {
    const { rung, pendingCount } = this.link.status.get()
    this.health.note({ unsent: pendingCount })
    const isReached = rung !== 'offline'
    if (isReached === this.#isReached) return
    this.#isReached = isReached
    if (!isReached) return
    this.#outbox?.push()
    if (this.#pulls) this.source.pullNow()
    else this.source.start()
    this.#pulls = true
  }

  #openOutbox(): IntakeOutbox {
    const { session, ports } = this
    const name = `${this.database.name}-intake-${this.identity.device}`
    const keys = { token: () => session.token, intakeKey: () => session.intakeKey }
    return new IntakeOutbox(name, { ...keys, fetch: ports.fetch, onFault: ports.onFault }, count => {
      this.#codesRefused = count
      this.#show()
    })
  }

  /** Never rejects. */
  async #tend(): Promise<void> {
    const { day } = this.replica
    try {
      await this.replica.tend()
      // What was sealed yesterday, while it was today, is now an earlier day.
      if (this.replica.day !== day) this.#putSealedAside()
      this.clockWatch.look()
      if (this.#isOutOfDate()) this.#show()
    } catch (fault) {
      this.ports.onFault('tend the replica', fault)
    }
  }

  /**
   * The server takes nothing more for a sealed day, so nothing is owed to it: what it has not got waits for export. Not
   * of today, to which this device still adds.
   */
  #putSealedAside(): void {
    for (const { day, halt } of this.#olderHalts()) {
      if (halt === 'day_sealed') this.#inTurn('put a sealed day aside', () => this.#putAside(day))
    }
  }

  /** Durable first; the replica then counts it as pending no longer, and lets go of the day and of its link. */
  async #putAside(day: ServiceDay): Promise<void> {
    const document = this.replica.documents().find(each => each.day === day)
    if (!document || day === this.replica.day) return
    await putAside(this.database, this.identity.center, day)
    await this.replica.acknowledge(day, decodeStateVector(encodeStateVector(document.doc)))
    await this.#countAside()
  }

  async #countAside(): Promise<void> {
    this.#aside = await daysAside(this.database)
    this.#show()
  }

  async #saveUnsent(): Promise<SavedFile> {
    const saved = await saveUnsentOf(this.database.name, this.identity, this.ports)
    this.#inTurn('count what was put aside', () => this.#countAside())
    return saved
  }

  #inTurn(what: string, work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch(fault => {
      if (!this.#closed) this.ports.onFault(what, fault)
    })
  }

  /** What no part of this device tells when it changes. */
  #isOutOfDate(): boolean {
    const shown = this.#state.get()
    return !sameFields(shown.clockError, this.clockWatch.error) || !sameFields(shown.dayDoubt, dayDoubtOf(this.replica))
  }

  /** A closed device shows nothing more. */
  #show(): void {
    if (!this.#closed) this.#state.set(this.#ready())
  }

  #olderHalts(): readonly DayHalt[] {
    const halts = [...this.halts.get()].map(([day, halt]) => ({ day, halt }))
    return halts.filter(({ day }) => day !== this.replica.day).sort((a, b) => a.day.localeCompare(b.day))
  }

  /** Never rejects. */
  async #protect(): Promise<void> {
    try {
      this.#storageProtected = await this.ports.persist()
    } catch (fault) {
      this.#storageProtected = false
      this.ports.onFault('protect storage', fault)
    }
    await this.#measureStorage()
    this.#show()
  }

  /** Never rejects. */
  async #measureStorage(): Promise<void> {
    try {
      this.health.noteStorage(await this.ports.estimate(), this.#storageProtected)
    } catch (fault) {
      this.ports.onFault('measure storage', fault)
    }
  }

  // Arrow function: it is handed to the surface, and stays the same.
  readonly #noteHealth = (parts: Partial<SurfaceHealth>): void => this.health.note(parts)

  #ready(): ReadyDevice {
    const { identity, replica, database, link, session } = this
    return {
      kind: 'ready',
      identity,
      replica,
      database,
      catalogue: this.source.catalogue.get(),
      status: link.status.get(),
      reach: link.reach,
      halt: link.halt.get(),
      olderHalts: this.#olderHalts(),
      aside: this.#aside,
      bearer: () => session.token,
      saveUnsent: () => this.#saveUnsent(),
      storageProtected: this.#storageProtected,
      clockError: this.clockWatch.error,
      dayDoubt: dayDoubtOf(replica),
      health: this.health.health,
      noteHealth: this.#noteHealth,
      markOf: code => markOf(code, replica.day, session.markKeys),
      linkOf: ticket =>
        ticketLink({ center: identity.center, day: replica.day, ticket }, session.markKeys, location.origin),
      keepVisitor: (ticket, visitor) =>
        this.#outbox?.keep({ center: identity.center, day: replica.day, ticket }, visitor),
      codesRefused: this.#codesRefused,
    }
  }
}

function incarnationIn(database: DeviceDatabase): IncarnationStore {
  return {
    read: () => readMeta(database, 'incarnation', z.string()),
    write: incarnation => writeMeta(database, 'incarnation', incarnation),
  }
}

function sameFields<Fields extends object>(a: Fields | null, b: Fields | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function withHalt(halts: Halts, day: ServiceDay, halt: LinkHalt | null): Halts {
  const others = [...halts].filter(([other]) => other !== day)
  return new Map(halt ? [...others, [day, halt]] : others)
}
