import { checkIn } from '@/lib/domain/check-in'
import { CenterId, type DurationMs, type InstantMs, type ServiceDay } from '@/lib/domain/ids'
import type { DayDocument } from '@/lib/replica/day-document'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { Replica } from '@/lib/replica/replica'
import { kiosk, MORNING, SERVICES } from './day'
import { PLAIN_INTAKE } from './scheduling'
import { seededRandom } from './seeded-random'
import { signerOf } from './signing'

type Failing = 'commit' | 'loadDocument' | 'saveUpdates'

/** A store whose calls can be made to fail, as a full or broken disk does. */
export class FailingEventStore extends MemoryEventStore {
  readonly failing = new Set<Failing>()
  saves = 0

  override commit(...args: Parameters<MemoryEventStore['commit']>): Promise<void> {
    return this.#unless('commit', () => super.commit(...args))
  }

  override loadDocument(day: ServiceDay): Promise<readonly Uint8Array[]> {
    return this.#unless('loadDocument', () => super.loadDocument(day))
  }

  override saveUpdates(day: ServiceDay, updates: readonly Uint8Array[]): Promise<void> {
    this.saves += updates.length
    return this.#unless('saveUpdates', () => super.saveUpdates(day, updates))
  }

  #unless<Value>(call: Failing, work: () => Promise<Value>): Promise<Value> {
    return this.failing.has(call) ? Promise.reject(new Error(`${call}: disk full`)) : work()
  }
}

const RENEWAL = {
  ...{ ...SERVICES.A, letter: 'A', code: 'REN', nameFr: '', nameEn: '' },
  ...{ durationMinutes: 10, active: true },
}
const CENTER = { center: CenterId.parse(1), timeZone: 'Africa/Douala' }
const IDENTITY = { ...CENTER, device: kiosk(1), surface: 'kiosk', issuerDigit: 1 } as const

/** Kiosk 1 with its store: it can lose power, start again, and be left running over midnight. */
export class Kiosk {
  readonly faults: string[] = []
  readonly #clock: { now: InstantMs }
  readonly #random = seededRandom(2026)
  readonly #opened: Replica[] = []

  private constructor(
    readonly store: FailingEventStore,
    at: InstantMs,
  ) {
    this.#clock = { now: at }
  }

  static async start(at: InstantMs = MORNING, store = new FailingEventStore()): Promise<Kiosk> {
    const started = new Kiosk(store, at)
    await started.#boot()
    return started
  }

  get replica(): Replica {
    const replica = this.#opened.at(-1)
    if (!replica) throw new Error('a kiosk is started before it is used')
    return replica
  }

  get document(): DayDocument {
    const [document] = this.replica.documents()
    if (!document) throw new Error('a replica has a document of today')
    return document
  }

  /** The number on the paper, or why there is none. */
  async checkIn(): Promise<string> {
    const { device } = IDENTITY
    const outcome = await this.replica.act(desk =>
      checkIn(desk.queue, { ...PLAIN_INTAKE, service: RENEWAL, device, number: desk.nextNumber('A') }),
    )
    if (!outcome.ok) return outcome.refusal.code
    return 'ticket' in outcome.value ? outcome.value.ticket.slice(0, outcome.value.ticket.indexOf('.')) : 'no ticket'
  }

  async checkInTimes(times: number): Promise<string[]> {
    const numbers: string[] = []
    for (let time = 0; time < times; time++) numbers.push(await this.checkIn())
    return numbers
  }

  /** The numbers in the queue that this kiosk sees, in order of issue. */
  get queue(): string[] {
    return [...this.replica.queue.tickets.values()].map(ticket => ticket.number).sort()
  }

  get now(): InstantMs {
    return this.#clock.now
  }

  wait(ms: DurationMs): void {
    this.#clock.now += ms
  }

  setClock(instant: string): void {
    this.#clock.now = Date.parse(instant)
  }

  /** The program is closed and starts again. */
  async restart(): Promise<void> {
    this.replica.close()
    await this.#boot()
  }

  /** The power fails: no good-bye, and the document loses the end of what was written. */
  async powerCut(lostUpdates = 0): Promise<void> {
    this.store.loseDocumentTail(this.replica.day, lostUpdates)
    await this.#boot()
  }

  /** The server's word for all that the documents hold now. */
  async acknowledgeAll(): Promise<void> {
    for (const document of this.replica.documents()) {
      const clocks = document.events().map(({ client, clock }) => [client, clock + 1] as const)
      await this.replica.acknowledge(document.day, new Map(clocks))
    }
  }

  async #boot(): Promise<void> {
    const { store } = this
    const clock = { now: () => this.#clock.now }
    const onFault = (what: string) => void this.faults.push(what)
    this.#opened.push(
      await Replica.open(IDENTITY, { store, clock, random: this.#random, signer: signerOf(IDENTITY.device), onFault }),
    )
  }
}
