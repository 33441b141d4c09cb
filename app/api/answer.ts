import 'server-only'
import { PROBLEMS, type ProblemCode } from '@/lib/protocol/rest'
import { isDatabaseAway } from '@/lib/server/database'

/** RFC 9457. The code is for programs, and for the texts in both languages that a surface shows. */
export function problemResponse(code: ProblemCode): Response {
  const status = PROBLEMS[code]
  return Response.json(
    { type: 'about:blank', code, status },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}

/** Runs a use case; a database that is away becomes a 503 that says when to come back. Bugs still throw. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (fault) {
    if (!isDatabaseAway(fault)) throw fault
    const response = problemResponse('unavailable')
    response.headers.set('retry-after', '5')
    return response
  }
}

/** The body of a request as JSON, or undefined: bad JSON is a bad request like any other. */
export async function jsonOf(request: Request): Promise<unknown> {
  return await request.json().catch(() => undefined)
}
