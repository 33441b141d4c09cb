import type { CenterId, DurationMs, ServiceDay, TicketId } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import type { LinkedTicket, PhoneState, PhoneTicket } from '@/lib/protocol/phone'

/** What a phone is told: its ticket, that it is not known (yet), or that the center is out of reach. */
export type PhoneNews = PhoneTicket | 'unknown' | 'away'

export type PhonesPorts = {
  /** `askTickets`. Null when the center is out of reach; never rejects. */
  readonly ask: (
    of: { readonly center: CenterId; readonly day: ServiceDay },
    tickets: readonly TicketId[],
  ) => Promise<readonly (PhoneTicket | null)[] | null>
}

/** `end`: it is told nothing more, and what `follow` gave is to be called. */
type Follower = { readonly tell: (news: PhoneNews) => void; readonly end: () => void }

/** A citizen looks up within that time of his call; each center is asked once for all of its phones. */
export const ASK_EVERY_MS: DurationMs = 3_000
/** One ticket is followed on a phone or two; whoever opens more ends the oldest. */
const FOLLOWERS_OF_TICKET_MAX = 4
export const FOLLOWERS_MAX = 20_000

/** The phones that follow tickets through this process. Asks only while somebody follows. */
export class Phones {
  readonly #days = new Map<string, DayOfPhones>()
  #count = 0

  constructor(private readonly ports: PhonesPorts) {}

  /** Tells at once what is known, then what changes. Null when there are too many; else what ends it, which may be called twice. */
  follow({ center, day, ticket }: LinkedTicket, follower: Follower): (() => void) | null {
    if (this.#count >= FOLLOWERS_MAX) return null
    const name = `${center}/${day}`
    let phones = this.#days.get(name)
    if (!phones) {
      phones = new DayOfPhones({ center, day }, this.ports)
      this.#days.set(name, phones)
    }
    this.#count += 1
    const leave = phones.add(ticket, follower)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#count -= 1
      leave()
      if (phones.isEmpty) this.#days.delete(name)
    }
  }

  get count(): number {
    return this.#count
  }
}

class DayOfPhones {
  readonly #tickets = new Map<TicketId, { readonly followers: Set<Follower>; last: PhoneNews | null }>()
  #timer: NodeJS.Timeout | null = null
  #asking = false

  constructor(
    private readonly of: { readonly center: CenterId; readonly day: ServiceDay },
    private readonly ports: PhonesPorts,
  ) {}

  get isEmpty(): boolean {
    return this.#tickets.size === 0
  }

  add(ticket: TicketId, follower: Follower): () => void {
    const followed = this.#tickets.get(ticket) ?? { followers: new Set(), last: null }
    this.#tickets.set(ticket, followed)
    const [oldest] = followed.followers
    if (oldest && followed.followers.size >= FOLLOWERS_OF_TICKET_MAX) {
      followed.followers.delete(oldest)
      oldest.end()
    }
    followed.followers.add(follower)
    if (followed.last) follower.tell(followed.last)
    else this.#askSoon(0)
    return () => {
      followed.followers.delete(follower)
      if (followed.followers.size === 0 && this.#tickets.get(ticket) === followed) this.#tickets.delete(ticket)
      if (this.isEmpty && this.#timer) clearTimeout(this.#timer)
    }
  }

  #askSoon(inMs: DurationMs): void {
    if (this.#asking) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#ask(), inMs)
    this.#timer.unref()
  }

  /** Tickets that came while it was under way are asked for in the next round. */
  async #ask(): Promise<void> {
    this.#asking = true
    const asked = [...this.#tickets.keys()]
    const answer = await this.ports.ask(this.of, asked)
    asked.forEach((ticket, index) => {
      this.#tell(ticket, answer ? (answer[index] ?? 'unknown') : 'away')
    })
    this.#asking = false
    const isNew = [...this.#tickets.values()].some(({ last }) => last === null)
    if (!this.isEmpty) this.#askSoon(isNew ? 0 : ASK_EVERY_MS)
  }

  #tell(ticket: TicketId, news: PhoneNews): void {
    const followed = this.#tickets.get(ticket)
    if (!followed) return
    if (!isSame(followed.last, news)) {
      followed.last = news
      for (const { tell } of followed.followers) tell(news)
    }
    if (isOver(news, this.of.day)) for (const { end } of [...followed.followers]) end()
  }
}

const ENDED: ReadonlySet<PhoneState> = new Set(['completed', 'no_show', 'closed'])

/** The ticket has ended, and so has its day: nothing comes any more, and no document is kept in memory for it. */
function isOver(news: PhoneNews, day: ServiceDay): boolean {
  return typeof news !== 'string' && ENDED.has(news.state) && serviceDayOf(Date.now(), news.timeZone) > day
}

/** When it was so changes each time. */
function isSame(before: PhoneNews | null, news: PhoneNews): boolean {
  if (before === null || typeof before === 'string' || typeof news === 'string') return before === news
  return JSON.stringify({ ...before, asOf: 0 }) === JSON.stringify({ ...news, asOf: 0 })
}
