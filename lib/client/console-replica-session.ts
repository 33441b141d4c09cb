import * as z from 'zod/mini'
import type { CenterId, DurationMs, InstantMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { ConsoleSyncTicket } from '@/lib/protocol/console'
import type { OnFault } from './fault-log'
import { Observed, type Watched } from './observed'
import { problemCodeOf } from './problem-code'
import type { SyncTicket, TicketRefusal } from './sync-session'

/** Why the console is given no leave to read the queue, until the person does something about it. */
export type ConsoleBarrier = 'signed_out' | 'not_allowed'

export type ConsoleSessionPorts = {
  readonly fetch: typeof fetch
  readonly onFault: OnFault
  /** What the server's clock shows now. Waited for: a rollover comes before the socket is opened. */
  readonly onServerTime: (now: InstantMs) => Promise<void>
}

const REQUEST_MS_MAX: DurationMs = 10_000
/** A person who is signed out here may sign in again in another tab. */
const BARRED_PAUSE_MS: DurationMs = 30_000

/** Gets leave to read the queue of today by the session cookie of whoever is signed in. */
export class ConsoleSession {
  readonly #barrier = new Observed<ConsoleBarrier | null>(null)

  constructor(
    private readonly center: CenterId,
    private readonly ports: ConsoleSessionPorts,
  ) {}

  /** Null while nothing stands in the way. */
  get barrier(): Watched<ConsoleBarrier | null> {
    return this.#barrier
  }

  async requestTicket(): Promise<Result<SyncTicket, TicketRefusal>> {
    const answer = await this.#fetch()
    if (answer === null) return refuse({ code: 'unreachable' })
    if (!answer.ok) return this.#refused(await problemCodeOf(answer))
    const parsed = z.safeParse(ConsoleSyncTicket, await answer.json().catch(() => undefined))
    if (!parsed.success) {
      this.ports.onFault('answer of sync-ticket', parsed.error)
      return refuse({ code: 'unreachable' })
    }
    this.#barrier.set(null)
    const { wsUrl, token, serverTime: serverTimeMs, sessionExpires } = parsed.data
    await this.ports.onServerTime(serverTimeMs)
    return ok({ wsUrl, token, serverTimeMs, lifeMs: Math.max(0, sessionExpires - serverTimeMs) })
  }

  /** Null when no answer came: a missing network is daily life and no fault. */
  async #fetch(): Promise<Response | null> {
    const request = { method: 'POST', signal: AbortSignal.timeout(REQUEST_MS_MAX) }
    return await this.ports.fetch(`/api/v1/admin/centers/${this.center}/sync-ticket`, request).catch(() => null)
  }

  #refused(problem: string | null): Result<never, TicketRefusal> {
    const isBarred = problem === 'signed_out' || problem === 'not_allowed'
    this.#barrier.set(isBarred ? problem : null)
    return refuse(isBarred ? { code: 'unreachable', retryAfterMs: BARRED_PAUSE_MS } : { code: 'unreachable' })
  }
}
