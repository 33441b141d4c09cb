import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { PasswordChangeRequest } from '@/lib/protocol/people'
import { changePassword } from '@/lib/server/people/change-password'
import { gated } from '../gate'

/** A person changes his own password, which ends all of his sessions: the page signs him in again. */
export function POST(request: Request): Promise<Response> {
  return gated(request, { permission: null, center: null, beforePasswordChange: true }, async (person, context) => {
    const body = PasswordChangeRequest.safeParse(await jsonOf(request))
    if (!body.success) return problemResponse('invalid_request')
    const outcome = await changePassword({ ...context, now: Date.now() }, person, body.data)
    return outcome.ok ? new Response(null, { status: 204 }) : refusalResponse(outcome.refusal)
  })
}
