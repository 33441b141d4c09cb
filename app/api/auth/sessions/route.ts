import { endSessionsOf } from '@/lib/server/people/sessions'
import { gated } from '../gate'

/** A person signs out everywhere, here too. */
export function DELETE(request: Request): Promise<Response> {
  return gated(request, { permission: null, center: null, beforePasswordChange: true }, async (person, context) => {
    await context.database.begin(sql => endSessionsOf(sql, person.user, Date.now()))
    return new Response(null, { status: 204 })
  })
}
