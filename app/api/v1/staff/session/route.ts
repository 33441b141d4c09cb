import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { StaffShiftReport } from '@/lib/protocol/staff'
import { finishShift, resumeShift } from '@/lib/server/people/staff-sessions'
import { verifyForgottenToken } from '@/lib/server/people/staff-token'
import { fromStaff, fromTablet, staffTokenOf } from '../tablet'

/** Does it still count? Asked when the network comes back, and every few minutes. */
export function GET(request: Request): Promise<Response> {
  return fromStaff(request, ({ session }) => Promise.resolve(Response.json(session)))
}

/** The end of a shift. */
export function DELETE(request: Request): Promise<Response> {
  return fromStaff(request, async ({ ports, claims }) => {
    await finishShift(ports, claims)
    return new Response(null, { status: 204 })
  })
}

/** A shift that was begun while no server was in reach is checked. */
export function POST(request: Request): Promise<Response> {
  return fromTablet(request, async ({ tablet, network, context, ports }) => {
    const body = StaffShiftReport.safeParse(await jsonOf(request))
    if (!body.success) return problemResponse('invalid_request')
    const claims = await verifyForgottenToken(context.keys.staff, staffTokenOf(request), tablet.device, ports.now)
    if (!claims) return problemResponse('signed_out')
    const allowed = await context.limits.shiftsOfDevice.take(tablet.device)
    if (!allowed.ok) return refusalResponse(allowed.refusal)
    const outcome = await resumeShift(ports, tablet, claims, { ...body.data, network })
    return outcome.ok ? Response.json(outcome.value) : refusalResponse(outcome.refusal)
  })
}
