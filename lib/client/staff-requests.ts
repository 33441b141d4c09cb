import * as z from 'zod/mini'
import type { DurationMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { STAFF_HEADER, StaffProblem, StaffSession, StaffSignedIn } from '@/lib/protocol/staff'
import { problemCodeOf } from './problem-code'

/** Why not, and how long to wait before the next attempt (often 0). */
export type StaffFailure = { readonly code: StaffProblem; readonly waitMs: DurationMs }

type Answer<Value> = Promise<Result<Value, StaffFailure>>

const REQUEST_MS_MAX: DurationMs = 15_000

/** What a tablet asks the server about the people on it. */
export class StaffRequests {
  constructor(
    private readonly ports: {
      readonly fetch: typeof fetch
      /** The token of the device's own session; null before it has reached its server. */
      readonly bearer: () => string | null
    },
  ) {}

  signIn(employeeId: string, password: string): Answer<StaffSignedIn> {
    return this.#ask('POST', 'sign-in', null, { employeeId, password }, StaffSignedIn)
  }

  changePassword(token: string, current: string, next: string): Answer<undefined> {
    return this.#ask('POST', 'password', token, { current, next }, z.undefined())
  }

  look(token: string): Answer<StaffSession> {
    return this.#ask('GET', 'session', token, undefined, StaffSession)
  }

  /** A shift that was begun without a server, so long ago. */
  resume(token: string, elapsedMs: DurationMs): Answer<StaffSignedIn> {
    return this.#ask('POST', 'session', token, { elapsedMs: Math.max(0, Math.round(elapsedMs)) }, StaffSignedIn)
  }

  finish(token: string): Answer<undefined> {
    return this.#ask('DELETE', 'session', token, undefined, z.undefined())
  }

  async #ask<Schema extends z.core.$ZodType>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    token: string | null,
    body: unknown,
    schema: Schema,
  ): Answer<z.core.output<Schema>> {
    const bearer = this.ports.bearer()
    if (bearer === null) return refuse({ code: 'offline', waitMs: 0 })
    const headers = { authorization: `Bearer ${bearer}`, ...(token === null ? {} : { [STAFF_HEADER]: token }) }
    const request: RequestInit = { method, headers, cache: 'no-store', signal: AbortSignal.timeout(REQUEST_MS_MAX) }
    if (body !== undefined) request.body = JSON.stringify(body)
    const answer = await this.ports.fetch(`/api/v1/staff/${path}`, request).catch(() => null)
    if (!answer) return refuse({ code: 'offline', waitMs: 0 })
    if (!answer.ok) return refuse(await failureOf(answer))
    const parsed = z.safeParse(schema, answer.status === 204 ? undefined : await answer.json().catch(() => undefined))
    return parsed.success ? ok(parsed.data) : refuse({ code: 'unavailable', waitMs: 0 })
  }
}

async function failureOf(answer: Response): Promise<StaffFailure> {
  const problem = StaffProblem.safeParse(await problemCodeOf(answer))
  const waitMs = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0
  return { code: problem.success ? problem.data : 'unavailable', waitMs }
}
