import { OUT_OF_REACH_AFTER_MS } from '@/lib/domain/engine/partition'
import type { DeviceId, DurationMs, EventId, InstantMs, ServiceDay } from '@/lib/domain/ids'
import { GONE_AFTER_MS, type Reach } from '@/lib/domain/scheduling'
import type { AbsentDevice, Hello, ServerBeat } from '@/lib/protocol/sync-messages'
import type { DayDocument } from '@/lib/replica/day-document'
import type { Replica } from '@/lib/replica/replica'
import { DayLink, type DayLinkPorts, type LinkHalt } from './day-link'
import type { LinkStatus } from './link-status'
import type { OnNudge } from './nudges'
import { Observed, type Watched } from './observed'

/** Which memory of the server this device's acknowledgements come from. */
export type IncarnationStore = {
  read(): Promise<string | null>
  write(incarnation: string): Promise<void>
}

export type SyncLinkPorts = DayLinkPorts & { readonly incarnation: IncarnationStore; readonly onNudge: OnNudge }

/** Far above what a commit takes; a commit that hangs is an outage, which the server says. */
const ACKNOWLEDGED_MS_MAX: DurationMs = 30_000

/**
 * Connects a replica with its center's sync server: today's document, and each earlier day that still holds events
 * the server has not acknowledged. Works while there is a network, waits while there is none, is asked for nothing.
 */
export class SyncLink {
  readonly #links = new Map<DayDocument, DayLink>()
  /** New sessions of days whose session the server has refused; each until all of that day is acknowledged. */
  readonly #anew = new Map<ServiceDay, DayDocument>()
  readonly #live = new Set<DayDocument>()
  /** Those that have just caught up: their next acknowledgement is compared with what this device knows. */
  readonly #caughtUp = new Set<DayDocument>()
  /** The event of each document that has waited longest for its acknowledgement, and since when that is so. */
  readonly #waiting = new Map<DayDocument, { readonly event: EventId; readonly since: InstantMs }>()
  /** Who is out of reach by the last beat of each document, and since when by the server's clock, as the queue's times are. */
  readonly #lost = new Map<DayDocument, ReadonlyMap<DeviceId, Lost>>()
  readonly #status: Observed<LinkStatus>
  readonly #halt = new Observed<LinkHalt | null>(null)
  readonly #stops: (() => void)[] = []
  /** What the server says is taken in one thing after another: an acknowledgement may depend on the greeting before it. */
  #turn: Promise<void> = Promise.resolve()

  constructor(
    private readonly replica: Replica,
    private readonly ports: SyncLinkPorts,
  ) {
    this.#status = new Observed<LinkStatus>({
      rung: 'offline',
      since: ports.clock.now(),
      pendingCount: replica.pendingCount,
    })
  }

  get status(): Watched<LinkStatus> {
    return this.#status
  }

  /** Why today's link has given up; null while it has not. */
  get halt(): Watched<LinkHalt | null> {
    return this.#halt
  }

  /**
   * From a device that is alone, everybody else is out of reach since it is; from one that is not, those whom the server
   * has not heard for a while (SPEC SYNC-12, ENGINE-11).
   */
  readonly reach: Reach = {
    lostSince: device => {
      if (device === this.replica.identity.device) return null
      const { rung, since } = this.#status.get()
      if (rung === 'offline') return since
      const today = this.#today()
      return (today && this.#lost.get(today)?.get(device)?.since) ?? null
    },
    isGone: device => {
      const today = this.#today()
      const isConnected = this.#status.get().rung !== 'offline'
      return isConnected && ((today && this.#lost.get(today)?.get(device)?.forMs) ?? 0) > GONE_AFTER_MS
    },
  }

  start(): void {
    this.#stops.push(this.replica.subscribe(() => this.#follow()))
    this.#stops.push(this.ports.onNudge(() => this.#connectAll()))
    this.#follow()
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    for (const link of this.#links.values()) link.stop()
    for (const documents of [this.#links, this.#anew, this.#live, this.#caughtUp, this.#waiting, this.#lost])
      documents.clear()
  }

  /** The links become those of the replica's documents. */
  #follow(): void {
    const documents = new Set(this.replica.documents())
    for (const [day, document] of this.#anew)
      if (documents.has(document) && this.replica.pendingCount === 0) this.#anew.delete(day)
    const wanted = new Set([...documents].map(document => this.#anew.get(document.day) ?? document))
    for (const document of this.#links.keys()) if (!wanted.has(document)) this.#remove(document)
    for (const document of wanted) if (!this.#links.has(document)) this.#add(document)
    this.#show()
  }

  #add(document: DayDocument): void {
    const { identity, boot } = this.replica
    const link = new DayLink(document, { center: identity.center, boot }, this.ports, {
      hello: hello => this.#inTurn('greeting', () => this.#meet(hello)),
      beat: beat => {
        this.#watchAcknowledgements(document, beat)
        this.#inTurn('beat', () => this.replica.tellTime(beat.serverTimeMs))
      },
      absent: (devices, serverTimeMs) => this.#lost.set(document, lostOf(devices, serverTimeMs)),
      acknowledged: clocks => this.#inTurn('acknowledgement', () => this.#acknowledged(document, clocks)),
      changed: () => this.#changed(document),
    })
    this.#links.set(document, link)
    link.connectNow()
  }

  /** A server that stores, and never says so of an event, does not take it for ours: a new session brings it anew. */
  #watchAcknowledgements(document: DayDocument, { durable }: ServerBeat): void {
    const event = durable && this.#live.has(document) ? this.replica.oldestPendingOf(document.day) : null
    const now = this.ports.clock.now()
    const waiting = this.#waiting.get(document)
    if (!event) this.#waiting.delete(document)
    else if (waiting?.event !== event || waiting.since > now) this.#waiting.set(document, { event, since: now })
    else if (now - waiting.since >= ACKNOWLEDGED_MS_MAX && !this.#anew.has(document.day)) this.#startAnew(document)
  }

  #remove(document: DayDocument): void {
    this.#links.get(document)?.stop()
    for (const documents of [this.#links, this.#live, this.#caughtUp, this.#waiting, this.#lost])
      documents.delete(document)
  }

  async #acknowledged(document: DayDocument, clocks: ReadonlyMap<number, number>): Promise<void> {
    if (!this.replica.documents().includes(document)) return // a new session that was not adopted yet
    await this.replica.acknowledge(document.day, clocks)
    if (this.#caughtUp.delete(document)) await this.replica.compare(document.day, clocks)
  }

  #changed(document: DayDocument): void {
    const link = this.#links.get(document)
    if (link?.halt === 'violation' && !this.#anew.has(document.day)) this.#startAnew(document)
    if (!link?.isLive) this.#forgetPresence(document)
    else if (!this.#live.has(document)) this.#caughtUpWith(document)
    this.#show()
  }

  /** What the server said of who is there was true while it was said. */
  #forgetPresence(document: DayDocument): void {
    this.#live.delete(document)
    this.#lost.delete(document)
  }

  #caughtUpWith(document: DayDocument): void {
    this.#live.add(document)
    this.#caughtUp.add(document)
    const isNew = this.#anew.get(document.day) === document && !this.replica.documents().includes(document)
    if (isNew) this.#inTurn('new session', () => this.replica.adopt(document))
  }

  /**
   * The server refused what this device has of a day: it drops that, takes the server's state, and appends what no
   * acknowledgement covers. An honest device recovers by this alone; a second refusal stands, and the surface tells the
   * staff (SPEC LOG-7).
   */
  #startAnew(refused: DayDocument): void {
    this.#anew.set(refused.day, this.replica.startAnew(refused.day))
    this.#follow()
  }

  #connectAll(): void {
    for (const link of this.#links.values()) link.connectNow()
  }

  /** Another incarnation has forgotten what the one before acknowledged. Stored last: a crash between repeats it. */
  async #meet({ incarnation }: Hello): Promise<void> {
    const known = await this.ports.incarnation.read()
    if (known === incarnation) return
    if (known !== null) await this.replica.forgetAcknowledgements()
    await this.ports.incarnation.write(incarnation)
  }

  #inTurn(what: string, work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch(fault => this.ports.onFault(what, fault))
  }

  /** The document that today's link carries. */
  #today(): DayDocument | undefined {
    const [today] = this.replica.documents()
    return today && (this.#anew.get(today.day) ?? today)
  }

  #show(): void {
    const today = this.#today()
    const link = today && this.#links.get(today)
    this.#halt.set(link?.halt ?? null)

    const before = this.#status.get()
    const rung = rungOf(link)
    const { pendingCount } = this.replica
    if (rung === before.rung && pendingCount === before.pendingCount) return
    const since = rung === before.rung ? before.since : this.ports.clock.now()
    this.#status.set({ rung, since, pendingCount })
  }
}

function rungOf(link: DayLink | undefined): LinkStatus['rung'] {
  if (!link?.isLive) return 'offline'
  return link.isDurable ? 'online' : 'local'
}

/** When a device was last heard, by the server's clock, and how long that is ago. */
type Lost = { readonly since: InstantMs; readonly forMs: DurationMs }

function lostOf(devices: readonly AbsentDevice[], serverTimeMs: InstantMs): ReadonlyMap<DeviceId, Lost> {
  const silent = devices.map(({ device, silentS }) => ({ device, forMs: silentS * 1000 }))
  const lost = silent.filter(({ forMs }) => forMs > OUT_OF_REACH_AFTER_MS)
  return new Map(lost.map(({ device, forMs }) => [device, { since: serverTimeMs - forMs, forMs }]))
}
