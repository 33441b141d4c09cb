import pLimit from 'p-limit'
import type { Logger } from 'pino'
import type { Catalogue, Center } from '@/lib/domain/catalogue'
import {
  type CarriedTicket,
  carriedCheckIns,
  carriedTickets,
  closeForgottenDay,
  lateClosings,
} from '@/lib/domain/day-end'
import type { EventDraft } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type { CenterId, DurationMs, ServiceDay } from '@/lib/domain/ids'
import { centerOn, openingOf } from '@/lib/domain/opening'
import { ok } from '@/lib/domain/result'
import { instantAt, serviceDayOf } from '@/lib/domain/service-day'
import type { Clock } from '@/lib/replica/ports'
import { daysToNumber, keepCarried, readCarried, takeOver } from '@/lib/server/carried-tickets'
import { type Database, isDatabaseAway } from '@/lib/server/database'
import { isLeftOpen, overdueDays } from '@/lib/server/day-end'
import { type DocumentKey, documentName } from './journal'
import type { Room } from './room'
import type { Rooms } from './rooms'

export type DayKeeperPorts = {
  readonly database: Database
  readonly rooms: Pick<Rooms, 'enter' | 'opened'>
  readonly catalogue: (center: CenterId) => Promise<Catalogue>
  readonly clock: Clock
  readonly log: Logger
}

const LOOK_MS: DurationMs = 600_000

/**
 * What the server does with days by itself: it closes one that everybody forgot, closes what a device brings to a day that is
 * closed, and gives tomorrow's queue the tickets that today left to it. All of it can be done again at any time, and is: at the
 * start, when a room is opened, and every ten minutes. What could not be done now is done then.
 */
export class DayKeeper {
  #timer: NodeJS.Timeout | undefined
  /** One thing after another: two of them at once would number the same tickets. */
  #work: Promise<void> = Promise.resolve()
  #stopped = false
  /** How far the journal of each overdue day was when nothing was left to do. */
  #settledAt = new Map<string, number>()
  readonly #late = new Set<Room>()
  /** The days of centers for which it is known that no earlier day lacks its numbers. */
  readonly #numbered = new Set<string>()
  readonly #oneByOne = pLimit(1)
  /** The faults of single days that were told: a look every ten minutes would tell each again. */
  readonly #told = new Set<string>()

  constructor(private readonly ports: DayKeeperPorts) {}

  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_MS)
    this.#timer.unref()
    this.look()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#timer)
  }

  /** Resolves when nothing is under way. Never rejects. */
  settled(): Promise<void> {
    return this.#work
  }

  /** At all overdue days, and at what the open ones take over. */
  look(): void {
    this.#soon('days not looked at', async () => {
      await this.#closeForgotten()
      for (const room of await this.ports.rooms.opened())
        await this.#alone(room.key, 'nothing brought over', () => this.#bringOver(room))
    })
  }

  /**
   * A room was opened, or the day by a person. That of a day that is closed may hold what the server died on before it had
   * closed that too.
   */
  opened(room: Room): void {
    if (room.queue.dayState.reception?.state === 'closed') return this.cameLate(room)
    this.#soon('nothing brought over', () => this.#bringOver(room))
  }

  /** Something came to a day that is closed, be it from the server itself: a station was released, say. */
  cameLate(room: Room): void {
    if (this.#late.has(room)) return
    this.#late.add(room)
    this.#soon('late tickets not closed', async () => {
      this.#late.delete(room)
      const outcome = await room.decide(queue => ok({ drafts: lateClosings(queue), answer: undefined }))
      if (outcome.kind !== 'done') return
      await this.numberCarried(room)
      for (const other of await this.ports.rooms.opened())
        if (other.key.center === room.key.center)
          await this.#alone(other.key, 'nothing brought over', () => this.#bringOver(other))
    })
  }

  /** Gives each ticket that a closed day carries over its number of the next day, and keeps it. Again, it changes nothing. */
  numberCarried(room: Room): Promise<readonly CarriedTicket[]> {
    return this.#oneByOne(async () => {
      const { database, catalogue } = this.ports
      const told = await readCarried(database, room.key)
      const { services } = await catalogue(room.key.center)
      const carried = carriedTickets(room.queue, services, told)
      if (carried.length > told.length) await keepCarried(database, room.key, room.queue, carried)
      return carried
    })
  }

  #soon(what: string, work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#stopped) return
      await work().catch(fault => {
        this.#numbered.clear()
        if (!isDatabaseAway(fault)) this.ports.log.error({ err: fault }, what)
      })
    })
  }

  /** A day that is damaged must not stop the work on all others, of all centers. While the database is away, all wait. */
  async #alone(key: DocumentKey, what: string, work: () => Promise<void>): Promise<void> {
    const doc = documentName(key)
    try {
      await work()
      this.#told.delete(`${doc} ${what}`)
    } catch (fault) {
      if (isDatabaseAway(fault)) throw fault
      if (!this.#told.has(`${doc} ${what}`)) this.ports.log.error({ doc, err: fault }, what)
      this.#told.add(`${doc} ${what}`)
    }
  }

  async #closeForgotten(): Promise<void> {
    const { database, clock } = this.ports
    const settled = new Map<string, number>()
    for (const { head, ...key } of await overdueDays(database, clock.now())) {
      const name = documentName(key)
      if (this.#settledAt.get(name) === head) settled.set(name, head)
      else
        await this.#alone(key, 'a forgotten day not closed', async () => {
          if (await this.#closeIfLeft(key)) settled.set(name, head)
        })
    }
    this.#settledAt = settled
  }

  /** False when nothing could be stored. */
  async #closeIfLeft(key: DocumentKey): Promise<boolean> {
    const { database, rooms, log } = this.ports
    if (!(await isLeftOpen(database, key))) return true
    const room = await rooms.enter(key)
    const outcome = await room.decide(queue => ok({ drafts: forgottenIn(queue), answer: undefined }))
    if (outcome.kind !== 'done') return false
    log.info({ doc: documentName(key) }, 'a forgotten day closed')
    await this.numberCarried(room)
    return true
  }

  /**
   * Only into the queue of the day that it is at the center now, and on which it works: a clock that is ahead opens a room
   * too, and so do devices that are left on over a holiday.
   */
  async #bringOver(room: Room): Promise<void> {
    const { database, catalogue, clock } = this.ports
    const { center, day } = room.key
    const known = await catalogue(center)
    if (serviceDayOf(clock.now(), known.center.timeZone) !== day || !isWorking(room.queue, known.center, day)) return
    await this.#numberEarlier(room.key)
    const kept = await takeOver(database, center, day)
    if (kept.length === 0) return
    const { opensAt, timeZone } = centerOn(known.center, day)
    const checkIns = carriedCheckIns(kept, instantAt(day, opensAt, timeZone))
    await room.decide(queue => ok({ drafts: checkIns.filter(draft => isNew(queue, draft)), answer: undefined }))
  }

  /** Whoever closed those days died before he had kept their numbers. */
  async #numberEarlier(key: DocumentKey): Promise<void> {
    if (this.#numbered.has(documentName(key))) return
    const { database, rooms } = this.ports
    const { center } = key
    let left = 0
    for (const day of await daysToNumber(database, center, key.day)) {
      left++
      await this.#alone({ center, day }, 'carried tickets not numbered', async () => {
        await this.numberCarried(await rooms.enter({ center, day }))
        left--
      })
    }
    if (left > 0) return
    this.#numbered.add(documentName(key))
  }
}

/** By its hours, unless people have said otherwise. */
function isWorking({ dayState }: Queue, center: Center, day: ServiceDay): boolean {
  if (dayState.reception) return dayState.reception.state === 'open'
  return openingOf(center, day) !== null
}

/** Nothing, where nobody is left and nobody had opened: a day on which a device was only switched on. */
function forgottenIn(queue: Queue): readonly EventDraft[] {
  const drafts = closeForgottenDay(queue)
  const isLeft = queue.dayState.reception?.state === 'open' || drafts.some(({ type }) => type === 'ticket.closed.v1')
  return isLeft ? drafts : []
}

function isNew({ tickets }: Queue, draft: EventDraft): boolean {
  return draft.type === 'ticket.checked_in.v1' && !tickets.has(draft.ticket)
}
