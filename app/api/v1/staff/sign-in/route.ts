import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { StaffSignInRequest } from '@/lib/protocol/staff'
import { signInStaff } from '@/lib/server/people/staff-sessions'
import { fromTablet } from '../tablet'

/** A member of staff begins his shift on a tablet. */
export function POST(request: Request): Promise<Response> {
  return fromTablet(request, async ({ tablet, network, ports }) => {
    const body = StaffSignInRequest.safeParse(await jsonOf(request))
    if (!body.success) return problemResponse('invalid_request')
    const outcome = await signInStaff(ports, tablet, { ...body.data, network })
    return outcome.ok ? Response.json(outcome.value) : refusalResponse(outcome.refusal)
  })
}
