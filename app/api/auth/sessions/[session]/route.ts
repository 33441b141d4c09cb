import { problemResponse } from '@/app/api/answer'
import { SessionId } from '@/lib/domain/person'
import { endSession } from '@/lib/server/people/sessions'
import { gated } from '../../gate'

/** A person ends one of his own sessions. */
export async function DELETE(request: Request, context: { params: Promise<{ session: string }> }): Promise<Response> {
  const session = SessionId.safeParse((await context.params).session)
  return gated(request, { permission: null, center: null }, async (person, { database }) => {
    const isEnded = session.success && (await endSession({ database, now: Date.now() }, person.user, session.data))
    return isEnded ? new Response(null, { status: 204 }) : problemResponse('not_found')
  })
}
