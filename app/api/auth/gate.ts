import 'server-only'
import { decode } from 'next-auth/jwt'
import { answering, problemResponse } from '@/app/api/answer'
import { type ServerContext, serverContext } from '@/app/api/context'
import type { CenterId } from '@/lib/domain/ids'
import { may, type Permission } from '@/lib/domain/permissions'
import { SessionId } from '@/lib/domain/person'
import { findSignedIn, type SignedIn } from '@/lib/server/people/sessions'
import { cookieNames, cookieOf } from './cookies'

/** What the session cookie is encrypted with. */
export function sessionSecret({ keys }: ServerContext): string {
  return Buffer.from(keys.session).toString('base64url')
}

/** The session that a browser's cookie names, if the cookie is one of ours. Whether it still counts, the database says. */
export async function sessionNamedBy(context: ServerContext, cookie: string | undefined): Promise<SessionId | null> {
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: sessionSecret(context) }).catch(() => null)
  const session = SessionId.safeParse(token?.sub)
  return session.success ? session.data : null
}

/** Who is signed in by this cookie now. */
export async function signedInBy(context: ServerContext, cookie: string | undefined): Promise<SignedIn | null> {
  const session = await sessionNamedBy(context, cookie)
  return session && (await findSignedIn({ database: context.database, now: Date.now() }, session))
}

/**
 * Was it sent by a page of this installation? A browser names the page's origin with everything that changes something,
 * and no page can have it name another.
 */
export function isOurPage(request: Request, { environment }: ServerContext): boolean {
  return environment.publicOrigins.includes(request.headers.get('origin') ?? '')
}

export type Need = {
  /** Null for what everybody may do who is signed in, with what is his own. */
  readonly permission: Permission | null
  /** Where. Null for what belongs to no center. */
  readonly center: CenterId | null
  /** Also while a password that somebody else chose is still to be changed. */
  readonly beforePasswordChange?: boolean
}

/** The one gate of every route for people: runs the work for who may do it, and tells everybody else why not. */
export function gated(
  request: Request,
  need: Need,
  work: (person: SignedIn, context: ServerContext) => Promise<Response>,
): Promise<Response> {
  return answering(async () => {
    const context = serverContext()
    if (request.method !== 'GET' && !isOurPage(request, context)) return problemResponse('foreign_origin')
    const person = await signedInBy(context, cookieOf(request, cookieNames(context).session))
    if (!person) return problemResponse('signed_out')
    if (person.mustChangePassword && !need.beforePasswordChange) return problemResponse('password_change_required')
    if (need.permission && !may(person, need.permission, need.center)) return problemResponse('not_allowed')
    return work(person, context)
  })
}
