import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { StaffPasswordRequest } from '@/lib/protocol/staff'
import { changePassword } from '@/lib/server/people/change-password'
import { fromStaff } from '../tablet'

/** A person changes his own password on the tablet, which ends all of his sessions: the tablet signs him in again. */
export function POST(request: Request): Promise<Response> {
  return fromStaff(request, async ({ person, ports }) => {
    const body = StaffPasswordRequest.safeParse(await jsonOf(request))
    if (!body.success) return problemResponse('invalid_request')
    const outcome = await changePassword(ports, person, body.data)
    return outcome.ok ? new Response(null, { status: 204 }) : refusalResponse(outcome.refusal)
  })
}
