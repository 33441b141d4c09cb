import * as z from 'zod/mini'
import type { DurationMs } from '@/lib/domain/ids'
import type { SessionId } from '@/lib/domain/person'
import { PeopleProblem } from '@/lib/protocol/people'
import { problemCodeOf } from './problem-code'

/** What came of a form of the console: done, or why not and how long to wait before the next attempt (often 0). */
export type FormOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: PeopleProblem; readonly retryAfterMs: DurationMs }

export function signIn(employeeId: string, password: string): Promise<FormOutcome> {
  return postForm('callback/credentials', { employeeId, password })
}

export function signOut(): Promise<FormOutcome> {
  return postForm('signout', {})
}

export function signOutEverywhere(): Promise<FormOutcome> {
  return send('DELETE', 'sessions')
}

export function endSession(session: SessionId): Promise<FormOutcome> {
  return send('DELETE', `sessions/${session}`)
}

export function changePassword(current: string, next: string): Promise<FormOutcome> {
  return send('POST', 'password', JSON.stringify({ current, next }))
}

/** @param token what stands behind the `#` of the link */
export function becomeFirstAdministrator(token: string, employeeId: string, password: string): Promise<FormOutcome> {
  return send('POST', 'first-admin', JSON.stringify({ token, employee_id: employeeId, password }))
}

const REQUEST_MS_MAX: DurationMs = 15_000

const FormToken = z.object({ csrfToken: z.string() })

/** A form that Auth.js takes: only with the token that it gave this browser. */
async function postForm(path: string, fields: Record<string, string>): Promise<FormOutcome> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store', signal: timeLimit() }).catch(() => null)
  if (!answer) return refused('offline')
  const token = FormToken.safeParse(await answer.json().catch(() => undefined))
  if (!token.success) return refused('unavailable')
  return send('POST', path, new URLSearchParams({ ...fields, csrfToken: token.data.csrfToken, json: 'true' }))
}

async function send(method: 'POST' | 'DELETE', path: string, body?: string | URLSearchParams): Promise<FormOutcome> {
  const headers: HeadersInit = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const request = { method, headers, body: body ?? null, signal: timeLimit() }
  const answer = await fetch(`/api/auth/${path}`, request).catch(() => null)
  if (!answer) return refused('offline')
  if (answer.ok) return { ok: true }
  const problem = PeopleProblem.safeParse(await problemCodeOf(answer))
  return refused(
    problem.success ? problem.data : 'unavailable',
    Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0,
  )
}

function timeLimit(): AbortSignal {
  return AbortSignal.timeout(REQUEST_MS_MAX)
}

function refused(problem: PeopleProblem, retryAfterMs: DurationMs = 0): FormOutcome {
  return { ok: false, problem, retryAfterMs }
}
