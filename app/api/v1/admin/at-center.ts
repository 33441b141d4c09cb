import 'server-only'
import * as z from 'zod/mini'
import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { gated } from '@/app/api/auth/gate'
import type { ServerContext } from '@/app/api/context'
import { CenterId, type InstantMs } from '@/lib/domain/ids'
import type { Permission } from '@/lib/domain/permissions'
import type { Result } from '@/lib/domain/result'
import type { EditRefusal } from '@/lib/server/console/editing'
import type { SignedIn } from '@/lib/server/people/sessions'

export type AtCenter = { readonly params: Promise<{ readonly center: string }> }
export type OneAtCenter = { readonly params: Promise<{ readonly center: string; readonly id: string }> }

/** What the work of a route is given. */
export type Desk = {
  readonly database: ServerContext['database']
  readonly context: ServerContext
  readonly person: SignedIn
  readonly now: InstantMs
}

/** The gate of a route for what belongs to one center, which its path names. */
export async function atCenter(
  request: Request,
  { params }: { readonly params: Promise<{ readonly center: string }> },
  permission: Permission,
  work: (desk: Desk, center: CenterId) => Promise<Response>,
): Promise<Response> {
  const center = CenterId.safeParse(Number((await params).center))
  // Of no center at all: only people of all centers learn that there is none.
  const need = { permission, center: center.success ? center.data : null }
  return gated(request, need, async (person, context) =>
    center.success
      ? await work({ database: context.database, context, person, now: Date.now() }, center.data)
      : problemResponse('not_found'),
  )
}

/** The same for what belongs to all centers or to none. */
export function forAllCenters(
  request: Request,
  permission: Permission,
  work: (desk: Desk) => Promise<Response>,
): Promise<Response> {
  return gated(request, { permission, center: null }, (person, context) =>
    work({ database: context.database, context, person, now: Date.now() }),
  )
}

/** Runs the work with the body, if it is what the form sends; else names the field that is not. */
export async function withBody<Schema extends z.core.$ZodType>(
  request: Request,
  schema: Schema,
  work: (body: z.infer<Schema>) => Promise<Response>,
): Promise<Response> {
  const body = z.safeParse(schema, await jsonOf(request))
  if (body.success) return await work(body.data)
  const [field] = body.error.issues[0]?.path ?? []
  return problemResponse('invalid_request', typeof field === 'string' ? field : undefined)
}

/** What came of it. Kept by no cache: it is what one person may see now, and may hold a password. */
export function answered(outcome: Result<object, EditRefusal>, status: 200 | 201 = 200): Response {
  return outcome.ok ? told(outcome.value, status) : refusalResponse(outcome.refusal)
}

export function told(value: object, status: 200 | 201 = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } })
}

/** The id in a path; 0, which no row has, for what is none. */
export function idOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
