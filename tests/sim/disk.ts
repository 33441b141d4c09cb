import type { IncarnationStore } from '@/lib/client/sync-link'
import type { EventId, ServiceDay } from '@/lib/domain/ids'
import type { EventStore, NumberBlock, StoredSession, WalRecord } from '@/lib/replica/ports'
import type { Chance } from './chance'
import { delay, never } from './virtual-time'

type Row = { readonly record: WalRecord; readonly order: number; acked: boolean }
type Versions = (readonly Uint8Array[])[]

/** From power on to power off. What a dead one waits for never comes. */
export type Life = { alive: boolean }

export type DiskPorts = {
  /** Passed by each write; cuts the power when a cut was set at this point. */
  readonly reach: (point: string) => void
  /** Whether the server's database holds the event: only then may a disk that lies lose it. */
  readonly isSafeElsewhere: (event: EventId) => boolean
  readonly onCommitted: (records: readonly WalRecord[], told: boolean) => void
  readonly onAcknowledged: (events: readonly EventId[]) => void
  readonly count: (name: string) => void
}

/** A write that fails: it is refused, or its end is never told and it is stored all the same. */
export type WriteFault = 'refused' | 'stored, not told'

/** The relaxed part of the disk reaches back so many writes at a power cut, at most. */
const VERSIONS_KEPT = 6

/**
 * What stays of a device when its power goes: a strict part, durable when a write has resolved, and the documents, which
 * lose their last writes.
 */
export class SimDisk {
  readonly #rows = new Map<EventId, Row>()
  readonly #numbers = new Map<ServiceDay, NumberBlock>()
  readonly #documents = new Map<ServiceDay, Versions>()
  #bootCount = 0
  #order = 0
  #lastDay: ServiceDay | null = null
  #endMark = ''
  #acknowledgedBy: string | null = null
  #inFlight: (() => void)[] = []
  #undoLast: { readonly event: EventId; readonly undo: () => void } | null = null
  nextFault: WriteFault | null = null
  nextDocumentFails = false

  constructor(
    private readonly chance: Chance,
    private readonly ports: DiskPorts,
  ) {}

  /** The disk as one session of the device uses it. */
  powerOn(life: Life): EventStore & { readonly incarnation: IncarnationStore } {
    let durableOrder = this.#order
    const strict = (point: string, write: () => void) => this.#strict(life, point, write)
    return {
      startSession: async () => {
        await this.#slowly(life)
        const endedCleanly = this.#bootCount === 0 || this.#endMark === `${this.#bootCount}:${this.#order}`
        await strict('start session', () => this.#bootCount++)
        durableOrder = this.#order
        const stored: StoredSession = {
          bootCount: this.#bootCount,
          endedCleanly,
          pending: this.#pending(),
          lastDay: this.#lastDay,
        }
        return stored
      },
      commit: async (records, numbers) => {
        this.ports.onCommitted(records, false)
        await strict('commit', () => this.#write(records, numbers))
        durableOrder = this.#order
        this.ports.onCommitted(records, true)
      },
      endSession: () => {
        if (life.alive) this.#endMark = `${this.#bootCount}:${durableOrder}`
      },
      numbersOf: async day => {
        await this.#slowly(life)
        return this.#numbers.get(day) ?? null
      },
      eventsOf: async day => {
        await this.#slowly(life)
        const rows = [...this.#rows.values()].filter(({ record }) => record.day === day)
        return rows.map(({ record, acked }) => ({ event: record.event, isAcknowledged: acked }))
      },
      acknowledge: ids => {
        this.ports.onAcknowledged(ids)
        return strict('acknowledge', () => this.#mark(ids, true))
      },
      forgetAcknowledgements: async () => {
        await strict('forget acknowledgements', () => this.#mark(this.#rows.keys(), false))
        return this.#pending()
      },
      setLastDay: day =>
        strict('set last day', () => {
          this.#lastDay = day
        }),
      loadDocument: async day => {
        await this.#slowly(life)
        return this.#documents.get(day)?.at(-1) ?? []
      },
      saveUpdates: (day, updates) => this.#relaxed(life, day, stored => [...stored, ...updates]),
      replaceDocument: (day, snapshot) => this.#relaxed(life, day, () => [snapshot]),
      incarnation: {
        read: async () => {
          await this.#slowly(life)
          return this.#acknowledgedBy
        },
        write: incarnation =>
          strict('write incarnation', () => {
            this.#acknowledgedBy = incarnation
          }),
      },
    }
  }

  /** Nothing fails any more. */
  calm(): void {
    this.nextFault = null
    this.nextDocumentFails = false
  }

  /** The power goes. Of what was being written, some is there; of the documents, the last writes are not. */
  powerOff(): void {
    const stored = this.chance.between(0, this.#inFlight.length)
    for (const write of this.#inFlight.slice(0, stored)) write()
    this.#inFlight = []
    for (const [day, versions] of this.#documents) {
      const lost = this.chance.between(0, versions.length - 1)
      if (lost > 0) this.ports.count('document tails lost')
      this.#documents.set(day, versions.slice(0, versions.length - lost))
    }
    this.#lie()
  }

  /** A disk that says "written" too early loses its last transaction. The event is elsewhere already; its number must not come back. */
  #lie(): void {
    const last = this.#undoLast
    this.#undoLast = null
    if (!last || !this.ports.isSafeElsewhere(last.event) || this.chance.once(2)) return
    last.undo()
    this.ports.count('last transactions lost by a lying disk')
  }

  async #strict(life: Life, point: string, write: () => void): Promise<void> {
    this.#reach(life, `${point}: before`)
    if (!life.alive) return await never()
    const fault = this.nextFault
    this.nextFault = null
    const flight = fault === 'refused' ? () => undefined : write
    this.#inFlight.push(flight)
    this.#reach(life, `${point}: in flight`)
    await delay(this.chance.between(1, 8))
    if (!life.alive) return await never()
    this.#inFlight = this.#inFlight.filter(other => other !== flight)
    flight()
    if (fault) {
      this.ports.count('disk writes failed')
      throw new Error(`disk: ${fault}`)
    }
    this.#reach(life, `${point}: after`)
    if (!life.alive) return await never()
  }

  async #relaxed(
    life: Life,
    day: ServiceDay,
    write: (stored: readonly Uint8Array[]) => readonly Uint8Array[],
  ): Promise<void> {
    await this.#slowly(life)
    this.#reach(life, 'save document')
    if (!life.alive) return await never()
    if (this.nextDocumentFails) {
      this.nextDocumentFails = false
      this.ports.count('disk writes failed')
      throw new Error('disk: document not saved')
    }
    const versions: Versions = this.#documents.get(day) ?? [[]]
    this.#documents.set(day, [...versions, write(versions.at(-1) ?? [])].slice(-VERSIONS_KEPT))
  }

  #reach(life: Life, point: string): void {
    if (life.alive) this.ports.reach(point)
  }

  async #slowly(life: Life): Promise<void> {
    await delay(this.chance.between(1, 5))
    if (!life.alive) await never()
  }

  #write(records: readonly WalRecord[], numbers: NumberBlock | null): void {
    const before = numbers ? this.#numbers.get(numbers.day) : undefined
    for (const record of records) this.#rows.set(record.event.id, { record, order: ++this.#order, acked: false })
    if (numbers) this.#numbers.set(numbers.day, numbers)
    const [only] = records
    this.#undoLast =
      only && numbers && before && JSON.stringify(before.reserved) === JSON.stringify(numbers.reserved)
        ? { event: only.event.id, undo: () => this.#undo(only.event.id, before) }
        : null
  }

  #undo(event: EventId, numbers: NumberBlock): void {
    this.#rows.delete(event)
    this.#numbers.set(numbers.day, numbers)
  }

  #mark(ids: Iterable<EventId>, acked: boolean): void {
    for (const id of ids) {
      const row = this.#rows.get(id)
      if (row) row.acked = acked
    }
  }

  #pending(): WalRecord[] {
    return [...this.#rows.values()]
      .filter(({ acked }) => !acked)
      .sort((a, b) => a.order - b.order)
      .map(({ record }) => record)
  }
}
