import type { Logger } from 'pino'
import type { Catalogue } from '@/lib/domain/catalogue'
import { type CommandRefusal, decideCommand } from '@/lib/domain/command'
import type { EventDraft } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type { CenterId, DurationMs, TicketId } from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import type { CommandAnswer, ConsoleCommand } from '@/lib/protocol/console'
import type { CommandRequest, SignedInRequest } from '@/lib/server/commands'
import type { InternalClaims } from '@/lib/server/commands-token'
import { isDatabaseAway } from '@/lib/server/database'
import type { DayKeeper } from './day-keeper'
import { type DocumentKey, documentName } from './journal'
import type { Room } from './room'
import { type Decided, NOTHING_DONE } from './room-decisions'
import type { Rooms } from './rooms'

export type DeskOutcome = Decided<CommandAnswer, CommandRefusal>

export type DeskPorts = {
  readonly rooms: Pick<Rooms, 'enter'>
  readonly catalogue: (center: CenterId) => Promise<Catalogue>
  readonly days: Pick<DayKeeper, 'numberCarried' | 'opened'>
  readonly log: Logger
}

/** Above what one attempt to store may take; whoever asked is then told that nobody knows. */
const ANSWER_MS_MAX: DurationMs = 8_000
/** Requests that are remembered: one that is sent twice is carried out once. */
const REMEMBERED_MAX = 1_000

/** What people and programs tell a center's server. The room of the day decides, also when no device is connected to it. */
export class CommandDesk {
  readonly #outcomes = new Map<string, Promise<DeskOutcome>>()

  constructor(private readonly ports: DeskPorts) {}

  command(by: InternalClaims, { id, command }: CommandRequest): Promise<DeskOutcome> {
    this.ports.log.info({ center: by.center, day: by.day, person: by.person, command: command.kind }, 'command')
    return this.#once(by, id, async () => {
      const ready = await this.#ready(by)
      if (!ready) return NOTHING_DONE
      const { room, ...center } = ready
      const outcome = await room.decide((queue, now) => {
        const decided = decideCommand(queue, center, command, by.agent, now)
        return decided.ok ? ok({ drafts: decided.value, answer: answerTo(command, queue, decided.value) }) : decided
      })
      if (outcome.kind !== 'done') return outcome
      // Who was carried over a holiday that works after all.
      if (command.kind === 'open_day') this.ports.days.opened(room)
      return command.kind === 'close_day' ? await this.#withCarried(room, outcome) : outcome
    })
  }

  signedIn(by: InternalClaims, { id, device }: SignedInRequest): Promise<DeskOutcome> {
    return this.#once(by, id, async () => {
      const { agent } = by
      if (agent === null) throw new Error('nobody has signed in')
      const draft = { type: 'staff.signed_in.v1', actor: agent, subject: agent, on: device } as const
      const ready = await this.#ready(by)
      if (!ready) return NOTHING_DONE
      // Again on the same tablet, as after each outage, says nothing new of the day.
      const isKnown = ({ dayState }: Queue) => dayState.signIns.get(agent)?.has(device) === true
      return await ready.room.decide(queue => ok({ drafts: isKnown(queue) ? [] : [draft], answer: {} }))
    })
  }

  /** Null while the database is away: then nothing has been done. */
  async #ready({ center, day }: DocumentKey) {
    try {
      const catalogue = await this.ports.catalogue(center)
      return { catalogue, day, room: await this.ports.rooms.enter({ center, day }) }
    } catch (fault) {
      if (!isDatabaseAway(fault)) throw fault
      return null
    }
  }

  /** The day is closed and stored. Numbers that cannot be kept now are made when the next day is opened. */
  async #withCarried(room: Room, { answer }: Extract<DeskOutcome, { kind: 'done' }>): Promise<DeskOutcome> {
    const carried = await this.ports.days.numberCarried(room)
    return { kind: 'done', answer: { ...answer, carried: [...carried] } }
  }

  /** Of what did nothing no memory is kept: whoever sends it again means it. */
  async #once(key: DocumentKey, id: string, work: () => Promise<DeskOutcome>): Promise<DeskOutcome> {
    const name = `${documentName(key)}/${id}`
    const known = this.#outcomes.get(name)
    if (known) return await withinAnswerTime(known)
    const outcome = work()
    this.#outcomes.set(name, outcome)
    for (const oldest of this.#outcomes.keys()) {
      if (this.#outcomes.size <= REMEMBERED_MAX) break
      this.#outcomes.delete(oldest)
    }
    const forget = () => this.#outcomes.delete(name)
    outcome.then(({ kind }) => kind === 'away' && forget(), forget)
    return await withinAnswerTime(outcome)
  }
}

async function withinAnswerTime(outcome: Promise<DeskOutcome>): Promise<DeskOutcome> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<DeskOutcome>(resolve => {
    timer = setTimeout(() => resolve({ kind: 'away', outcome: 'unknown' }), ANSWER_MS_MAX)
  })
  try {
    return await Promise.race([outcome, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** How many are closed for good, each person once. */
function answerTo(command: ConsoleCommand, { tickets }: Queue, drafts: readonly EventDraft[]): CommandAnswer {
  if (command.kind !== 'close_day') return {}
  const isPerson = (id: TicketId) => tickets.get(id)?.state !== 'duplicate'
  const closings = drafts.filter(draft => draft.type === 'ticket.closed.v1')
  return { closed: closings.filter(({ ticket, carried }) => carried === null && isPerson(ticket)).length }
}
