import 'server-only'
import { PROBLEMS, type ProblemCode } from '@/lib/protocol/rest'
import type { DomainRefusal } from '@/lib/server/commands'
import { isDatabaseAway } from '@/lib/server/database'

/** RFC 9457. The code is for programs, and for the texts in both languages that a surface shows. */
export function problemResponse(code: ProblemCode, field?: string): Response {
  return problemWith(code, field === undefined ? {} : { field })
}

/** What the queue's own rules refused: their code, and what belongs to it. */
export function refusedResponse({ code: refusal, ...facts }: DomainRefusal): Response {
  return problemWith('refused', { refusal, facts })
}

/** A command that did not come through: was nothing done, or is it not known? */
export function unavailableResponse(outcome: 'nothing' | 'unknown'): Response {
  return comeBackAfter(problemWith('unavailable', { outcome }), AWAY_MS)
}

function problemWith(code: ProblemCode, beside: object): Response {
  const status = PROBLEMS[code]
  const headers = { 'content-type': 'application/problem+json' }
  return Response.json({ type: 'about:blank', code, status, ...beside }, { status, headers })
}

type Refusal =
  | {
      readonly code: Exclude<ProblemCode, 'too_many_requests'>
      readonly retryAfterMs?: number
      readonly field?: string
    }
  | { readonly code: 'too_many_requests'; readonly retryAfterMs: number; readonly field?: string }

/** What a use case refused, as a problem; says when to come back where that is known. What refuses has done nothing. */
export function refusalResponse({ code, field, retryAfterMs = 0 }: Refusal): Response {
  const outcome = code === 'unavailable' ? { outcome: 'nothing' } : {}
  const response = problemWith(code, { ...(field !== undefined && { field }), ...outcome })
  return code === 'too_many_requests' || retryAfterMs > 0 ? comeBackAfter(response, retryAfterMs) : response
}

const AWAY_MS = 5_000
const BUSY_MS = 2_000

/**
 * Runs a use case; a database that is away becomes a 503 that says when to come back, and not what was done: it may have gone
 * after a commit. Bugs still throw.
 */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (fault) {
    if (!isDatabaseAway(fault)) throw fault
    return comeBackAfter(problemResponse('unavailable'), AWAY_MS)
  }
}

/** For what was not even tried, since too much is under way. */
export function busyResponse(): Response {
  return comeBackAfter(problemWith('unavailable', { outcome: 'nothing' }), BUSY_MS)
}

function comeBackAfter(response: Response, ms: number): Response {
  response.headers.set('retry-after', String(Math.max(1, Math.ceil(ms / 1000))))
  return response
}

/** No request of ours is longer; what is, is not read to its end. */
const BODY_BYTES_MAX = 16 * 1024

/** The body of a request as JSON, or undefined: bad JSON is a bad request like any other, and so is a long one. */
export async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await bodyOf(request)))
  } catch {
    // reason: whatever is wrong with a body, the answer is the same refusal
    return undefined
  }
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  for (let bytes = 0; ; ) {
    const part = await reader?.read()
    if (!part?.value) break
    bytes += part.value.length
    if (bytes > BODY_BYTES_MAX) {
      await reader?.cancel()
      throw new RangeError('the body is too long')
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}
